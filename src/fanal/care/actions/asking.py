"""A case asks a health worker; she takes it, passes it back, or releases a summary to the case."""

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.care import access
from fanal.care.actions.files import file_about
from fanal.care.models import REQUEST_FOLDER, CareFile, CareRequest, CareSummary
from fanal.care.queries.windows import windows_for
from fanal.care.words import READ_ANSWER, SEE_TODAY
from fanal.cases.actions.present import danger_begins
from fanal.cases.actions.tasks import add_task, finish_task
from fanal.cases.models import Case, Task
from fanal.cases.queries.colleagues import whose_task
from fanal.cases.queries.helpers import must_name_nobody_left_out
from fanal.coded_facts import actions as facts
from fanal.core.care.asking import RUNNING, CareState, SeenWithin, check_move
from fanal.core.care.windows import ActTime, see_today
from fanal.core.casework.typed_text import long_text, short_text
from fanal.core.errors import BadInput
from fanal.core.sealing.compartments import MEDICAL
from fanal.core.words import Sentence, say
from fanal.database.sql import next_number
from fanal.keys.actions import create_folder, grant
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.people.models import Person
from fanal.sharing.actions.transfers import goes_along_too

# Tasks of whoever works on the case, who reads nowhere else that something waits; none says why.
NOT_HEARD = say("Ask whether the health worker has seen {who}")
ASK_ANOTHER = say("The health worker cannot see {who}: ask another")
CALL_AT_ONCE = say("Call the health worker about {who} at once")


@dataclass(frozen=True)
class SaidBeside:
    """What the case says of the person: in which language one speaks with her; who consents for a
    child, and who comes with her."""

    consents: str = ""
    comes: str = ""
    language: str = ""

    def sealed(self) -> Content:
        return {name: short_text(name, text) for name, text in asdict(self).items()}


NOTHING_BESIDE = SaidBeside()


@transaction.atomic
def ask(
    *,
    case: Case,
    person: Person,
    to: User,
    agreed: str,
    words: str,
    act: ActTime | None,
    happened: bool,
    by: User,
    ring: Ring,
    beside: SaidBeside = NOTHING_BESIDE,
    within: SeenWithin = SeenWithin.WEEK,
    now: datetime | None = None,
) -> CareRequest:
    """Ask `to` to see her. `happened`: something was done to her, at `act`; what can still be done
    may be sooner than `within`. Raises `BadInput`."""
    now = now or timezone.now()
    _check(case, person, to, agreed)
    _check_who_helps(case, beside, by, ring)
    if happened and see_today(act, now, windows_for(to, act)):
        within = SeenWithin.TODAY
    _instead_of_others(case, person, by, ring)
    row = CareRequest(
        case=case,
        person=person,
        to=to,
        state=CareState.ASKED,
        made_by=by,
        made_on=timezone.localdate(now),
        due=timezone.localdate(now) + timedelta(days=within.days),
    )
    _open_to(row, to, by, ring)
    content = _sealed(agreed, words, act, happened, within, now) | beside.sealed()
    row.seal(ring, content)
    row.task = _task(row, SEE_TODAY if within is SeenWithin.TODAY else NOT_HEARD, by, row.due)
    row.save(force_insert=True)
    facts.code_row(row, content)
    audit.record(act="care.asked", by=by, about=case.id)
    return row


def _open_to(row: CareRequest, to: User, by: User, ring: Ring) -> None:
    """Make the folder of a request, for the team of the case and for whoever is asked."""
    row.folder = row.id
    # A folder of its own: whoever is asked opens nothing of the case, and the case nothing of her
    # file (ADR 28).
    create_folder(folder=row.id, kind=REQUEST_FOLDER, team=row.case.team, by=by, ring=ring)
    grant(folder=row.id, compartments=[MEDICAL], to=to, by=by, ring=ring, reason="care")
    goes_along_too(row.case, access.goes_along(row), by, ring)


def _instead_of_others(case: Case, person: Person, by: User, ring: Ring) -> None:
    """End what was asked of a health worker who has left, and the tasks to ask another because one
    could not see her: this request takes their place."""
    for row in access.left_behind(case).filter(person=person):
        waited = row.stands is CareState.ASKED
        _move_request(row, CareState.PASSED_BACK if waited else CareState.ENDED, by, ring)
    rows = CareRequest.objects.filter(case=case, person=person, task__done_on=None)
    for row in rows.exclude(task=None).exclude(over_on=None).select_related("task"):
        if row.stands is CareState.PASSED_BACK:
            _done(row, by)


def _check(case: Case, person: Person, to: User, agreed: str) -> None:
    case.must_concern(person)
    if not access.health_workers(case).filter(pk=to.pk).exists():
        raise BadInput("to", say("choose one of the health workers"))
    # Whoever lies unconscious cannot say yes, and is seen all the same; a no is a no.
    if agreed not in ("yes", "not_able_now"):
        raise BadInput("agreed", say("without her yes nobody is asked; all other help goes on"))
    if CareRequest.objects.filter(case=case, person=person, to=to, over_on=None).exists():
        raise BadInput("to", say("this colleague was asked already, and that is not over"))


def _check_who_helps(case: Case, beside: SaidBeside, by: User, ring: Ring) -> None:
    """Raise `BadInput` for a helper who is left out of this case: an interpreter who is a cousin of
    a suspect hears what was done to her."""
    for where, typed in (("language", beside.language), ("comes", beside.comes)):
        must_name_nobody_left_out(case, typed, where=where, by=by, ring=ring)


