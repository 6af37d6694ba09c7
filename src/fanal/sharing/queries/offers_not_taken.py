"""Offers of a case that the other team declined or let run out, and after which nothing came."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q

from fanal.accounts.models import User
from fanal.core.trust.transfers import Offer
from fanal.sharing.models import Transfer

NOT_TAKEN = (Offer.DECLINED, Offer.EXPIRED)
TOLD_FOR = timedelta(days=14)  # afterwards the list of transfers says it


def not_taken(user: User, today: date) -> Q:
    """Of cases that a team of this user offered, and after which nothing came.

    Days alone are known: an offer of the day of the answer came after it.
    """
    since = Transfer.objects.filter(case=OuterRef("case"), offered_on__gte=OuterRef("answered_on"))
    return Q(
        ~Exists(since.exclude(state__in=NOT_TAKEN)),
        state__in=NOT_TAKEN,
        answered_on__gte=today - TOLD_FOR,
        giving__in=user.teams.all(),
    )


def last_of_each(rows: Iterable[Transfer]) -> list[Transfer]:
    """The last of a case, of those that are in order."""
    return list({one.case_id: one for one in rows}.values())
