"""What waits for a second person here (`web.decisions`)."""

from django.utils.translation import gettext_lazy as _

from fanal.core.roles import Permission
from fanal.organisation import waiting
from fanal.organisation.absence_access import DECIDES
from fanal.web.decisions import RequestKind

TAKES_A_LEAD = _(
    "It takes another lead of the team; a director where there is none. Never whoever asked, nor "
    "whoever is away."
)
DECISIONS = [
    RequestKind(
        "organisation", _("Agree to a change of the organisation"),
        "organisation.OrganisationChange", frozenset({Permission.SEE_OVERVIEW}),
        rows=waiting.changes, mailed=False,
        some="SELECT 1 FROM organisation_organisationchange",
        takes=_(
            "It takes a director. Never whoever asked, nor the person whose account it is."
        ),
    ),
    RequestKind(
        "stand_in", _("Agree to a stand-in"), "absences.StandIn", DECIDES, rows=waiting.stand_ins,
        some="SELECT 1 FROM absences_standin WHERE agreed_on IS NULL", takes=TAKES_A_LEAD,
    ),
    RequestKind(
        "travel", _("Decide whether travel mode ends early"), "absences.TravelMode", DECIDES,
        rows=waiting.travels, takes=TAKES_A_LEAD,
        some="SELECT 1 FROM absences_travelmode WHERE back_asked_on IS NOT NULL",
    ),
]  # fmt: skip
