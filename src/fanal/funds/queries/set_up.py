"""How far grants are set up, as the administrator reads it: counts and colleagues."""

from __future__ import annotations

from django.utils.translation import gettext as _

from fanal.accounts.models import User
from fanal.core.roles import Permission
from fanal.funds.models import BudgetLine, FundingGrant
from fanal.web.set_up import SetUpItem, programme


def funds_set_up() -> SetUpItem:
    grants, lines = FundingGrant.objects.count(), BudgetLine.objects.count()
    officers = User.objects.who_may(Permission.WORK_FUNDS)
    return programme(
        _("Grants and payments"),
        _("grants: {grants}, lines: {lines}").format(grants=grants, lines=lines),
        _("Invite a finance officer. She adds each grant and its lines on the page “Grants”."),
        done=bool(lines and officers.exists()),
    )
