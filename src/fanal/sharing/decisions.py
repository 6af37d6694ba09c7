"""What waits for a second person here (`web.decisions`)."""

from django.utils.translation import gettext_lazy as _

from fanal.core.roles import Permission
from fanal.sharing.queries import waiting
from fanal.web.decisions import RequestKind

APPROVES, LEADS = frozenset({Permission.APPROVE_DISCLOSURE}), frozenset({Permission.LEAD_CASES})
A_LEAD_OR_DIRECTOR = _("It takes a lead or a director, other than you, whom no conflict keeps out.")
A_LEAD_THERE = _("It takes a lead of the team that is asked.")
DECISIONS = [
    RequestKind(
        "override", _("Tell without her consent"), "sharing.Override", APPROVES,
        rows=waiting.overrides, takes=A_LEAD_OR_DIRECTOR,
        some="SELECT 1 FROM sharing_override WHERE second_id IS NULL AND declined_on IS NULL "
        "AND purpose <> 'find_missing_person'",
    ),
    RequestKind(
        "referral", _("Approve a referral"), "sharing.Referral", APPROVES,
        rows=waiting.referrals, count=waiting.referrals_waiting, takes=A_LEAD_OR_DIRECTOR,
        some="SELECT 1 FROM sharing_referral WHERE state = 'draft'",
    ),
    RequestKind(
        "partner_file", _("Approve a two-country file with a partner"), "sharing.PartnerFile",
        APPROVES, rows=waiting.partner_files, takes=A_LEAD_OR_DIRECTOR,
        some="SELECT 1 FROM sharing_partnerfile f JOIN sharing_partnertext t ON t.file_id = f.id "
        "WHERE f.ended_on IS NULL",
    ),
    RequestKind(
        "transfer", _("Take a case over"), "sharing.Transfer", LEADS, rows=waiting.transfers,
        count=lambda user: waiting.offers_to(user).order_by().count(), takes=A_LEAD_THERE,
        some="SELECT 1 FROM sharing_transfer WHERE state = 'offered'",
    ),
    RequestKind(
        "shared_file", _("Agree to a two-country file"), "sharing.SharedFile", LEADS,
        rows=waiting.proposals, takes=A_LEAD_THERE,
        count=lambda user: waiting.proposals_to(user).order_by().count(),
        some="SELECT 1 FROM sharing_sharedfile WHERE state = 'proposed'",
    ),
]  # fmt: skip
