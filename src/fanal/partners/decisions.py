"""What waits for a second person here (`web.decisions`)."""

from django.utils.translation import gettext_lazy as _

from fanal.core.roles import Permission
from fanal.partners import access
from fanal.partners.actions import findings
from fanal.partners.queries import waiting
from fanal.web.decisions import RequestKind

DECISIONS = [
    RequestKind(
        "finding",
        _("Confirm a finding"),
        "partners.TrustFinding",
        frozenset({Permission.WORK_PARTNERS}),
        rows=waiting.findings,
        refuse=lambda by, id: findings.withdraw(finding=access.finding_for(by, id), by=by),
        some="SELECT 1 FROM partners_trustfinding "
        "WHERE confirmed_by_id IS NULL AND withdrawn_on IS NULL",
        takes=_("It takes a lead or the director, other than you."),
    ),
    RequestKind(
        "allowance",
        _("Allow a partner by name"),
        "partners.Allowance",
        frozenset({Permission.APPROVE_DISCLOSURE}),
        rows=waiting.allowances,
        refuse=lambda by, id: findings.decline_allowance(
            allowance=access.allowance_for(by, id), by=by
        ),
        some="SELECT 1 FROM partners_allowance WHERE second_id IS NULL AND declined_on IS NULL",
        takes=_("It takes a lead or the director, other than you."),
    ),
]
