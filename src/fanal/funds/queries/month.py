"""A month of money as a bookkeeper closes it: every movement by its day, and what they sum to."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from fanal.accounts.models import User
from fanal.core.calendars.months import add_months
from fanal.core.funds.movements import MoneyStep, lost_by, spent_by
from fanal.funds import access
from fanal.funds.models import BudgetLine, CashAdvance, MoneyMovement, MoneyRequest
from fanal.funds.slips import AdvanceSlip, Slip, advance_slips_of, slips_of

FIRST_YEAR = 2000


@dataclass(frozen=True)
class BookedMovement:
    """A movement of money in the month of a bookkeeper.

    `spent`: what it adds to the spending of its line, below zero where it takes from it; `lost`:
    what is lost for good by it, which was spent when it was paid, below zero where it turned up
    after all. `slip`: None where the case of
    the payment was erased.
    """

    row: MoneyMovement
    spent: Decimal
    slip: Slip | AdvanceSlip | None
    lost: Decimal = Decimal(0)

    @property
    def step(self) -> MoneyStep:
        return self.row.step

    @property
    def amount(self) -> Decimal:
        return self.lost or self.spent

    @property
    def afterwards(self) -> bool:
        """Whether it was written down when its month was over: who closed it has not read it."""
        return self.row.made_on > _last_day(self.row.on.replace(day=1))

    @property
    def bill(self) -> str:
        return str(self.row.told.get("receipt", ""))


@dataclass(frozen=True)
class SumOfLine:
    line: BudgetLine
    currency: str
    amount: Decimal


@dataclass(frozen=True)
class PaymentMonth:
    first: date
    rows: list[BookedMovement]

    @property
    def last(self) -> date:
        return _last_day(self.first)

    @property
    def key(self) -> str:
        return f"{self.first:%Y-%m}"

    def moved(self, by: int) -> str:
        return f"{add_months(self.first, by):%Y-%m}"

    @property
    def earlier(self) -> str:
        return self.moved(-1)

    @property
    def later(self) -> str:
        return self.moved(1)

    @property
    def sums(self) -> list[tuple[str, Decimal]]:
        """The sums by currency: no rate is needed to close a month."""
        found: dict[str, Decimal] = defaultdict(Decimal)
        # No sum over currencies: a rate would be one of some day (domain page on the programmes,
        # 6.7, M6).
        for one in self.rows:
            found[one.row.currency] += one.spent
        return sorted(found.items())

    @property
    def lost(self) -> list[tuple[str, Decimal]]:
        """What was lost for good in this month, by currency."""
        found: dict[str, Decimal] = defaultdict(Decimal)
        for one in self.rows:
            found[one.row.currency] += one.lost
        return sorted((currency, amount) for currency, amount in found.items() if amount)

    @property
    def by_line(self) -> list[SumOfLine]:
        """The share of each donor: what stands on each line, in each currency."""
        found: dict[tuple[UUID, str], SumOfLine] = {}
        for one in self.rows:
            line, currency = one.row.line, one.row.currency
            before = found.get((line.pk, currency), SumOfLine(line, currency, Decimal(0)))
            found[line.pk, currency] = SumOfLine(line, currency, before.amount + one.spent)
        # By donor and line: in this order a report is written.
        return sorted(found.values(), key=lambda one: (one.line.grant.name, one.line.number))


def _last_day(first: date) -> date:
    return add_months(first, 1) - timedelta(days=1)


def month_named(key: str, today: date) -> date:
    """The first of the month; of this one for what names none, or one that is still to come."""
    year, _dash, month = key.partition("-")
    this = today.replace(day=1)
    # The length too: an address may hold a thousand digits, and `int` refuses to read that many.
    if not (
        key.isascii() and year.isdecimal() and month.isdecimal() and len(key) <= len("2026-11")
    ):
        return this
    if not (FIRST_YEAR <= int(year) <= today.year and 1 <= int(month) <= 12):
        return this
    # A month to come has no movements to close.
    return min(date(int(year), int(month), 1), this)


def payments_of_month(user: User, first: date) -> PaymentMonth:
    """What was only asked for, agreed to or shown by a receipt moved no money of ours."""
    last = _last_day(first)
    open_to_her = access.movements_for(user)
    # All movements of a request, also of other months: what one adds depends on those before it.
    touched = open_to_her.filter(on__range=(first, last)).order_by().values("request")
    rows = open_to_her.filter(request__in=touched).select_related("line__grant", "made_by")
    read: dict[UUID, dict[int, MoneyMovement]] = defaultdict(dict)
    for row in rows:
        read[row.request][row.number] = row
    booked = list(_booked(read, _slips(read)))
    # Only what moved money within the month, or was given up in it.
    found = [one for one in booked if (one.spent or one.lost) and first <= one.row.on <= last]
    # By day, and on one day in the order of writing.
    return PaymentMonth(first, sorted(found, key=lambda one: (one.row.on, one.row.made_on)))


def _slips(ids: Iterable[UUID]) -> dict[UUID, Slip | AdvanceSlip]:
    wanted = list(ids)
    requests = slips_of(MoneyRequest.objects.filter(id__in=wanted))
    advances = advance_slips_of(CashAdvance.objects.filter(id__in=wanted))
    # Ids are random: a request and an advance never share one.
    return {one.id: one for one in requests} | {one.id: one for one in advances}


def _booked(
    read: dict[UUID, dict[int, MoneyMovement]], slips: dict[UUID, Slip | AdvanceSlip]
) -> Iterable[BookedMovement]:
    for request, movements in read.items():
        plain = {number: row.movement() for number, row in movements.items()}
        for number, row in movements.items():
            # In the month of each: what a closed month says does not change by a later one.
            of_line, lost = spent_by(plain[number], plain), lost_by(plain[number], plain)
            yield BookedMovement(row, of_line, slips.get(request), lost)
