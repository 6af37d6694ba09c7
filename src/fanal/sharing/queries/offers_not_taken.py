"""Offers of a case that the other team declined or let run out, and after which nothing came."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef

from fanal.accounts.models import User
from fanal.core.trust.transfers import Offer
from fanal.sharing.access import transfers_for
from fanal.sharing.models import Transfer

NOT_TAKEN = (Offer.DECLINED, Offer.EXPIRED)
TOLD_FOR = timedelta(days=14)  # afterwards the list of transfers says it


def offers_not_taken(user: User, today: date) -> list[Transfer]:
    """Of open cases that are still with a team of this user which offered them: the last of a case.

    Days alone are known: an offer of the day of the answer came after it.
    """
    since = Transfer.objects.filter(case=OuterRef("case"), offered_on__gte=OuterRef("answered_on"))
    found = transfers_for(user).filter(
        ~Exists(since.exclude(state__in=NOT_TAKEN)),
        state__in=NOT_TAKEN,
        answered_on__gte=today - TOLD_FOR,
        giving__in=user.teams.all(),
        case__team=F("giving"),
    )
    rows = found.exclude(case__closed=True).order_by("answered_on", "offered_on", "id")
    return list({one.case_id: one for one in rows}.values())
