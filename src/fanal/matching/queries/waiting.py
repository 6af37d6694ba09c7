"""Tracing and exchanges with partners in the list of what waits for a second person."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models import User
from fanal.matching.access import exchanges_for
from fanal.matching.queries.followups import asked_of, followed_by, to_agree
from fanal.web.decisions import WaitingRequest


def confirmations(user: User) -> Iterator[WaitingRequest]:
    """Yield the questions "Is it the one they look for?". Another team asks, since two colleagues
    have to say so."""
    for row in asked_of(user, timezone.localdate()):
        page = reverse("matching:confirm", args=[row.id])
        yield WaitingRequest(
            row.id, page, row.asked_on, row.asked_by, about=row.person, until=row.until
        )


def exchanges(user: User) -> Iterator[WaitingRequest]:
    for row in to_agree(user, exchanges_for(user), timezone.localdate()):
        page = reverse("matching:exchange", args=[row.id])
        whom = f"{row.partner.name} · {row.team.name}"
        yield WaitingRequest(row.id, page, row.made_on, row.made_by, whom=whom, until=row.ends_on)


# For the number beside the menu, which every page shows: no row is read for it.
def how_many_exchanges(user: User) -> int:
    return to_agree(user, exchanges_for(user), timezone.localdate()).order_by().count()


def follow_ups(user: User) -> Iterator[WaitingRequest]:
    """A partner asks by a pseudonym about somebody whom this user works with."""
    for row in followed_by(user):
        page = reverse("matching:follow_up", args=[row.id])
        yield WaitingRequest(
            row.id, page, row.asked_on, about=row.person, whom=row.exchange.partner.name
        )
