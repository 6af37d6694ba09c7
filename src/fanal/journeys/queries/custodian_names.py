"""What a custodian of a journey is called inside a sentence."""

from django.utils.translation import gettext as _

from fanal.accounts.names import names_of_teams
from fanal.journeys.models import JourneyCustodian


def named(custodian: JourneyCustodian | None, unnamed: str = "") -> str:
    """Return the name of a custodian inside a sentence: "with Bangkok", of a team of ours, says
    that she is in a town."""
    if custodian is None:
        return unnamed
    name = custodian.label
    is_team = custodian.team_id is not None and name == names_of_teams().get(custodian.team_id)
    return _("our team {team}").format(team=name) if is_team else name
