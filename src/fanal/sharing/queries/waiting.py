"""What leaves the organisation, or goes to another team, in the list of what waits."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models import User
from fanal.cases.queries.codes import codes_in
from fanal.core.roles import Permission
from fanal.core.trust.consent import OverrideGround
from fanal.core.trust.transfers import Offer
from fanal.sharing.access import (
    as_they_were_made,
    files_to_approve,
    overrides_to_decide,
    referrals_to_approve,
    sides_for,
    transfers_for,
)
from fanal.sharing.models import Side, Transfer
from fanal.web.decisions import WaitingRequest


def overrides(user: User) -> Iterator[WaitingRequest]:
    for row in overrides_to_decide(user):
        page = reverse("sharing:override_too", args=[row.id])
        # Life in danger: 24 hours are all that an override lasts.
        urgent = row.ground == OverrideGround.VITAL_INTEREST
        yield WaitingRequest(
            row.id, page, row.on, row.first, about=row.case, whom=row.recipient, urgent=urgent
        )


def referrals_waiting(user: User) -> int:
    """Return how many referrals wait: the number beside the menu asks nothing of danger."""
    return len(referrals_to_approve(user, timezone.localtime()))


def referrals(user: User) -> Iterator[WaitingRequest]:
    rows = referrals_to_approve(user, timezone.localtime())
    codes = codes_in([row.case_id for row in rows]) if rows else {}
    for row in rows:
        # Who opens the case decides with its story, others by what is asked alone.
        page = reverse("sharing:referral" if row.opens else "sharing:decide", args=[row.id])
        yield WaitingRequest(
            row.id,
            page,
            row.made_on,
            row.made_by,
            about=row.person,
            whom=row.partner.name,
            until=row.due,
            urgent=codes[row.case_id].counts_as_danger,
        )


def partner_files(user: User) -> Iterator[WaitingRequest]:
    for row in files_to_approve(user, timezone.localtime()):
        name = "sharing:partner_file" if row.opens else "sharing:decide_file"
        page = reverse(name, args=[row.id])
        yield WaitingRequest(
            row.id,
            page,
            row.asked,
            row.asks,
            about=row.person,
            whom=row.partner.name,
            state=row.state,
        )


def offers_to(user: User) -> QuerySet[Transfer]:
    """Cases offered to a team that this user leads, which wait for her answer."""
    # Nobody else takes a case over, so nobody else has it in the list.
    if not user.may(Permission.LEAD_CASES):
        return Transfer.objects.none()
    return transfers_for(user).filter(state=Offer.OFFERED, receiving__in=user.teams.all())


def transfers(user: User) -> Iterator[WaitingRequest]:
    """A case of somebody in danger is urgent, as its page says."""
    # Rows that somebody changed in the database are left out (ADR 9).
    rows = as_they_were_made(offers_to(user).order_by("offered_on", "id"))
    # One question for all, and none where there is nothing.
    codes = codes_in([row.case_id for row in rows]) if rows else {}
    for row in rows:
        page = reverse("sharing:transfer", args=[row.id])
        yield WaitingRequest(
            row.id,
            page,
            row.offered_on,
            row.offered_by,
            about=row.case,
            whom=row.giving.name,
            until=row.due,
            urgent=codes[row.case_id].counts_as_danger,
        )


def proposals_to(user: User) -> QuerySet[Side]:
    """Two-country files that another team proposed to a team that this user leads."""
    if not user.may(Permission.LEAD_CASES):
        return Side.objects.none()
    return sides_for(user).filter(case=None, shared__state="proposed")


def proposals(user: User) -> Iterator[WaitingRequest]:
    for row in proposals_to(user).prefetch_related("shared__sides__team"):
        asked = row.shared
        page = reverse("sharing:shared", args=[asked.id])
        # From whom it comes; which case of theirs it is about is not told.
        others = [side.team.name for side in asked.sides.all() if side.id != row.id]
        yield WaitingRequest(
            asked.id,
            page,
            asked.proposed_on,
            asked.proposed_by,
            whom=", ".join(others),
            told=row.team.name,
        )
