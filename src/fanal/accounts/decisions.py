"""What waits for a second person here (`web.decisions`)."""

from django.utils.translation import gettext_lazy as _

from fanal.accounts import waiting
from fanal.core.roles import Permission
from fanal.web.decisions import RequestKind

TAKES = _(
    "It takes a director; for case workers, leads and lawyers a team lead can do it too. Never "
    "whoever asked, nor the person herself."
)
DECISIONS = [
    RequestKind(
        "invitation",
        _("Agree to an invitation"),
        "accounts.Invitation",
        frozenset({Permission.APPROVE_DISCLOSURE, Permission.SEE_OVERVIEW}),
        rows=waiting.invitations,
        takes=TAKES,
        mailed=False,
        some="SELECT 1 FROM accounts_invitation WHERE NOT used AND agreed_on IS NULL",
    ),
    RequestKind(
        "leaving",
        _("Agree that somebody leaves a team"),
        "accounts.Leaving",
        frozenset({Permission.APPROVE_DISCLOSURE, Permission.SEE_OVERVIEW}),
        rows=waiting.leavings,
        takes=TAKES,
        mailed=False,
        some="SELECT 1 FROM accounts_leaving",
    ),
]
