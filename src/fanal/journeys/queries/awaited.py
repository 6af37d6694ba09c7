"""What our other teams on a journey wait for, and what each was told of it and has not read."""

import json
from collections import defaultdict
from uuid import UUID

from fanal.accounts.models import Team
from fanal.core.journeys.awaited import Awaited, Ways, awaited_by
from fanal.core.journeys.state import state_of
from fanal.journeys.models import Journey, JourneyCustodian, Leg
from fanal.journeys.queries.events import events_of


def awaited(journey: Journey) -> dict[UUID, Awaited]:
    """Return what each team of ours other than the one whose journey it is waits for."""
    ours: dict[UUID, set[str]] = defaultdict(set)
    for custodian in JourneyCustodian.objects.filter(journey=journey):
        if custodian.team_id and custodian.team_id != journey.team_id:
            ours[custodian.team_id].add(str(custodian.id))
    if not ours:
        return {}
    state = state_of(events_of(journey.happenings.all())[journey.id])
    legs = list(journey.legs.all())
    ended = journey.ended_on is not None
    return {
        team: awaited_by(state, custodians, _ways(legs, custodians), ended=ended)
        for team, custodians in ours.items()
    }


def _ways(legs: list[Leg], custodians: set[str]) -> Ways:
    """Return the legs as plain texts that can be kept and compared; the hour of
    leaving stands first."""
    return tuple(
        (*json.loads(leg.times), str(leg.start_id), str(leg.end_id), str(leg.crossing_id or ""),
         leg.by_what)
        for leg in legs
        if str(leg.hands_id) in custodians
    )  # fmt: skip


def not_read_by(journey: Journey) -> list[Team]:
    """Return the teams that have not read yet what has changed for them."""
    ids = {notice.team_id for notice in journey.notices.filter(understood_on=None)}
    return list(Team.objects.filter(pk__in=ids).order_by("name")) if ids else []
