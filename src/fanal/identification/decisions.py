"""What waits for a second person here (`web.decisions`)."""

from django.utils.translation import gettext_lazy as _

from fanal.core.roles import Permission
from fanal.identification.waiting import repeats
from fanal.web.decisions import RequestKind

DECISIONS = [
    RequestKind(
        "interview_again",
        _("Decide whether she is interviewed once more"),
        "identification.RepeatRequest",
        frozenset({Permission.WORK_CASES}),
        rows=repeats,
        some="SELECT 1 FROM identification_repeatrequest "
        "WHERE accepted_on IS NULL AND declined_on IS NULL",
        takes=_("It takes another colleague of the team; a lead is one of the two."),
    )
]
