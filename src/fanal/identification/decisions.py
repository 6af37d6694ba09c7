"""What waits for a second person here (`web.decisions`)."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fanal.accounts.models import User
from fanal.core.roles import Permission
from fanal.identification.access import repeats_to_decide
from fanal.identification.actions.repeat_interviews import decide_repeat
from fanal.web.decisions import RequestKind, WaitingRequest
from fanal.web.lookup import first_or_404


def repeats(user: User) -> Iterator[WaitingRequest]:
    for row in repeats_to_decide(user):
        page = reverse("identification:accept", args=[row.case_id, row.person_id, row.id])
        yield WaitingRequest(row.id, page, row.asked_on, row.asked_by, about=row.person)


DECISIONS = [
    RequestKind(
        "interview_again",
        _("Decide whether she is interviewed once more"),
        "identification.RepeatRequest",
        frozenset({Permission.WORK_CASES}),
        rows=repeats,
        refuse=lambda by, id: decide_repeat(
            row=first_or_404(row for row in repeats_to_decide(by) if row.id == id),
            accepted=False,
            by=by,
        ),
        some="SELECT 1 FROM identification_repeatrequest "
        "WHERE accepted_on IS NULL AND declined_on IS NULL",
        takes=_("It takes another colleague of the team; a lead is one of the two."),
    )
]
