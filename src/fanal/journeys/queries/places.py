"""The place where somebody is on a journey, or in her case."""

from collections.abc import Collection, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from fanal.absences.reachable import each_to_call, leads_to_call
from fanal.accounts.models import User
from fanal.cases.access import cases_with
from fanal.cases.models import Case, CaseEntry
from fanal.core.journeys.events import arrived_at, departures
from fanal.core.journeys.state import JourneyStage, JourneyState
from fanal.core.sealing.compartments import WHEREABOUTS
from fanal.journeys.models import Journey, Leg
from fanal.sealed.references import with_rows
from fanal.web.places import area_name
from fanal.web.request_cache import once_a_page


# Where somebody is on a journey: the district or town of a leg, never an address or a shelter.
def legs_of(journeys: Collection[UUID]) -> dict[UUID, list[Leg]]:
    """Return the legs of each journey in their order, with their places."""
    by_journey: dict[UUID, list[Leg]] = {}
    for leg in with_rows(leg_rows(frozenset(journeys)), "start", "end"):
        by_journey.setdefault(leg.journey_id, []).append(leg)
    return by_journey


@once_a_page
def leg_rows(journeys: frozenset[UUID]) -> tuple[Leg, ...]:
    """The legs of all these journeys, in their order. The board asks for them three times: who has
    her where, when they leave, and where she is."""
    return tuple(Leg.objects.filter(journey__in=journeys))


def place_of(journey: Journey, state: JourneyState, person: str, legs: Sequence[Leg]) -> str:
    """Return where she is: the way as a whole while she is on it, and while nobody can tell which
    leg she arrived by."""
    if not legs:
        return ""
    person_state = state.persons[person]
    if person_state.stage is JourneyStage.IN_PREPARATION:
        return area_name(legs[0].start)
    if person_state.stage is JourneyStage.RETURNED:
        # From a court she comes back to where she left.
        place = legs[0].start if journey.kind == "court" else legs[-1].end
        return area_name(place)
    if arrived_at(state.events, person) and _all_the_way(journey, state, person, legs):
        return area_name(legs[-1].end)
    ends = dict.fromkeys((area_name(legs[0].start), area_name(legs[-1].end)))
    return " → ".join(ends)


def shown_place(journey: Journey, state: JourneyState, person: str, legs: Sequence[Leg]) -> str:
    """Return `place_of` in words: that she is to leave from somewhere does not say she is there."""
    place = place_of(journey, state, person, legs)
    ahead = state.persons[person].stage is JourneyStage.IN_PREPARATION
    return _("Planned to leave from: %(place)s") % {"place": place} if place and ahead else place


def _all_the_way(journey: Journey, state: JourneyState, person: str, legs: Sequence[Leg]) -> bool:
    """Whether an arrival, which names no leg, is that of the last one: where there is no other,
    where she left as often as there are legs, or where the journey has ended."""
    if len(legs) == 1 or journey.ended_on is not None:
        return True
    return len(departures(state.events, person)) >= len(legs)


# Where somebody is stands in her case, and the reader has no key to it: who does.
def known_to(cases: Collection[UUID], user: User) -> dict[UUID, list[str]]:
    """Return whom to ask in the cases that say where she is and do not open it to this user:
    whoever opened the case and the leads of its team. Four queries for all."""
    opens = cases_with(user, WHEREABOUTS).filter(id__in=cases).order_by()
    closed = set(cases) - set(opens.values_list("id", flat=True))
    if not closed:
        return {}
    entries = CaseEntry.objects.of_kinds(closed, "whereabouts").order_by()
    rows = Case.objects.filter(id__in=entries.values("case")).select_related("made_by", "team")
    places = list(rows.order_by())
    leads = leads_to_call({row.team_id for row in places}, reader=user) if places else {}
    return {row.id: _names(row, leads.get(row.team, []), user) for row in places}


def _names(case: Case, leads: list[str], reader: User) -> list[str]:
    first = [case.made_by] if case.made_by.is_active else []
    return list(dict.fromkeys([*each_to_call(first, case.team, reader=reader), *leads]))
