"""What was spent of each line of a grant, in its currency; what has no rate is named beside it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from fanal.core.funds.currencies import (
    RateKey,
    Rates,
    Spending,
    Spent,
    converted,
    last_rate_day,
    spending,
    whole_per_cent,
)
from fanal.core.funds.movements import (
    NOTHING,
    DaysToHand,
    MoneyStep,
    days_to_hand,
    first_paid,
    lines_of,
    spent_by,
    sums_of,
)
from fanal.funds.models import (
    BudgetLine,
    CashAdvance,
    ExchangeRate,
    FundingGrant,
    MoneyMovement,
    MoneyRequest,
)
from fanal.funds.slips import MovedMoney, advance_slips_of, slips_of

# By the id of a request, its movements by number.
type MovementsRead = dict[UUID, dict[int, MoneyMovement]]


@dataclass(frozen=True)
class LinePage:
    """A line of a budget as its page shows it. `budget`: all that was ever set. `per_cent`: spent
    of it; None where nothing was set."""

    line: BudgetLine
    budget: Decimal
    spent: Spending

    @property
    def left(self) -> Decimal:
        return self.budget - self.spent.total

    @property
    def over(self) -> bool:
        return self.left < 0

    @property
    def per_cent(self) -> int | None:
        return whole_per_cent(self.spent.total, self.budget) if self.budget else None


@dataclass(frozen=True)
class WeighedAmount:
    """What is asked for beside what is left. `promised`: what two agreed to and nobody has paid
    yet. `asked`: the amount in the currency of the grant, None where nobody knows any rate;
    `rate_of`: the day of the rate that says so, None where it takes none."""

    left: LinePage
    promised: Spending
    asked: Decimal | None
    rate_of: date | None
    today: date

    @property
    def rate_is_old(self) -> bool:
        return self.rate_of is not None and self.rate_of != self.today

    @property
    def rest(self) -> Decimal | None:
        """What would be left after it."""
        return None if self.asked is None else self.left.left - self.promised.total - self.asked

    @property
    def is_too_much(self) -> bool:
        return self.rest is not None and self.rest < 0

    @property
    def lacks_rates(self) -> bool:
        return bool(self.left.spent.missing or self.promised.missing)


def rates_to(currencies: Iterable[str]) -> Rates:
    """Return all rates that speak of one of these; of one day and pair the last that was
    entered."""
    rates: dict[RateKey, Decimal] = {}
    wanted = set(currencies)
    # A rate that was entered wrongly is entered again and not changed: the last one overwrites.
    for rate in ExchangeRate.objects.order_by("number"):
        if wanted & {rate.base, rate.quote}:
            rates[RateKey(rate.on, rate.base, rate.quote)] = rate.rate
    return rates


def lines_of_grant(grant: FundingGrant, read: MovementsRead | None = None) -> list[LinePage]:
    """Return the lines of a grant with what was spent of each. `read`: where a page has
    `movements_of(grant)` already."""
    lines = list(grant.lines.prefetch_related("changes"))
    spent = _spent_on(movements_of(grant) if read is None else read)
    rates = rates_to([grant.currency])
    return [
        LinePage(
            line,
            sum((change.amount for change in line.changes.all()), Decimal(0)),
            spending(spent.get(line.pk, ()), grant.currency, rates),
        )
        for line in lines
    ]


def days_to_hand_of(grant: FundingGrant, read: MovementsRead) -> DaysToHand:
    """Return the days to hand of what was asked of this grant."""
    asked = dict(
        MoneyRequest.objects.filter(line__grant=grant).order_by().values_list("id", "asked_on")
    )
    moved = {
        request_id: [row.movement() for row in read.get(request_id, {}).values()]
        for request_id in asked
    }
    return days_to_hand((asked[request_id], some) for request_id, some in moved.items())


def lost_of(grant: FundingGrant, read: MovementsRead) -> list[tuple[str, Decimal]]:
    """Return what is lost for good of this grant, by currency: it stands among what was spent."""
    lines = {line.pk for line in grant.lines.all()}
    lost: dict[str, Decimal] = defaultdict(Decimal)
    for rows in read.values():
        for row in without_reversed(rows.values()):
            if row.step is MoneyStep.LOST and row.line_id in lines:
                lost[row.currency] += row.amount
    return sorted(lost.items())


def without_receipt(grant: FundingGrant, read: MovementsRead) -> list[tuple[str, Decimal]]:
    """Return what was paid out of this grant of which nobody knows yet that it arrived, or what an
    advance went on, by currency: it stands among what was spent."""
    lines = {str(line.pk) for line in grant.lines.all()}
    out: dict[str, Decimal] = defaultdict(Decimal)
    for rows in read.values():
        plain = [row.movement() for row in rows.values()]
        here = sum(amount for line, amount in lines_of(plain).items() if line in lines)
        # Of what was split over two grants nobody knows which part is still out: at most this.
        if amount := min(sums_of(NOTHING, plain).in_hand, here):
            out[next(iter(rows.values())).currency] += amount
    return sorted(out.items())


def without_reversed(rows: Iterable[MoneyMovement]) -> list[MoneyMovement]:
    """Return the movements without what was entered by mistake and taken back."""
    movements = list(rows)
    # Both stay in the table; neither the mistake nor its undoing is counted.
    undone = {(row.request, row.told.get("undoes")) for row in movements if row.told.get("undoes")}
    return [row for row in movements if (row.request, row.number) not in undone]


def left_on(line: BudgetLine) -> LinePage:
    (spent,) = [
        spent_line for spent_line in lines_of_grant(line.grant) if spent_line.line.pk == line.pk
    ]
    return spent


def to_weigh(slip: MovedMoney) -> WeighedAmount:
    """Return what is asked for beside what is left of its line."""
    line, today = slip.line, timezone.localdate()
    currency = line.grant.currency
    rates = rates_to([currency])
    asked = _at_last_rate(Spent(slip.amount, slip.currency, today), currency, rates)
    return WeighedAmount(
        left_on(line),
        _promised_on(line, rates, but=slip.id),
        converted(asked, currency, rates),
        None if slip.currency == currency else asked.on,
        today,
    )


def _at_last_rate(one: Spent, currency: str, rates: Rates) -> Spent:
    """Return the amount on the last day that has a rate: what is not paid yet is known roughly."""
    return one._replace(on=last_rate_day(one, currency, rates) or one.on)


def _promised_on(line: BudgetLine, rates: Rates, *, but: UUID) -> Spending:
    """Return what two have agreed to on this line and nobody has paid yet, but for one request, by
    the last rates that are known."""
    requests = MoneyRequest.objects.filter(line=line, over_on=None).exclude(id=but)
    advances = CashAdvance.objects.filter(line=line, over_on=None).exclude(id=but)
    today, currency = timezone.localdate(), line.grant.currency
    agreed = [*slips_of(requests), *advance_slips_of(advances)]
    to_pay = [Spent(one.sums.to_pay, one.currency, today) for one in agreed]
    return spending([_at_last_rate(one, currency, rates) for one in to_pay], currency, rates)


def movements_of(grant: FundingGrant) -> MovementsRead:
    """Return every movement of each request that ever touched a line of this grant."""
    wanted = MoneyMovement.objects.filter(line__grant=grant).order_by()
    by_request: MovementsRead = defaultdict(dict)
    # Also on lines of other grants: what was moved away has its first payment there.
    for row in MoneyMovement.objects.filter(request__in=wanted.values("request")):
        by_request[row.request][row.number] = row
    return by_request


def _spent_on(by_request: MovementsRead) -> Mapping[UUID, list[Spent]]:
    """Return every movement by its line, by the day and in the currency of its own."""
    by_line: dict[UUID, list[Spent]] = defaultdict(list)
    for movements in by_request.values():
        plain = {number: row.movement() for number, row in movements.items()}
        # All of a request at the rate of its first payment: what comes back cancels what went out
        # (see `first_paid`).
        day = first_paid(plain.values())
        for number, row in movements.items():
            spent = spent_by(plain[number], plain)
            by_line[row.line_id].append(Spent(spent, row.currency, day or row.on))
    return by_line


def summed(pages: Iterable[LinePage]) -> tuple[Decimal, Decimal]:
    """Budget and spending of a grant as a whole."""
    budget = spent = Decimal(0)
    for page in pages:
        budget, spent = budget + page.budget, spent + page.spent.total
    return budget, spent
