"""The question to a team of ours to which people were given, on a journey that it does not open."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.core.journeys.events import Event
from fanal.core.journeys.handovers import pair_up
from fanal.core.journeys.problems import Problem, ProblemKind, not_confirmed
from fanal.core.journeys.state import JourneyState, state_of
from fanal.journeys.models import Journey, JourneyCustodian
from fanal.journeys.queries.danger import in_danger
from fanal.journeys.queries.events import events_of
from fanal.web.days_in_words import relative_day
from fanal.web.words import labelled, translated


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