def _sealed(
    agreed: str,
    words: str,
    act: ActTime | None,
    happened: bool,
    within: SeenWithin,
    now: datetime,
) -> Content:
    return {
        "within": within.value,
        "words": long_text("words", words),
        "agreed": agreed,
        "happened": happened,
        "told": now.isoformat(),
        "act": [act.earliest.isoformat(), act.latest.isoformat(), str(act.earliest.tzinfo)]
        if act
        else None,
    }


# Everybody who opens the case reads its tasks: they say by when and never why.
def _task(row: CareRequest, title: Sentence, by: User, due: date) -> Task:
    """Add a task for who works on the case, else for who asked; where neither is there any more, as
    in a case that was closed long ago, for a lead."""
    to = whose_task(row.case, row.case.assignee, row.made_by)
    title = replace(title, values={"who": row.person.code_name})
    return add_task(case=row.case, title=title, by=by, assignee=to or row.made_by, due=due)


def _task_for_asker(row: CareRequest, title: Sentence, by: User) -> None:
    """Give whoever asked a task of today in place of the one before: nothing else comes back to
    her."""
    _done(row, by)
    give_task(row, title, by)


def give_task(row: CareRequest, title: Sentence, by: User) -> None:
    """Give a task on the day by which she is to be seen; for a request that is over, today."""
    day = timezone.localdate() if row.over_on or title is READ_ANSWER else row.due
    row.task = _task(row, title, by, day)
    row.save(update_fields=["task"])


@transaction.atomic
def take(*, request: CareRequest, by: User, ring: Ring) -> CareFile:
    """Take the request; return her file about this person, a new one where she has none."""
    locked = _move_request(request, CareState.TAKEN, by, ring)
    file = locked.file or file_about(person=locked.person, team=locked.case.team, by=by, ring=ring)
    CareRequest.objects.filter(pk=locked.pk).update(file=file)
    return file


@transaction.atomic
def answer(*, request: CareRequest, to: CareState, by: User, ring: Ring) -> None:
    """Answer a request: passed back, declined by herself, or over. Raises `Refused`."""
    _move_request(request, to, by, ring)


def _move_request(request: CareRequest, to: CareState, by: User, ring: Ring) -> CareRequest:
    locked = CareRequest.objects.select_for_update().get(pk=request.pk)
    check_move(locked.stands, to)
    locked.state = to
    locked.over_on = None if to in RUNNING else timezone.localdate()
    locked.save(update_fields=["state", "over_on"])
    facts.code_row(locked, locked.unseal(ring))
    _tell_the_asker(locked, to, by)
    audit.record(act="care.answered", by=by, about=locked.case_id)
    return locked


def _tell_the_asker(row: CareRequest, to: CareState, by: User) -> None:
    """Tell whoever works on the case what there is to do now."""
    # Who answered it herself needs no task to read it.
    if row.over_on and by == (row.case.assignee or row.made_by):
        _done(row, by)
    elif row.over_on:
        _task_for_asker(row, ASK_ANOTHER if to is CareState.PASSED_BACK else READ_ANSWER, by)


def seen(request: CareRequest, by: User) -> None:
    """End the task to see to it that she is seen. What was answered is read all the same."""
    task = request.task
    # An answer that nobody has read is not ended by her having been seen.
    if task is not None and (task.sentence or [""])[0] != READ_ANSWER.template:
        _done(request, by)


def _done(request: CareRequest, by: User) -> None:
    # Read anew: what was written of her meanwhile may have ended it, or given it to another.
    task = Task.objects.filter(pk__in=[request.task_id], done_on=None).first()
    if task is not None:
        finish_task(task=task, by=by, version=task.version)


@transaction.atomic
def release(*, request: CareRequest, words: str, agreed: str, by: User, ring: Ring) -> CareSummary:
    """Tell the case what its people have to know, in words to which she said yes. Raises
    `BadInput`."""
    # To these words, and not to releasing in general: she decides what her case learns (ADR 28).
    if agreed != "yes":
        raise BadInput("agreed", say("without her yes to these words nothing is released"))
    words = long_text("words", words, needed=say("say what the case team has to know"))
    summary = _told(request, {"words": words}, by, ring)
    _task_for_asker(request, READ_ANSWER, by)
    audit.record(act="care.released", by=by, about=request.case_id)
    return summary


@transaction.atomic
def tell_danger(*, request: CareRequest, by: User, ring: Ring, now: datetime | None = None) -> None:
    """Tell the team of the case that she is in danger, from others or from herself, and that it
    calls: nothing of what she said, nor of her health."""
    # Without her yes, unlike all else: where a life is at stake nobody waits for it, and what is
    # told is what keeps her alive, no more (ADR 28).
    now = now or timezone.now()
    _told(request, {"words": "", "danger": timezone.localtime(now).isoformat()}, by, ring)
    danger_begins(case=request.case, person=request.person_id, on=timezone.localdate(now), by=by)
    _task(request, CALL_AT_ONCE, by, timezone.localdate(now))
    audit.record(act="care.danger_told", by=by, about=request.case_id)


def _told(request: CareRequest, content: Content, by: User, ring: Ring) -> CareSummary:
    """Keep what the team of the case reads, with what was asked."""
    summary = CareSummary(
        request=request,
        folder=request.id,
        number=next_number(request.summaries.all(), CareRequest.objects.filter(pk=request.pk)),
        made_by=by,
        made_on=timezone.localdate(),
    )
    summary.seal(ring, content)
    summary.save(force_insert=True)
    return summary
