"""What of a team is still open. How much is not for whoever manages accounts."""

from django.db.models import Model, Q, QuerySet

from fanal.accounts.access import case_teams
from fanal.accounts.models import Team
from fanal.cases.models import Case
from fanal.core.trust.transfers import Offer
from fanal.core.words import Sentence, say
from fanal.intake.models import Signal
from fanal.journeys.models import Journey
from fanal.matching.models import Exchange
from fanal.reintegration.models import Plan
from fanal.sharing.models import SharedFile, Transfer
from fanal.shelters.models import Shelter


def still_open(team: Team) -> list[Sentence]:
    """Return why it cannot be closed yet, in the order in which it is settled."""
    if not case_teams().filter(pk=team.pk).exists():
        return [say("This team is the emergency group: it stays.")]
    return [why for why, rows in _open(team) if rows.exists()]


def _open(team: Team) -> list[tuple[Sentence, QuerySet[Model]]]:
    offered = Q(giving=team) | Q(receiving=team)
    shared = SharedFile.objects.filter(sides__team=team, ended_on=None)
    journeys = Journey.objects.filter(Q(followed=True) | Q(ended_on=None), team=team)
    return [
        (
            say("It has open cases: they are closed, or given to another team, first."),
            Case.objects.filter(Q(team=team) | Q(offered_to=team), closed=False),
        ),
        (
            say("Calls wait in it for somebody to decide."),
            Signal.objects.filter(team=team, state__in=Signal.WAITING),
        ),
        (say("Somebody is on one of its journeys, or is still being followed."), journeys),
        (
            say("A case was offered to it, or by it, and nobody has answered."),
            Transfer.objects.filter(offered, state=Offer.OFFERED),
        ),
        (say("It keeps a two-country file that has not ended."), shared),
        (
            say("It has an exchange of lists that has not ended."),
            Exchange.objects.filter(team=team, ended_on=None),
        ),
        (
            say(
                "A plan of reintegration runs in it: it ends, or her case goes to another team, "
                "first."
            ),
            Plan.objects.filter(person__team=team, ended_on=None),
        ),
        (
            say("It has a shelter that is open: its lead closes it first."),
            Shelter.objects.filter(team=team, closed_on=None),
        ),
    ]
