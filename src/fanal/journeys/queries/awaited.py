"""What our other teams on a journey wait for, and what each was told of it and has not read."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from django.db.models import prefetch_related_objects

from fanal.accounts.models import Team
from fanal.core.journeys.awaited import Awaited, Ways, awaited_by
from fanal.core.journeys.state import JourneyState, state_of
from fanal.core.trust.vocabulary import PartnerPurpose
from fanal.journeys.models import Journey, JourneyCustodian, Leg
from fanal.journeys.queries.events import events_of


def awaited(journey: Journey) -> dict[UUID, Awaited]:
    """Return what each team of ours other than the one whose journey it is waits for."""
    custodians = list(JourneyCustodian.objects.filter(journey=journey))
    if not _of_teams(journey, custodians):
        return {}
    state = state_of(events_of(journey.happenings.all())[journey.id])
    return _awaited(journey, custodians, list(journey.legs.all()), state)


def awaited_in(journeys: list[Journey]) -> dict[UUID, dict[UUID, Awaited]]:
    """Return the same of each of these, in a constant number of queries."""
    prefetch_related_objects(journeys, "custodians", "legs", "happenings")
    events = events_of(row for journey in journeys for row in journey.happenings.all())
    return {
        one.id: _awaited(
            one, list(one.custodians.all()), list(one.legs.all()), state_of(events[one.id])
        )
        for one in journeys
    }


def _awaited(
    journey: Journey, custodians: list[JourneyCustodian], legs: list[Leg], state: JourneyState
) -> dict[UUID, Awaited]:
    return {
        team: awaited_by(
            state,
            those,
            _ways(legs_to(those, legs, custodians, state)),
            comes=journey.ended_on is None and come_to(those, legs, custodians, state),
            own=any(str(leg.hands_id) in those for leg in legs),
            shared=others_take_in(those, legs, custodians, state),
        )
        for team, those in _of_teams(journey, custodians).items()
    }


def _of_teams(journey: Journey, custodians: Iterable[JourneyCustodian]) -> dict[UUID, set[str]]:
    ours: dict[UUID, set[str]] = defaultdict(set)
    for custodian in custodians:
        if custodian.team_id and custodian.team_id != journey.team_id:
            ours[custodian.team_id].add(str(custodian.id))
    return ours


def legs_to(
    ours: Collection[str],
    legs: Sequence[Leg],
    custodians: Iterable[JourneyCustodian],
    state: JourneyState,
) -> list[Leg]:
    """Return the legs of these custodians. Of those who have none, and are to take people in, it is
    the last of the way, where whoever goes with them on it does not: an escort, or who had them
    first."""
    if own := [leg for leg in legs if str(leg.hands_id) in ours]:
        return own
    take_in, go_along = _who_take_in(custodians, state)
    return [leg for leg in legs[-1:] if take_in & set(ours) and str(leg.hands_id) in go_along]


def come_to(
    ours: Collection[str],
    legs: Sequence[Leg],
    custodians: Iterable[JourneyCustodian],
    state: JourneyState,
) -> bool:
    """Whether people come to these custodians, or may come: by a leg, or, while no leg is written,
    because they take people in. Of several nothing says yet who comes to whom
    (`others_take_in`)."""
    if legs:
        return bool(legs_to(ours, legs, custodians, state))
    take_in, _go_along = _who_take_in(custodians, state)
    return bool(take_in & set(ours))


def others_take_in(
    ours: Collection[str],
    legs: Iterable[Leg],
    custodians: Iterable[JourneyCustodian],
    state: JourneyState,
) -> bool:
    """Whether these custodians have no leg, and others of the plan take people in as they do: then
    nothing says who comes to whom."""
    if any(str(leg.hands_id) in ours for leg in legs):
        return False
    take_in, _go_along = _who_take_in(custodians, state)
    return bool(take_in - set(ours))


def _who_take_in(
    custodians: Iterable[JourneyCustodian], state: JourneyState
) -> tuple[set[str], set[str]]:
    """Return who of the plan takes people in, and who goes with them: an escort, or who had them
    first."""
    rows = {str(row.id): row for row in custodians}
    go_along = {id for id, row in rows.items() if row.does == PartnerPurpose.ESCORT}
    go_along |= {one.held_by[0] for one in state.persons.values() if one.held_by}
    return {id for id, row in rows.items() if row.planned} - go_along, go_along


def _ways(legs: Iterable[Leg]) -> Ways:
    """Return the legs as plain texts that can be kept and compared; the hour of
    leaving stands first."""
    return tuple(
        (*json.loads(leg.times), str(leg.start_id), str(leg.end_id), str(leg.crossing_id or ""),
         leg.by_what)
        for leg in legs
    )  # fmt: skip


def not_read_by(journey: Journey) -> list[Team]:
    """Return the teams that have not read yet what has changed for them."""
    ids = {notice.team_id for notice in journey.notices.filter(understood_on=None)}
    return list(Team.objects.filter(pk__in=ids).order_by("name")) if ids else []
