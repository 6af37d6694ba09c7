"""What the book of a shelter says of her present state: that she sleeps there, when she was last
seen, that a child is missing. The place is the name of the shelter and its area, never an address.

No count ends a danger: that takes somebody who says so, when, and what changed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from uuid import UUID

from django.db.models import QuerySet, prefetch_related_objects
from django.utils.timezone import localdate

from fanal.cases.queries.statements import Collected, SourceRead, StatementQuery
from fanal.cases.queries.story import StoryQuery
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
from fanal.core.shelters.nights import NightFinding
from fanal.core.shelters.stays import StayAct, StayState, custody_after, means_danger, was_seen
from fanal.database.fetched_together import RowsAsked, RowsOf, rows_read
from fanal.journeys.queries.departed import Departure, departures_of
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.people.consent_ages import consent_ages
from fanal.shelters.models import NightAnswer, ShelterStay, ShelterStayStep
from fanal.shelters.queries.said_places import late_back, place_after, place_in, step_lost
from fanal.shelters.queries.unsound import lacks_steps

Q = StatementQuestion
STAYS = "stays in shelters"
AFTER_IT = datetime.resolution  # of two words of one moment neither would be the last
SEEN = frozenset({StayAct.ADMIT, StayAct.RETURN})


def stays_ahead(_asked: StoryQuery, opens: frozenset[UUID]) -> RowsAsked:
    """Return all that a first screen reads of shelters, unless somebody has or had a bed."""
    return {STAYS: RowsOf(ShelterStay, lambda: stays_in(opens))}


def stays_in(cases: frozenset[UUID]) -> QuerySet[ShelterStay]:
    return ShelterStay.objects.filter(case__in=cases).select_related("shelter__area").order_by()


def _stays_of_any(query: StatementQuery) -> Iterable[ShelterStay]:
    return stays_in(query.opens) if ShelterStay in query.told_in else ()


def said_in_shelters(query: StatementQuery) -> SourceRead:
    """Return what was said of everybody who has or had a bed, in four queries for all of them, and
    one more for the ages of who was not seen or went without telling; of nobody, in one."""
    rows = rows_read(query.kept, STAYS, lambda: _stays_of_any(query))
    stays = sorted(rows, key=lambda row: (row.made_on, row.id))
    return SourceRead(
        partial(_add_statements, query, stays), frozenset(stay.folder for stay in stays)
    )


def _add_statements(query: StatementQuery, stays: list[ShelterStay], collected: Collected) -> None:
    whose = {(link.case_id, link.person): link.whose for link in query.links}
    of_these_people = [stay for stay in stays if (stay.case_id, stay.person_id) in whose]
    if not of_these_people:
        return
    prefetch_related_objects(of_these_people, "steps__made_by")
    seen = _seen_at_counts(of_these_people, query.ring)
    departures = departures_of(
        [stay.person_id for stay in of_these_people if _is_asked_of_journeys(stay)], query.user
    )
    ages = consent_ages(
        [stay.person_id for stay in of_these_people if _may_be_lost(stay)], localdate()
    )
    for stay in of_these_people:
        departure = departures.get(stay.person_id)
        content = stay.try_unseal(query.ring)
        where = stay.case_id in query.where
        counted = seen.get(stay.id)
        statements = list(
            _of_stay(
                stay,
                content or {"notes": {}},
                counted,
                where=where,
                on_the_way=departure is not None and _left_on(stay, departure),
                gone_since=departure is not None and departure.is_home_since(counted),
                age=ages.get(stay.person_id),
            )
        )
        if departure is not None and _came_since(stay, departure, content):
            statements += _is_there(stay, departure.last + AFTER_IT, where=where)
        if content is None:  # the book of the shelter is closed to her
            statements = _with_hours_closed(statements)
        collected.add([whose[stay.case_id, stay.person_id]], statements)


def _with_hours_closed(statements: list[CaseStatement]) -> list[CaseStatement]:
    """Mark that there is an hour, sealed in the book, where a statement gives the day alone."""
    return [replace(one, hour_closed=not isinstance(one.said, datetime)) for one in statements]


def _seen_at_counts(stays: list[ShelterStay], ring: Ring) -> dict[UUID, SaidAt]:
    """Return when each was last seen at a count: the hour, where this reader opens it."""
    rows = NightAnswer.objects.filter(stay__in=[stay.id for stay in stays]).select_related("count")
    seen: dict[UUID, SaidAt] = {}
    for row in rows.order_by("count__evening", "count__number"):
        # One that was moved to a later count in the database would be a sign of life.
        if row.is_of(row.count) and row.found is NightFinding.SEEN:
            seen[row.stay_id] = _hour((row.count.try_unseal(ring) or {}), row.count.made_on)
    return seen


def _is_asked_of_journeys(stay: ShelterStay) -> bool:
    """Whether a journey may say something else of her: she left on it, or came by it."""
    abroad = any(step.left_to is LeftTo.OTHER_COUNTRY for step in stay.steps.all())
    return abroad or stay.stands is StayState.HERE


def _left_on(stay: ShelterStay, departure: Departure) -> bool:
    """Whether a journey on which she left says who has her."""
    return departure.says_who and localdate(departure.at) >= (stay.since or stay.made_on)


def _came_since(stay: ShelterStay, departure: Departure, content: Content | None) -> bool:
    """Whether she came to the bed that she has after she left on a journey that says no more than
    that she is home, and was handed to nobody since. Of the same day nobody knows without an hour.
    """
    if not departure.home or stay.stands is not StayState.HERE or lacks_steps(stay):
        return False
    came = [step for step in stay.steps.all() if step.act in SEEN]
    if not came:
        return False
    at = _hour((content or {"notes": {}})["notes"].get(str(came[-1].number), {}), came[-1].on)
    if departure.handed is not None and not _is_after(at, departure.handed):
        return False
    return _is_after(at, departure.at)


def _is_after(at: SaidAt, moment: datetime) -> bool:
    return at >= moment if isinstance(at, datetime) else at > localdate(moment)


def _may_be_lost(stay: ShelterStay) -> bool:
    """Whether a step would be a danger of a child, and she was none when she came."""
    steps = stay.steps.all()
    return not stay.is_child and any(
        means_danger(step.act, step.left_to, child=True) for step in steps
    )


def _of_stay(
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
    rows = list(stay.steps.all())
    lost = lacks_steps(stay)
    if lost:
        yield from _not_known(stay, rows, where=where)
    for n, row in enumerate(rows):
        note: Content = content["notes"].get(str(row.number), {})
        at = _hour(note, row.on)
        over = _has_later(row, at, rows[n + 1 :], content["notes"])
        if not lost and not over and not (on_the_way and row.left_to is LeftTo.OTHER_COUNTRY):
            yield from _custody_of(stay, row, at, where=where)
        child = stay.is_child or (age is not None and not age.is_adult(row.on))
        yield from _of_step(stay, row, note, at, child=child)
    if seen is not None:
        yield _statement(stay, None, Q.SIGN_OF_LIFE, Sign.SEEN, seen)
    if seen is not None and stay.stands is StayState.HERE and not gone_since:
        yield from _is_there(stay, seen, where=where)
    if stay.back_by is not None and stay.is_late_back(localdate()):
        yield from _late_back(stay, stay.back_by, where=where)


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
        and not (isinstance(at, datetime) and notes.get(str(step.number), {}).get("at"))
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


def _is_there(stay: ShelterStay, at: SaidAt, *, where: bool) -> Iterator[CaseStatement]:
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
    stay: ShelterStay, row: ShelterStayStep, note: Content, at: SaidAt, *, child: bool
) -> Iterator[CaseStatement]:
    act, to = row.act, row.left_to
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


def _hour(note: Content, day: date) -> SaidAt:
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
