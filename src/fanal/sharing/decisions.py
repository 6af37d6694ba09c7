"""What waits for a second person here (`web.decisions`)."""

from django.utils.translation import gettext_lazy as _

from fanal.core.roles import Permission
from fanal.sharing import access
from fanal.sharing.actions import partner_files, referrals, rules, shared
from fanal.sharing.queries import waiting
from fanal.web.decisions import RequestKind

APPROVES, LEADS = frozenset({Permission.APPROVE_DISCLOSURE}), frozenset({Permission.LEAD_CASES})
A_LEAD_OR_DIRECTOR = _("It takes a lead or a director, other than you, whom no conflict keeps out.")
A_LEAD_THERE = _("It takes a lead of the team that is asked.")
DECISIONS = [
    RequestKind(
        "override",
        _("Tell without her consent"),
        "sharing.Override",
        APPROVES,
        rows=waiting.overrides,
        refuse=lambda by, id: rules.decline_override(row=access.override_for(by, id), by=by),
        takes=A_LEAD_OR_DIRECTOR,
        some="SELECT 1 FROM sharing_override WHERE second_id IS NULL AND declined_on IS NULL "
        "AND purpose <> 'find_missing_person'",
    ),
    RequestKind(
        "referral",
        _("Approve a referral"),
        "sharing.Referral",
        APPROVES,
        rows=waiting.referrals,
        refuse=lambda by, id: referrals.refuse_referral(
            referral=access.approvable_referral_for(by, id), by=by
        ),
        count=waiting.referrals_waiting,
        takes=A_LEAD_OR_DIRECTOR,
        some="SELECT 1 FROM sharing_referral WHERE state = 'draft'",
    ),
    RequestKind(
        "partner_file",
        _("Approve a two-country file with a partner"),
        "sharing.PartnerFile",
        APPROVES,
        rows=waiting.partner_files,
        refuse=lambda by, id: partner_files.refuse_partner_file(
            file=access.approvable_file_for(by, id), by=by
        ),
        stays_refused=True,
        takes=A_LEAD_OR_DIRECTOR,
        some="SELECT 1 FROM sharing_partnerfile f JOIN sharing_partnertext t ON t.file_id = f.id "
        "WHERE f.ended_on IS NULL",
    ),
    RequestKind(
        "transfer",
        _("Take a case over"),
        "sharing.Transfer",
        LEADS,
        rows=waiting.transfers,
        count=lambda user: waiting.offers_to(user).order_by().count(),
        takes=A_LEAD_THERE,
        some="SELECT 1 FROM sharing_transfer WHERE state = 'offered'",
    ),
    RequestKind(
        "shared_file",
        _("Agree to a two-country file"),
        "sharing.SharedFile",
        LEADS,
        rows=waiting.proposals,
        refuse=lambda by, id: shared.end(side=access.led_side_for(by, id), by=by),
        takes=A_LEAD_THERE,
        count=lambda user: waiting.proposals_to(user).order_by().count(),
        some="SELECT 1 FROM sharing_sharedfile WHERE state = 'proposed'",
    ),
]
