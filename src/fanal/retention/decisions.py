"""What waits for a second person here (`web.decisions`)."""

from django.utils.translation import gettext_lazy as _

from fanal.core.roles import Permission
from fanal.retention import waiting
from fanal.web.decisions import RequestKind

DECIDE = frozenset({Permission.SEE_OVERVIEW, Permission.LEAD_CASES})
TAKES = _(
    "It takes a director, or the lead of another team, whom no conflict of interest keeps out."
)
DECISIONS = [
    RequestKind(
        "erasure", _("Agree that a file is erased"), "retention.Erasure", DECIDE,
        rows=waiting.erasures,
        some="SELECT 1 FROM retention_erasure WHERE agreed_on IS NULL", takes=TAKES,
    ),
    RequestKind(
        "hold", _("Agree to a legal hold, or that it is lifted"), "retention.LegalHold", DECIDE,
        rows=waiting.holds,
        some="SELECT 1 FROM retention_legalhold WHERE ended_on IS NULL"
        " AND (agreed_on IS NULL OR lift_on IS NOT NULL)",
        takes=TAKES,
    ),
    RequestKind(
        "register_erasure", _("Agree that old registers of a shelter are erased"),
        "retention.RegisterErasure", DECIDE, rows=waiting.registers,
        some="SELECT 1 FROM retention_registererasure WHERE agreed_on IS NULL",
        takes=_("It takes a director, or the lead of another team."),
    ),
]  # fmt: skip
