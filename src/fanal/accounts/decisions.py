"""What waits for a second person here (`web.decisions`)."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fanal.accounts import access
from fanal.accounts.actions import invitation_approval, offboarding
from fanal.accounts.models import Invitation, User
from fanal.core.roles import Permission
from fanal.web.decisions import RequestKind, WaitingRequest


def invitations(user: User) -> Iterator[WaitingRequest]:
    page = reverse("accounts:invitations")
    for one in access.waiting_for(user):
        yield WaitingRequest(
            one.id,
            f"{page}#id-{one.id}",
            one.asked_on,
            one.by,
            whom=_whom(one),
            until=timezone.localdate(one.until),
        )


def _whom(one: Invitation) -> str:
    if one.user is None or not one.user.is_active:
        return one.display_name
    return _("{who}, who lost her pass-phrase").format(who=one.display_name)


def leavings(user: User) -> Iterator[WaitingRequest]:
    page = reverse("accounts:invitations")
    for one in access.leaving_for(user):
        whom = f"{one.user} · {one.team}"
        yield WaitingRequest(
            one.id, f"{page}#id-{one.id}", one.asked_on, one.by, whom=whom, until=one.until
        )


TAKES = gettext_lazy(
    "It takes a director; for case workers, leads and lawyers a team lead can do it too. Never "
    "whoever asked, nor the person herself."
)
DECISIONS = [
    RequestKind(
        "invitation",
        gettext_lazy("Agree to an invitation"),
        "accounts.Invitation",
        frozenset({Permission.APPROVE_DISCLOSURE, Permission.SEE_OVERVIEW}),
        rows=invitations,
        refuse=lambda by, id: invitation_approval.refuse(
            invitation=access.invitation_for(by, id), by=by
        ),
        takes=TAKES,
        mailed=False,
        some="SELECT 1 FROM accounts_invitation WHERE NOT used AND agreed_on IS NULL",
    ),
    RequestKind(
        "leaving",
        gettext_lazy("Agree that somebody leaves a team"),
        "accounts.TeamRemoval",
        frozenset({Permission.APPROVE_DISCLOSURE, Permission.SEE_OVERVIEW}),
        rows=leavings,
        refuse=lambda by, id: offboarding.refuse(leaving=access.one_leaving_for(by, id), by=by),
        takes=TAKES,
        mailed=False,
        some="SELECT 1 FROM accounts_leaving",
    ),
]
