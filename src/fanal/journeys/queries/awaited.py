"""What our other teams on a journey wait for, what each was told of it and has not read, and what
one to which people were given is asked."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from fanal.accounts.models import Team, User
from fanal.core.journeys.awaited import Awaited, Ways, awaited_by
from fanal.core.journeys.events import Event
from fanal.core.journeys.handovers import pair_up
from fanal.core.journeys.problems import Problem, ProblemKind, not_confirmed
from fanal.core.journeys.state import JourneyState, state_of
from fanal.core.trust.vocabulary import PartnerPurpose
from fanal.journeys.models import Journey, JourneyCustodian, Leg
from fanal.journeys.queries.events import events_of
from fanal.journeys.queries.in_danger import in_danger
from fanal.web.days_in_words import relative_day
from fanal.web.words import labelled, translated


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
        (
            *json.loads(leg.times),
            str(leg.start_id),
            str(leg.end_id),
            str(leg.crossing_id or ""),
            leg.by_what,
        )
        for leg in legs
    )


def not_read_by(journey: Journey) -> list[Team]:
    """Return the teams that have not read yet what has changed for them."""
    ids = {notice.team_id for notice in journey.notices.filter(understood_on=None)}
    return list(Team.objects.filter(pk__in=ids).order_by("name")) if ids else []


@dataclass(frozen=True)
class HandedOver:
    """The people given. `waits`: whom nobody has confirmed; `in_danger`: how many of them are.
    `giver`: who gave; `confirmed`: what was said last at the receiving side, by whoever
    confirmed everybody there."""

    waits: tuple[str, ...]
    in_danger: int
    at: datetime
    giver: JourneyCustodian | None
    confirmed: Event | None


def handed_over(journey: Journey, handover: str) -> HandedOver:
    """Return what is known of a hand-over in which somebody was given."""
    state = state_of(events_of(journey.happenings.all())[journey.id])
    handover_state = pair_up(state.events)[handover]
    waits = tuple(sorted(not_confirmed(state.problems, handover)))
    # A number and no code: the receiving team opens none of these cases.
    danger = len(in_danger(journey).keys() & set(waits))
    giver = journey.custodians.filter(id=handover_state.giver).first()
    confirmed = handover_state.whole_confirmation
    return HandedOver(waits, danger, handover_state.given[0].at, giver, confirmed)


def confirmed_already(last: Event | None) -> str:
    """Return who said when that everybody is there: a colleague who comes later asks nobody. Of
    some it may be said that they were not taken: then nobody is named as having confirmed them."""
    if last is None:
        return _("Nobody waits to be confirmed any more.")
    who = User.objects.filter(pk=last.by).first()
    when = relative_day(last.at, timezone.localdate())
    return _("{who} confirmed everybody already, {when}.").format(who=who or "–", when=when)


def who_says_not_taken(state: JourneyState, handover: str) -> list[str]:
    """Return who said that the receiving side did not take them, each with the words."""
    kept = pair_up(state.events)[handover].standing_denials
    tellers = {str(user.pk): user for user in User.objects.filter(pk__in=[one.by for one in kept])}
    return [labelled(str(tellers.get(event.by, "–")), event.reason) for event in kept]


def what_was_counted(state: JourneyState, problem: Problem) -> str:
    """Return who of the receiving side counted how many of those who were given to
    it, and her words; of one who does not come along, who says so and why."""
    if problem.trouble is ProblemKind.LEFT_SAID_BY_ONE:
        return _left_said_by_one(state, problem)
    if problem.trouble is not ProblemKind.NOT_ALL_THERE:
        return ""
    event = next(event for event in state.events if event.id in problem.events)
    who = User.objects.filter(pk=event.by).first()
    words = _("{who} counted {n} of {given}: {words}")
    return words.format(who=who or "–", n=event.count, given=len(event.persons), words=event.reason)


def _left_said_by_one(state: JourneyState, problem: Problem) -> str:
    said = [event for event in state.events if event.id in problem.events]
    names = {str(user.pk): user for user in User.objects.filter(pk__in={one.by for one in said})}
    return "\n".join(
        f"{names.get(one.by, '–')}{_(':')} {translated(one.title)}. {one.reason}" for one in said
    )
