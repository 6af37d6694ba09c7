"""What was spent of each line of a grant, in its currency; what has no rate is named beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from fanal.core.funds.movements import (
    DaysToHand,
    Movement,
    days_to_hand,
    first_paid,
    spent_by,
)
from fanal.core.funds.rates import RateKey, Rates, Spending, Spent, spending
from fanal.funds.models import BudgetLine, ExchangeRate, FundingGrant, MoneyMovement, MoneyRequest

NONE = Spending(Decimal(0))


@dataclass(frozen=True)
class LinePage:
    """`budget`: all that was ever set. `per_cent`: spent of it; None where nothing was set."""

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
        return int(self.spent.total * 100 / self.budget) if self.budget else None


def rates_to(currencies: Iterable[str]) -> Rates:
    """All rates that speak of one of these; of one day and pair the last that was entered."""
    found: dict[RateKey, Decimal] = {}
    wanted = set(currencies)
    for one in ExchangeRate.objects.order_by("number"):
        if wanted & {one.base, one.quote}:
            found[RateKey(one.on, one.base, one.quote)] = one.rate
    return found


def lines_of_grant(grant: FundingGrant) -> list[LinePage]:
    lines = list(grant.lines.prefetch_related("changes"))
    spent = _spent_on(lines)
    rates = rates_to([grant.currency])
    return [
        LinePage(
            one,
            sum((change.amount for change in one.changes.all()), Decimal(0)),
            spending(spent.get(one.pk, ()), grant.currency, rates),
        )
        for one in lines
    ]


def days_to_hand_of(grant: FundingGrant) -> DaysToHand:
    """Of what was asked of this grant."""
    asked = dict(
        MoneyRequest.objects.filter(line__grant=grant).order_by().values_list("id", "asked_on")
    )
    moved: dict[UUID, list[Movement]] = {one: [] for one in asked}
    for row in MoneyMovement.objects.filter(request__in=list(asked)).order_by():
        moved[row.request].append(row.movement())
    return days_to_hand((asked[one], some) for one, some in moved.items())


def left_on(line: BudgetLine) -> LinePage:
    (found,) = [one for one in lines_of_grant(line.grant) if one.line.pk == line.pk]
    return found


def _spent_on(lines: Iterable[BudgetLine]) -> Mapping[UUID, list[Spent]]:
    """Every movement by its line, by the day and in the currency of its own."""
    ids = [one.pk for one in lines]
    wanted = MoneyMovement.objects.filter(line__in=ids).order_by()
    rows = MoneyMovement.objects.filter(request__in=wanted.values("request"))
    by_request: dict[UUID, dict[int, MoneyMovement]] = defaultdict(dict)
    for row in rows:
        by_request[row.request][row.number] = row
    found: dict[UUID, list[Spent]] = defaultdict(list)
    for some in by_request.values():
        plain = {number: row.movement() for number, row in some.items()}
        day = first_paid(plain.values())
        for number, row in some.items():
            spent = spent_by(plain[number], plain)
            found[row.line_id].append(Spent(spent, row.currency, day or row.on))
    return found


def summed(pages: Iterable[LinePage]) -> tuple[Decimal, Decimal]:
    """Budget and spending of a grant as a whole."""
    budget = spent = Decimal(0)
    for one in pages:
        budget, spent = budget + one.budget, spent + one.spent.total
    return budget, spent
