"""What waits for a second person here (`web.decisions`)."""

from django.utils.translation import gettext_lazy as _

from fanal.core.roles import Permission
from fanal.funds import waiting
from fanal.web.decisions import RequestKind

DECISIONS = [
    RequestKind(
        "money",
        _("Agree to money for somebody"),
        "funds.MoneyRequest",
        frozenset({Permission.LEAD_CASES, Permission.SEE_OVERVIEW}),
        rows=waiting.money,
        some="SELECT 1 FROM funds_moneyrequest r WHERE over_on IS NULL AND "
        "(SELECT COUNT(*) FROM funds_moneyapproval a WHERE a.request_id = r.id) < 2",
        takes=_(
            "It takes two: a lead of the team and a director, or another lead. Never whoever "
            "asked, nor whoever pays."
        ),
    ),
    RequestKind(
        "advance",
        _("Agree to an advance to a colleague"),
        "funds.CashAdvance",
        frozenset({Permission.LEAD_CASES, Permission.SEE_OVERVIEW}),
        rows=waiting.advances,
        some="SELECT 1 FROM funds_cashadvance r WHERE over_on IS NULL AND "
        "(SELECT COUNT(*) FROM funds_advanceapproval a WHERE a.advance_id = r.id) < 2",
        takes=_("It takes two: leads and directors. Never whoever asked, nor whoever pays."),
    ),
]
