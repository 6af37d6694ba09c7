"""What the book of a shelter says of her present state: that she sleeps there, when she was last
seen, that a child is missing. The place is the name of the shelter and its area, never an address.

No count ends a danger: that takes somebody who says so, when, and what changed.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db.models import QuerySet, prefetch_related_objects
from django.utils.timezone import localdate

from fanal.cases.queries.statements import Collected, SourceRead, StatementQuery
from fanal.cases.queries.story import StoryQuery
from fanal.core.casework.statements import CaseStatement, SaidAt
from fanal.core.casework.whose_consent import ConsentAge
from fanal.core.shelters.kinds import LeftTo
from fanal.core.shelters.nights import NightFinding
from fanal.core.shelters.stays import StayState, means_danger
from fanal.database.combined_queries import RowsAsked, RowsOf, rows_read
from fanal.journeys.queries.departed import Departure, departures_of
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.people.consent_ages import consent_ages
from fanal.shelters.models import NightAnswer, ShelterStay
from fanal.shelters.queries.stay_statements import SEEN, hour_of, is_there, statements_of_stay
from fanal.shelters.queries.unsound import lacks_steps

STAYS = "stays in shelters"
AFTER_IT = datetime.resolution  # of two words of one moment neither would be the last


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
        counted, age = seen.get(stay.id), ages.get(stay.person_id)
        statements = _statements_of(stay, query, departures.get(stay.person_id), counted, age)
        collected.add([whose[stay.case_id, stay.person_id]], statements)


def _statements_of(
    stay: ShelterStay,
    query: StatementQuery,
    departure: Departure | None,
    counted: SaidAt | None,
    age: ConsentAge | None,
) -> list[CaseStatement]:
    """Return what one stay says. `departure`: her last on a journey; `counted`: when she was last
    seen at a count."""
    content = stay.try_unseal(query.ring)
    where = stay.case_id in query.where
    statements = [
        *statements_of_stay(
            stay,
            content or {"notes": {}},
            counted,
            where=where,
            on_the_way=departure is not None and _left_on(stay, departure),
            gone_since=departure is not None and departure.is_home_since(counted),
            age=age,
        )
    ]
    if departure is not None and _came_since(stay, departure, content):
        statements += is_there(stay, departure.last + AFTER_IT, where=where)
    # Without a key of the book of the shelter, its hours are closed to the reader.
    return statements if content is not None else _with_hours_closed(statements)


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
            seen[row.stay_id] = hour_of((row.count.try_unseal(ring) or {}), row.count.made_on)
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
    at = hour_of((content or {"notes": {}})["notes"].get(str(came[-1].number), {}), came[-1].on)
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
