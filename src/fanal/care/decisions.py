"""What waits for a second person here (`web.decisions`)."""

from django.utils.translation import gettext_lazy as _

from fanal.care.access import licence_to_agree_for
from fanal.care.actions.licences import end_licence
from fanal.care.actions.recovering import end_recovery
from fanal.care.queries.licences import waiting_licences
from fanal.care.queries.recovering import DECIDES, recovery_to_agree, waiting_recoveries
from fanal.core.roles import Permission
from fanal.web.decisions import RequestKind

DECISIONS = [
    RequestKind(
        "scale_licence",
        _("Confirm the licence of a scale"),
        "care.Licence",
        frozenset({Permission.SEE_OVERVIEW}),
        rows=waiting_licences,
        refuse=lambda by, id: end_licence(licence=licence_to_agree_for(by, id), by=by),
        some="SELECT 1 FROM care_heldlicence WHERE agreed_by_id IS NULL AND ended_on IS NULL",
        takes=_("It takes a director."),
    ),
    RequestKind(
        "care_recovery",
        _("Agree who keeps a care file that nobody opens"),
        "care.CareRecovery",
        DECIDES,
        rows=waiting_recoveries,
        refuse=lambda by, id: end_recovery(row=recovery_to_agree(by, id), by=by),
        some="SELECT 1 FROM care_carerecovery WHERE agreed_by_id IS NULL AND done_on IS NULL",
        takes=_("It takes a director, or the lead of the team in whose office the file is."),
    ),
]
