"""What one stay in a shelter says of her: who has her and where, that she was seen, in danger or
safe."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from fanal.core.casework.statements import (
    CaseStatement,
    Custody,
    SaidAt,
    StatementQuestion,
    StatementSource,
    WrittenBy,
)
from fanal.core.casework.whose_consent import ConsentAge
from fanal.core.journeys.events import Sign
from fanal.core.shelters.kinds import LeftTo
from fanal.core.shelters.stays import StayAct, StayState, custody_after, means_danger, was_seen
from fanal.keys.sealed import Content
from fanal.shelters.models import ShelterStay, ShelterStayStep
from fanal.shelters.queries.stay_places import late_back, place_after, place_in, step_lost
from fanal.shelters.queries.unsound import lacks_steps

Q = StatementQuestion
SEEN = frozenset({StayAct.ADMIT, StayAct.RETURN})


def statements_of_stay(
    stay: ShelterStay,
    content: Content,
    seen: SaidAt | None,
    *,
    where: bool,
    on_the_way: bool,
    gone_since: bool,
    age: ConsentAge | None,
) -> Iterator[CaseStatement]:
    """Yield what a stay says. `on_the_way`: the journey on which she left says who has her, and
    where. `gone_since`: since the last count it says that she is home. `age`: as it is known by
    now, of who came as an adult."""
    rows, notes = list(stay.steps.all()), content["notes"]
    if lacks_steps(stay):
        yield from _not_known(stay, rows, where=where)
    else:
        yield from _custody_by_steps(stay, rows, notes, where=where, on_the_way=on_the_way)
    for row in rows:
        child = stay.is_child or (age is not None and not age.is_adult(row.on))
        yield from _of_step(stay, row, _note_of(row, notes), child=child)
    if seen is not None:
        yield from _seen(stay, seen, where=where, gone_since=gone_since)
    if stay.back_by is not None and stay.is_late_back(localdate()):
        yield from _late_back(stay, stay.back_by, where=where)


def _custody_by_steps(
    stay: ShelterStay, rows: list[ShelterStayStep], notes: Content, *, where: bool, on_the_way: bool
) -> Iterator[CaseStatement]:
    """Yield who has her after each step, unless a later step of that day says so, or the journey on
    which she left."""
    for n, row in enumerate(rows):
        at = hour_of(_note_of(row, notes), row.on)
        told_by_journey = on_the_way and row.left_to is LeftTo.OTHER_COUNTRY
        if not told_by_journey and not _has_later(row, at, rows[n + 1 :], notes):
            yield from _custody_of(stay, row, at, where=where)


def _note_of(row: ShelterStayStep, notes: Content) -> Content:
    note: Content = notes.get(str(row.number), {})
    return note


def _seen(
    stay: ShelterStay, at: SaidAt, *, where: bool, gone_since: bool
) -> Iterator[CaseStatement]:
    """Yield that a count saw her, and that she is with us, unless a journey says since then that
    she is home."""
    yield _statement(stay, None, Q.SIGN_OF_LIFE, Sign.SEEN, at)
    if stay.stands is StayState.HERE and not gone_since:
        yield from is_there(stay, at, where=where)


def _not_known(
    stay: ShelterStay, rows: list[ShelterStayStep], *, where: bool
) -> Iterator[CaseStatement]:
    """Yield that it is not known where she is: somebody deleted a step in the database, and nobody
    goes on reading that she is with others, nor that nobody has said anything."""
    days = [stay.made_on, stay.since, stay.over_on, *(row.on for row in rows)]
    at = max(day for day in days if day)
    nobody = Custody.NOBODY
    yield _statement(stay, None, Q.CUSTODIAN, nobody.value, at, custody=nobody)
    if where:
        yield _statement(stay, None, Q.PLACE, step_lost(stay), at)


def _has_later(
    row: ShelterStayStep, at: SaidAt, after: list[ShelterStayStep], notes: Content
) -> bool:
    """Whether something of the same day came after it, and one of the two has no hour: which of
    them was the later is known by the book alone."""
    return any(
        step.on == row.on
        and custody_after(step.act, step.left_to)
        and not (isinstance(at, datetime) and _note_of(step, notes).get("at"))
        for step in after
    )


def _custody_of(
    stay: ShelterStay, row: ShelterStayStep, at: SaidAt, *, where: bool
) -> Iterator[CaseStatement]:
    act, to = row.act, row.left_to
    if custodian := custody_after(act, to):
        name = stay.shelter.name if custodian is Custody.OURS else custodian.value
        yield _statement(stay, row, Q.CUSTODIAN, name, at, custody=custodian)
        if where:
            yield _statement(stay, row, Q.PLACE, place_after(stay, row), at)


def is_there(stay: ShelterStay, at: SaidAt, *, where: bool) -> Iterator[CaseStatement]:
    """Yield that she is with us, as a count says, or as the bed does that she came to by a journey:
    what this says of her afterwards takes her out of no bed. The escort of a day in court brings
    her back to a bed that she never gave up: no step of the book says so."""
    yield _statement(stay, None, Q.CUSTODIAN, stay.shelter.name, at, custody=Custody.OURS)
    if where:
        yield _statement(stay, None, Q.PLACE, place_in(stay), at)


def _late_back(stay: ShelterStay, by: date, *, where: bool) -> Iterator[CaseStatement]:
    """Yield that nobody has her, as no step says: the day by which she was to be back is over."""
    at, nobody = by + timedelta(days=1), Custody.NOBODY
    yield _statement(stay, None, Q.CUSTODIAN, nobody.value, at, custody=nobody)
    if where:
        yield _statement(stay, None, Q.PLACE, late_back(stay, by), at)


def _of_step(
    stay: ShelterStay, row: ShelterStayStep, note: Content, *, child: bool
) -> Iterator[CaseStatement]:
    """Yield that a step saw her, that it puts her in danger, and what she said of that herself."""
    act, to, at = row.act, row.left_to, hour_of(note, row.on)
    if act in SEEN:
        yield _statement(stay, row, Q.SIGN_OF_LIFE, Sign.SEEN, at)
    if means_danger(act, to, child=child):
        yield _statement(stay, row, Q.DANGER, True, at)
    if note.get("safe") is not None:
        yield _statement(
            stay,
            row,
            Q.DANGER,
            not note["safe"],
            at,
            free=True,
            what_changed=str(note.get("changed", "")),
        )


def hour_of(note: Content, day: date) -> SaidAt:
    return datetime.fromisoformat(note["at"]) if note.get("at") else day


def _source(row: ShelterStayStep | None) -> StatementSource:
    """Return who says so. Of who is gone nobody reads that one of us saw her: it is said by whoever
    wrote it down."""
    saw_her = row is None or was_seen(row.act, row.left_to)
    return StatementSource.COLLEAGUE if saw_her else StatementSource.NOT_SAID


def _statement(
    stay: ShelterStay,
    row: ShelterStayStep | None,
    question: StatementQuestion,
    answer: object,
    at: SaidAt,
    custody: Custody | None = None,
    free: bool | None = None,
    what_changed: str = "",
) -> CaseStatement:
    return CaseStatement(
        id=f"{row.id if row else stay.id}:{question}",
        question=question,
        answer=answer,
        said=at,
        written=row.made_on if row and not isinstance(at, datetime) else at,
        form=WrittenBy.SHELTER,
        source=_source(row),
        by=str(row.made_by) if row else "",
        about=str(stay.case_id),
        custody=custody,
        free=free,
        what_changed=what_changed,
    )
