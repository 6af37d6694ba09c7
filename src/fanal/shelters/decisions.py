"""What waits for a second person here (`web.decisions`)."""

from django.utils.translation import gettext_lazy as _

from fanal.core.roles import Permission
from fanal.shelters.queries.asking import waiting_beds
from fanal.web.decisions import RequestKind

DECISIONS = [
    RequestKind(
        "bed_request",
        _("Answer whether a bed is free"),
        "shelters.BedRequest",
        frozenset({Permission.WORK_SHELTERS, Permission.WORK_CASES}),
        rows=waiting_beds,
        some="SELECT 1 FROM shelters_bedrequest WHERE answered_on IS NULL",
        takes=_("It takes somebody who works in the shelter, or its team."),
    )
]
