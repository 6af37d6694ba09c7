"""Writing into a care file: notes, samples from hand to hand, scales, and when to see her again."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.care.access import NOT_TRAINED, gives_scales
from fanal.care.actions.asking import seen
from fanal.care.models import CareFile, CareRecord, CareRequest
from fanal.care.queries.counting import steps_in
from fanal.care.queries.licences import licence_facts
from fanal.care.queries.pages import act_of, custody_of, records_of
from fanal.cases.actions.tasks import add_task
from fanal.cases.queries.colleagues import leads_of, whose_task
from fanal.cases.queries.helpers import NOT_HERE, no_longer_help
from fanal.core.calendars.future_dates import refuse_future
from fanal.core.calendars.hours import after_those_of_its_minute
from fanal.core.care.licences import check_licence, versions
from fanal.core.care.notes import NoteKind
from fanal.core.care.prophylaxis import CourseStep, courses
from fanal.core.care.samples import CustodyEntry, SampleKind, check_custody
from fanal.core.care.scales import (
    ScaleShell,
    asks_for_safety,
    check_language,
    check_sitting,
    read_answers,
)
from fanal.core.casework.answers import dump, is_value
from fanal.core.casework.fields import Field, FieldType
from fanal.core.casework.typed_text import long_text, short_text
from fanal.core.errors import BadInput
from fanal.core.words import say
from fanal.database.sql import next_number
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.people.consent_ages import consent_age
from fanal.web.typing import Answers

CALL = say("Call the psychologist")  # says nothing of why


@transaction.atomic
def note(
    *,
    file: CareFile,
    kind: NoteKind,
    answers: Answers,
    by: User,
    ring: Ring,
    on: date | None = None,
    due: date | None = None,
    next_words: str = "",
) -> CareRecord:
    """Write down what was done with her. Nothing that she declined closes anything. Raises
    `BadInput`."""
    day = on or timezone.localdate()
    _must_still_help(file, next_words, due or timezone.localdate())
    # A course of medicine is given in steps: one that skips a step was given to somebody else, or
    # never.
    if kind is NoteKind.PROPHYLAXIS:
        _step_follows(file, answers.get("step"), day, ring)
    answers_kept = {
        field.name: _kept_answer(field, answers.get(field.name)) for field in kind.described.fields
    }
    content = {
        "kind": f"note:{kind}",
        "told": answers_kept,
        "next": short_text("next_words", next_words),
    }
    return _write(file, content, by, ring, on, due)


def _must_still_help(file: CareFile, next_words: str, day: date) -> None:
    """Refuse whoever comes along next time, where she is named and may not help any more; the file
    is in no case, so it is asked of the case that asked last. Raises `BadInput`."""
    if not next_words.strip():
        return
    asked = CareRequest.objects.filter(file=file).order_by("made_on", "id").last()
    if no_longer_help([(asked.case_id if asked else None, day, [next_words])])[0]:
        raise BadInput("next_words", NOT_HERE)


def _kept_answer(field: Field, answer: object) -> object:
    """Return an answer as JSON holds it: a day by its text."""
    is_day = field.type is FieldType.DAY and is_value(answer)
    return dump(str(answer)) if is_day else dump(answer)


def _step_follows(file: CareFile, step: object, day: date, ring: Ring) -> None:
    """Raise BadInput where the step cannot follow."""
    if step not in set(CourseStep):
        raise BadInput("step", say("choose one of these"))
    before = steps_in(records_of(file, ring))
    courses([*before, (day, CourseStep(str(step)))])


def _write(
    file: CareFile, content: Content, by: User, ring: Ring, on: date | None, due: date | None = None
) -> CareRecord:
    today = timezone.localdate()
    if on:
        refuse_future("on", on, today)
    row = CareRecord(
        file=file,
        folder=file.id,
        number=next_number(file.records.all(), CareFile.objects.filter(pk=file.pk)),
        on=on or today,
        due=due,
        made_by=by,
        made_on=today,
    )
    # In clear both can be changed: whoever writes to the database points the file elsewhere, or
    # puts off the day on which she is seen again.
    row.seal(ring, content | {"person": str(file.person_id), "due": due.isoformat() if due else ""})
    row.save(force_insert=True)
    # Whatever is written of her shows that she was seen, also where nobody says so in the request.
    for request in CareRequest.objects.filter(file=file, over_on=None).select_related("task"):
        seen(request, by)
    audit.record(act="care.written", by=by, about=file.person_id)
    return row


@transaction.atomic
def sample(
    *,
    file: CareFile,
    kind: SampleKind,
    site: str,
    agreed: str,
    consent: str,
    at: datetime | None,
    holder: str,
    by: User,
    ring: Ring,
    now: datetime | None = None,
) -> CareRecord:
    """Keep one sample with its own answer of hers: taken, or declined and then not taken.
    `consent`: in her words. Raises `BadInput`."""
    content: Content = {
        "kind": "sample",
        "sample": str(kind),
        "site": short_text("site", site),
        "agreed": agreed,
        "consent": long_text("consent", consent),
        "custody": [],
    }
    now = now or timezone.now()
    # Each sample has its own answer of hers; a no is kept as well, and closes nothing else.
    if agreed == "yes":
        first = CustodyEntry.taken(at or now, short_text("holder", holder))
        check_custody([], first, True, now)
        # A sample whose first hands nobody named proves nothing to a court.
        content["custody"] = [_step_kept(first)]
    return _write(file, content, by, ring, timezone.localdate(at or now))


@transaction.atomic
def move_sample(
    *,
    record: CareRecord,
    step: CustodyEntry,
    by: User,
    ring: Ring,
    version: int,
    now: datetime | None = None,
) -> None:
    """Add one step to a sample: who holds it since when. Raises `BadInput`; `Conflict` with who
    saved meanwhile."""
    content = record.unseal(ring)
    steps = custody_of(content)
    step = replace(step, at=after_those_of_its_minute(step.at, (one.at for one in steps)))
    check_custody(steps, step, content["agreed"] == "yes", now or timezone.now())
    record.write(ring, content | {"custody": [*content["custody"], _step_kept(step)]}, version)
    audit.record(act="care.written", by=by, about=record.file.person_id)


def _step_kept(step: CustodyEntry) -> list[str]:
    return [str(step.step), step.at.isoformat(), step.holder]


@transaction.atomic
def scale(
    *,
    file: CareFile,
    shell: ScaleShell,
    language: str,
    answers: str,
    shown: bool,
    by: User,
    ring: Ring,
    on: date | None = None,
    refused: bool = False,
) -> CareRecord:
    """Keep her answers as typed from the paper; or that she did not want it, which costs nothing.

    Raises `BadInput`, without a licence where one is needed and from whoever was not trained too.
    What she said about harming herself asks her lead for a call today.
    """
    day = on or timezone.localdate()
    held_licences = licence_facts(shell)
    if not refused:
        check_licence(shell, held_licences, day)
        if not gives_scales(by, day):
            raise BadInput("given", NOT_TRAINED)
    check_language(versions(shell, held_licences, day), language)
    scored = () if refused else read_answers(shell, answers)
    before = records_of(file, ring)
    _may_be_given(file, shell, day, before, ring)
    content = {
        "kind": "scale",
        "scale": shell.code,
        "language": language,
        "answers": list(scored),
        "refused": refused,
        "shown": shown,
    }
    row = _write(file, content, by, ring, day)
    if asks_for_safety(shell, scored):
        _call_today(file, by)
    return row


def _may_be_given(
    file: CareFile,
    shell: ScaleShell,
    day: date,
    before: Sequence[tuple[CareRecord, Mapping[str, object]]],
    ring: Ring,
) -> None:
    same = [
        row.on
        for row, content in before
        if content.get("scale") == shell.code and not content.get("refused")
    ]
    acts = [act_of(content) for content in _contents_of_requests(file, ring)]
    latest = max((act.latest for act in acts if act), default=None)
    age = consent_age(file.person_id, day).age
    check_sitting(shell, day, before=max(same, default=None), act=latest, age=age)


def _contents_of_requests(file: CareFile, ring: Ring) -> list[Content]:
    rows = list(CareRequest.objects.filter(file=file))
    ring.prepare([row.id for row in rows])
    return [content for row in rows if (content := row.try_unseal(ring))]


def _call_today(file: CareFile, by: User) -> None:
    """Give a lead of each case that asked a task for today: whom to call, and not why."""
    for request in CareRequest.objects.filter(file=file, over_on=None).select_related("case"):
        lead = leads_of(request.case).first() or whose_task(request.case, request.made_by)
        today = timezone.localdate()
        add_task(case=request.case, title=CALL, by=by, assignee=lead, due=today, on=today)


@transaction.atomic
def follow_up_done(*, record: CareRecord, by: User) -> None:
    """Note that she was seen, or that it is no longer due."""
    CareRecord.objects.filter(pk=record.pk, done_on=None).update(done_on=timezone.localdate())
    audit.record(act="care.written", by=by, about=record.file.person_id)
