"""What waits for a second person here (`web.decisions`)."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fanal.accounts.models import User
from fanal.core.roles import Permission
from fanal.protection.access import decisions_for
from fanal.web.decisions import RequestKind, WaitingRequest


def best_interests(user: User) -> Iterator[WaitingRequest]:
    for row in decisions_for(user):
        page = reverse("protection:decide", args=[row.id])
        yield WaitingRequest(row.id, page, row.asked_on, row.asked_by, about=row.assessment.person)


DECISIONS = [
    RequestKind(
        "best_interests",
        _("Decide on the best interests of a child"),
        "protection.ProtectionDecision",
        frozenset({Permission.WORK_CASES}),
        rows=best_interests,
        some="SELECT 1 FROM protection_protectiondecision WHERE decided_on IS NULL",
        takes=_("It takes a lead of the team, other than whoever proposed it."),
    )
]
