"""What waits for a second person here (`web.decisions`)."""

from django.utils.translation import gettext_lazy as _

from fanal.core.roles import Permission
from fanal.keys import admission
from fanal.web.decisions import RequestKind

DECISIONS = [
    RequestKind(
        "team_key",
        _("Let a colleague in"),
        "accounts.Membership",
        frozenset({Permission.GRANT}),
        rows=admission.newcomers,
        some=admission.SOME,
        takes=_("It takes another lead of the team who opens its cases."),
    )
]
