"""What a custodian of a journey is called inside a sentence."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from fanal.accounts.names import names_of_teams
from fanal.core.journeys.planning import COMES_TO_US
from fanal.core.journeys.state import JourneyStage
from fanal.journeys.models import JourneyCustodian


def named(custodian: JourneyCustodian | None, unnamed: str = "") -> str:
    """Return the name of a custodian inside a sentence: "with Bangkok", of a team of ours, says
    that she is in a town."""
    if custodian is None:
        return unnamed
    name = custodian.label
    is_team = custodian.team_id is not None and name == names_of_teams().get(custodian.team_id)
    return _("our team {team}").format(team=name) if is_team else name


def with_receivers(holds: JourneyCustodian | None, given_to: Iterable[JourneyCustodian]) -> str:
    """Return who has her, and to whom she was handed over without a word from there."""
    who, to = named(holds), ", ".join(map(named, given_to))
    return _("{who}, handed over to {to}").format(who=who, to=to) if to else who


def last_with(who: str) -> str:
    """Return with whom she came back, where nobody has said since who has her."""
    return _("is back; last with {who}").format(who=who)


def came_back(kind: str, stage: JourneyStage | None) -> bool:
    """Whether who took her over has her no more: not for ever. Whoever was fetched, or was in
    court, comes to them."""
    return stage is JourneyStage.RETURNED and comes_from_us(kind)


def comes_from_us(kind: str) -> bool:
    """Whether whoever is back from such a journey is with none of those who had her on it."""
    return kind not in COMES_TO_US
