"""What waits for a second person here (`web.decisions`)."""

from django.utils.translation import gettext_lazy as _

from fanal.core.roles import Permission
from fanal.protection import waiting
from fanal.web.decisions import RequestKind

DECISIONS = [
    RequestKind(
        "best_interests",
        _("Decide on the best interests of a child"),
        "protection.ProtectionDecision",
        frozenset({Permission.WORK_CASES}),
        rows=waiting.best_interests,
        some="SELECT 1 FROM protection_protectiondecision WHERE decided_on IS NULL",
        takes=_("It takes a lead of the team, other than whoever proposed it."),
    )
]
