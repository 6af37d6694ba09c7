"""What became of offers of a case: the other team declined or let it run out, and nothing came
after it; or it took the case over.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q

from fanal.accounts.access import own_team_ids
from fanal.accounts.models import User
from fanal.core.trust.transfers import Offer
from fanal.sharing.models import Transfer

NOT_TAKEN = (Offer.DECLINED, Offer.EXPIRED)
TOLD_FOR = timedelta(days=14)  # afterwards the list of transfers says it
GONE_FOR = timedelta(days=7)


def not_taken(user: User, today: date) -> Q:
    """Return the condition of offers of a team of this user that were not taken, and after which
    nothing came.

    Days alone are known: an offer of the day of the answer came after it.
    """
    since = Transfer.objects.filter(case=OuterRef("case"), offered_on__gte=OuterRef("answered_on"))
    return Q(
        ~Exists(since.exclude(state__in=NOT_TAKEN)),
        state__in=NOT_TAKEN,
        answered_on__gte=today - TOLD_FOR,
        giving__in=user.teams.all(),
    )


def given_away(user: User, today: date) -> Q:
    """Return the condition of cases that another team took over from a team of this user."""
    teams = user.teams.all()
    taken = Q(state=Offer.ACCEPTED, answered_on__gte=today - GONE_FOR, giving__in=teams)
    return taken & ~Q(receiving__in=teams)


def gave_away(user: User, transfer: Transfer, today: date) -> bool:
    """Whether `given_away` holds of a row that was read with others."""
    teams = own_team_ids(user)
    taken = (
        transfer.state == Offer.ACCEPTED
        and transfer.answered_on
        and today - GONE_FOR <= transfer.answered_on
    )
    return bool(taken) and transfer.giving_id in teams and transfer.receiving_id not in teams


def last_of_each(rows: Iterable[Transfer]) -> list[Transfer]:
    """Return the last of each case, of those that are in order."""
    return list({row.case_id: row for row in rows}.values())
