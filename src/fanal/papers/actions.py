"""Writing down papers, the files that show them, and that one went out."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.cases.actions.tasks import add_for_today, add_task, finish_task
from fanal.cases.models import Case, Document, Task
from fanal.cases.queries.colleagues import whose_task
from fanal.core.calendars import Interval, PartialDate, read_text
from fanal.core.casework.typed_text import long_text, short_text
from fanal.core.errors import BadInput
from fanal.core.papers.kinds import ENDS, Keeper, Owner, PaperKind
from fanal.core.papers.states import PaperDays, PaperState
from fanal.core.words import say
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.papers.models import PaperFile, TypedPaper
from fanal.people.models import Person
from fanal.people.queries import births
from fanal.web.typing import Answers

ACTS = {
    "papers.added": _("{who} added a paper to case {about}"),
    "papers.changed": _("{who} changed a paper of case {about}"),
    "papers.file_added": _("{who} added a file to a paper of case {about}"),
    "papers.printed": _("{who} printed a paper of case {about} for her to read and sign"),
}
READS = {"papers.printed"}
TEXTS = ("body", "number", "language")
TAKEN = say("a paper of another person in this case has this number: look at the paper again")
# Everybody who opens the case reads its tasks: they name no paper.
WAS_ASKED_FOR = say("A paper was asked for: read by which day, and say who writes it")
# Written on the day, it may be read after the end: it names no time that is left.
ENDS_SOON = say("What a paper says ends soon, or has ended: does it have to be renewed?")
# As tasks that wait since before say it.
ENDS_IN_A_MONTH = say("What a paper says ends in a month: does it have to be renewed?")
ASKS_THAT = frozenset({str(ENDS_SOON), str(ENDS_IN_A_MONTH)})
OTHER_PAPER = say("this file shows a paper already, or is of another case")


@transaction.atomic
def add_paper(
    *,
    case: Case,
    person: Person,
    kind: str,
    answers: Answers,
    by: User,
    ring: Ring,
    state: str = PaperState.TO_MAKE,
    due: date | None = None,
    on: date | None = None,
) -> TypedPaper:
    """Add a paper. Raises `BadInput` naming the question: a day that cannot be, a person of another
    case."""
    today = timezone.localdate()
    paper = TypedPaper(
        case=case,
        folder=case.id,
        person=person,
        kind=PaperKind(kind),
        state=PaperState(state),
        due=due,
        made_by=by,
        made_on=on or today,
    )
    case.must_concern(person)
    content = _checked(paper, answers, ring)
    paper.seal(ring, content | {"was": [_step(state, on or today, by)]})
    paper.save(force_insert=True)
    audit.record(act="papers.added", by=by, about=case.id)
    _tell_who_works(paper, by)
    _ask_before_its_end(paper, content, by)
    return paper


def _tell_who_works(paper: TypedPaper, by: User) -> None:
    """A lawyer writes down what a court asked for; whoever works on the case knows what is in it,
    and would meet it on its last days only."""
    asked = paper.kind == PaperKind.COURT_REPORT and paper.state == PaperState.TO_MAKE
    if asked and paper.case.assignee not in (by, None):
        add_for_today(case=paper.case, title=WAS_ASKED_FOR, by=by)


def _ask_before_its_end(paper: TypedPaper, content: Content, by: User) -> None:
    """Add a task of the day on which its end is near: the day itself is sealed, and no list is
    ordered by it."""
    due, case = _asked_on(paper, content), paper.case
    if due is not None and not case.closed and not _asking(case, due):
        add_task(
            case=case, title=ENDS_SOON, assignee=whose_task(case, case.assignee, by), due=due, by=by
        )


def _asked_on(paper: TypedPaper, content: Content) -> date | None:
    """Return the day on which it is asked whether it has to be renewed: today, where that day is
    over."""
    until = content.get("until")
    if not _may_end(paper) or not until:
        return None
    return PaperDays(until=read_text(until).date).asked_before_its_end(timezone.localdate())


def _may_end(paper: TypedPaper) -> bool:
    return paper.state == PaperState.RECEIVED and PaperKind(paper.kind) in ENDS


def _asking(case: Case, due: date) -> list[Task]:
    """Return the open tasks that ask it by this day. The day of what ends within the month moves
    from day to day, so whatever is due by now asks it already."""
    days = Q(due__lte=due) if due <= timezone.localdate() else Q(due=due)
    waiting = Task.objects.filter(days, case=case, done_on=None)
    return [task for task in waiting if task.title in ASKS_THAT]


def _no_longer_ask(paper: TypedPaper, asked_on: date, by: User, ring: Ring) -> None:
    """End the task of the day by which its former end was near, unless another paper ends then, or
    one that `by` does not open might."""
    others = TypedPaper.objects.filter(case=paper.case_id).exclude(pk=paper.pk)
    for other in filter(_may_end, others):
        content = other.try_unseal(ring)
        if content is None or _asked_on(other, content) == asked_on:
            return
    for task in _asking(paper.case, asked_on):
        finish_task(task=task, by=by, version=task.version)


@transaction.atomic
def change_paper(
    *,
    paper: TypedPaper,
    answers: Answers,
    state: str,
    due: date | None,
    version: int,
    by: User,
    ring: Ring,
) -> TypedPaper:
    """Change a paper as it was at `version`. Raises `Conflict` with both; `BadInput` as `add_paper`
    does."""
    before, today = paper.unseal(ring), timezone.localdate()
    asked_on = _asked_on(paper, before)
    was = list(before.get("was", ()))
    is_new = paper.state != state
    if is_new:
        # Only added to: what was written of it before stays to be read.
        was.append(_step(state, today, by))
    paper.state, paper.due = PaperState(state), due
    content = _checked(paper, answers, ring)
    paper.seal(ring, content | {"was": was})
    paper.save_if_version(version)
    audit.record(act="papers.changed", by=by, about=paper.case_id)
    moved = content["until"] != before.get("until", "")
    if asked_on and moved:
        _no_longer_ask(paper, asked_on, by, ring)
    # Not with every change: what was answered would be asked again.
    if moved or is_new:
        _ask_before_its_end(paper, content, by)
    return paper


def _step(state: str, on: date, by: User) -> Content:
    return {"state": str(state), "on": on.isoformat(), "by": str(by)}


def _checked(paper: TypedPaper, answers: Answers, ring: Ring) -> Content:
    """The answers as they are kept. Raises `BadInput` naming the question."""
    days = PaperDays(*(answers.get(name) for name in ("dated", "until", "sent_on", "answered_on")))
    days.check(PaperState(paper.state), timezone.localdate(), _born(paper.person, ring))
    content: Content = {name: short_text(name, answers.get(name) or "") for name in TEXTS}
    content["remarks"] = long_text("remarks", answers.get("remarks") or "")
    content["owner"] = str(Owner(answers["owner"])) if answers.get("owner") else ""
    content["keeper"] = str(Keeper(answers["keeper"])) if answers.get("keeper") else ""
    content |= {
        name: _day(answers.get(name)) for name in ("dated", "until", "sent_on", "answered_on")
    }
    _refuse_number_of_another(paper, content["number"], ring)
    return content


def _day(day: PartialDate | date | None) -> str:
    return str(day) if day else ""


def _born(person: Person, ring: Ring) -> Interval | None:
    """What is known of her birth to whoever writes; nothing is said of what is not."""
    return births([person], ring)[person.id].born


def _refuse_number_of_another(paper: TypedPaper, number: str, ring: Ring) -> None:
    """Refuse a number of somebody else: two people do not hold one passport, and the paper is of
    the other one, or is false."""
    if not number:
        return
    # In this case alone: a match elsewhere would tell of a case that she does not open.
    same = TypedPaper.objects.in_parts([paper.case_id], [paper.compartment])
    for other in same.exclude(person=paper.person_id):
        known = (other.try_unseal(ring) or {}).get("number", "")
        if other.kind == paper.kind and known.casefold() == number.casefold():
            raise BadInput("number", TAKEN)


@transaction.atomic
def attach(*, paper: TypedPaper, document: Document, by: User) -> PaperFile:
    """The file shows this paper. Raises `BadInput` for a file of another case or paper."""
    taken = PaperFile.objects.filter(document=document).exists()
    if taken or document.case_id != paper.case_id:
        raise BadInput("existing", OTHER_PAPER)
    made = PaperFile.objects.create(paper=paper, document=document)
    audit.record(act="papers.file_added", by=by, about=paper.case_id)
    return made


def printed_for_her(*, paper: TypedPaper, by: User) -> None:
    """Note that it was printed for her to read and sign: it is written down, and nobody outside was
    told."""
    audit.record(
        act="papers.printed", by=by, about=paper.case_id, detail={"paper": UUID(str(paper.id))}
    )
