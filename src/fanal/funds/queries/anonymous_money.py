"""Money that is out without a receipt, of a file that was erased: an amount, and nobody's."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import Exists, OuterRef

from fanal.accounts.models import User
from fanal.core.funds.movements import NOTHING, is_late, out_since, sums_of
from fanal.funds import access
from fanal.funds.models import CashAdvance, FundingGrant, MoneyMovement, MoneyRequest

REPORTED_FOR = timedelta(days=30)


@dataclass(frozen=True)
class NamelessAmount:
    """What is out of one payment. Its token is not said: it went with her file."""

    amount: Decimal
    currency: str
    grant: FundingGrant
    since: date
    late: bool


def out_of_erased_files(user: User, today: date) -> list[NamelessAmount]:
    """Return them until their grant is over and reported, the oldest first: a grant is answered for
    to its donor, whoever was erased meanwhile."""
    by_payment: dict[UUID, dict[int, MoneyMovement]] = defaultdict(dict)
    asked_for = (MoneyRequest.objects, CashAdvance.objects)
    rows = access.movements_for(user).select_related("line__grant")
    for asked in asked_for:
        rows = rows.exclude(Exists(asked.filter(pk=OuterRef("request"))))
    for row in rows.order_by():
        by_payment[row.request][row.number] = row
    found = (_amount(movements, today) for movements in by_payment.values())
    return sorted((one for one in found if one), key=lambda one: one.since)


def _amount(rows: dict[int, MoneyMovement], today: date) -> NamelessAmount | None:
    # The last line that it was moved to stands for a payment that was split over several.
    row, plain = rows[max(rows)], [one.movement() for one in rows.values()]
    sums, since, grant = sums_of(NOTHING, plain), out_since(plain), row.line.grant
    over = max(filter(None, (grant.until, grant.report_due))) + REPORTED_FOR
    if since is None or over < today:
        return None
    late = is_late(sums, plain, today)
    return NamelessAmount(sums.in_hand, row.currency, grant, since, late)
