"""Who is told of an alarm of a journey, by the rung that it has come to."""

from collections.abc import Iterable

from fanal.absences.queries import leading_now, stand_ins_of, travelling
from fanal.absences.reachable import who_can_be_reached
from fanal.accounts.models import User
from fanal.accounts.other_hands import in_other_hands
from fanal.core.journeys.checkins import Rung
from fanal.core.roles import Permission
from fanal.journeys.access import journeys_for
from fanal.journeys.models import Journey
from fanal.journeys.queries.leads import lead_and_stand_ins, without_a_lead


def who_is_called(rung: Rung, journeys: set[Journey]) -> Iterable[User]:
    """Yield who stands on this rung. Where the worker may not open the journey, is in travel mode,
    or her telephone or a stand-in’s is in other hands, in her place the leads of its team."""
    if rung is Rung.DIRECTOR:
        for journey in journeys:
            yield from _direction(journey)
        return
    shut = set(journeys)
    if rung is Rung.WORKER:
        # In travel mode she has what she marked before and nothing else: a mail would ask for what
        # she cannot open at a border.
        gone = {one for one in journeys if travelling(one.lead_id)}
        gone |= {one for one in journeys if in_other_hands() & lead_and_stand_ins(one)}
        shut = (shut & set(without_a_lead())) | gone
        yield from {journey.lead for journey in journeys - shut}
        yield from _standing_in(journeys)
    for journey in shut:
        yield from _leads(journey)


def _standing_in(journeys: set[Journey]) -> Iterable[User]:
    """Yield who stands in for those who lead these, can be reached and may open one of them."""
    stands_in = stand_ins_of({journey.lead_id for journey in journeys})
    for user in who_can_be_reached(User.objects.filter(pk__in=stands_in)):
        theirs = [it.id for it in journeys if user.pk in stand_ins_of({it.lead_id})]
        if journeys_for(user).filter(id__in=theirs).exists():
            yield user


def _leads(journey: Journey) -> list[User]:
    """Return the leads of its team and who stands in for one; the directors too where none of them
    can be reached."""
    leads = _opening(journey, User.objects.filter(pk__in=leading_now(journey.team_id)))
    if all(lead.pk in in_other_hands() for lead in leads):
        leads += _direction(journey)
    return leads


def _direction(journey: Journey) -> list[User]:
    return _opening(journey, User.objects.who_may(Permission.SEE_OVERVIEW))


def _opening(journey: Journey, people: Iterable[User]) -> list[User]:
    """Return who may open it: a mail would tell of it whom a conflict keeps out."""
    return [one for one in people if journeys_for(one).filter(id=journey.id).exists()]
