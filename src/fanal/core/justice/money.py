"""Claimed, ordered, paid, in her hands: four figures that are never one, each currency for itself.

What is claimed is a list of damage; what a court orders, what is paid and what reaches her are
movements. Nothing is converted: without a rate of that day an amount stands alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from fanal.core.calendars.ages import whole_years
from fanal.core.calendars.months import add_months
from fanal.core.casework.amounts import written
from fanal.core.casework.consent import NO, ConsentState
from fanal.core.errors import BadInput
from fanal.core.words import LabelledEnum, Sentence, say

CENT = Decimal("0.01")
DAYS_A_YEAR = 365


class DamageHead(LabelledEnum):
    """What a claim is for (Council of Europe Convention art. 15; UN Basic Principles 2005, 20)."""

    PAY = "pay", say("unpaid work")
    CARE = "care", say("medical care until now")
    CARE_TO_COME = "care_to_come", say("medical care to come")
    PAIN = "pain", say("pain and suffering")
    FREEDOM = "freedom", say("lost freedom")
    SCHOOLING = "schooling", say("lost schooling")
    CHILD = "child", say("her child")
    PAPERS = "papers", say("lost papers")
    RETURN = "return", say("travel and return")
    COSTS = "costs", say("costs of the proceeding")
    OTHER = "other", say("other damage")


class WhoClaims(LabelledEnum):
    """The person or body whose claim it is. In some countries a prosecutor claims for
    her, asked or not."""

    IN_HER_NAME = "in_her_name", say("she, or somebody in her name")
    BY_LAW = "by_law", say("the prosecutor, as the law provides")


HER_NO = say(
    "the answer to a claim for compensation is no (“{state}”): nothing is claimed in her name. If "
    "the answer changes, write it down under Consent first"
)


def check_claim(who: str, consent: ConsentState) -> None:
    """Check a claim against her consent. That of a prosecutor is a fact, whatever she said; where
    nobody says whose it is, it is taken for hers. Raises `BadInput` at `claimed_by`."""
    # Her no binds us, not the prosecutor.
    if who != WhoClaims.BY_LAW and consent in NO:
        raise BadInput("claimed_by", say(HER_NO.template, state=consent.sentence()))


class CompensationStep(LabelledEnum):
    """A step of compensation: what happened with money."""

    ORDERED = "ordered", say("ordered by the court or body")
    SET_ASIDE = "set_aside", say("no longer ordered: set aside or lowered on appeal")
    PAID = "paid", say("paid")
    IN_HER_HANDS = "in_her_hands", say("it is in her hands")
    UNCOLLECTABLE = "uncollectable", say("it cannot be collected")
    OFFERED = "offered", say("offered out of court: nothing is signed without her lawyer")


@dataclass(frozen=True, slots=True)
class MoneyMove:
    """A movement of money; `step` None: claimed."""

    amount: Decimal
    currency: str
    step: CompensationStep | None = None


@dataclass(frozen=True, slots=True)
class Balance:
    """The balance of one currency. What is ordered, less what an appeal took off, is paid, given up
    or open; what is paid is with her or on its way."""

    currency: str
    claimed: Decimal = Decimal(0)
    ordered: Decimal = Decimal(0)
    paid: Decimal = Decimal(0)
    in_her_hands: Decimal = Decimal(0)
    uncollectable: Decimal = Decimal(0)

    @property
    def open(self) -> Decimal:
        """The amount ordered, and neither paid nor given up."""
        return self.ordered - self.paid - self.uncollectable

    @property
    def on_its_way(self) -> Decimal:
        """The amount paid to somebody, and not in her hands."""
        return self.paid - self.in_her_hands

    @property
    def still_owed(self) -> Decimal:
        """The amount still owed; nothing where more was paid than is ordered."""
        return max(self.open, Decimal(0))

    @property
    def is_settled(self) -> bool:
        """Whether nobody has to see to it any more."""
        return self.open <= 0 and self.on_its_way <= 0


FIELD_OF = {
    None: "claimed",
    CompensationStep.ORDERED: "ordered",
    CompensationStep.SET_ASIDE: "ordered",
    CompensationStep.PAID: "paid",
    CompensationStep.IN_HER_HANDS: "in_her_hands",
    CompensationStep.UNCOLLECTABLE: "uncollectable",
}


def balances(moves: Iterable[MoneyMove]) -> list[Balance]:
    """Return one balance a currency, by its code. An offer changes nothing."""
    by_currency: dict[str, dict[str, Decimal]] = {}
    for move in moves:
        name = FIELD_OF.get(move.step)
        # Before the name is looked at: a currency in which only an offer was made is shown, with
        # nothing in it.
        sums = by_currency.setdefault(move.currency, {})
        if name:
            amount = -move.amount if move.step is CompensationStep.SET_ASIDE else move.amount
            sums[name] = sums.get(name, Decimal(0)) + amount
    return [Balance(currency, **by_currency[currency]) for currency in sorted(by_currency)]


def check_move(before: Iterable[MoneyMove], move: MoneyMove, *, sure: bool = False) -> None:
    """Check that so much can move. Raises `BadInput`: money that nobody ordered may be paid in a
    settlement, and is asked about; more than was paid never reaches her."""
    had = next((balance for balance in balances(before) if balance.currency == move.currency), None)
    had = had or Balance(move.currency)
    if move.amount <= 0:
        raise BadInput("amount", say("an amount is more than nothing"))
    if move.step is CompensationStep.IN_HER_HANDS and move.amount > had.on_its_way:
        raise BadInput("amount", _only(TOO_MUCH, had.on_its_way, had))
    if move.step is CompensationStep.UNCOLLECTABLE and move.amount > had.open:
        raise BadInput("amount", _only(NOT_OPEN, max(had.open, Decimal(0)), had))
    if move.step is CompensationStep.SET_ASIDE and move.amount > had.ordered:
        raise BadInput("amount", _only(NOT_ORDERED, had.ordered, had))
    if move.amount > had.open and not sure and move.step in MORE_THAN_IS_OPEN:
        raise BadInput("sure", MORE_THAN_IS_OPEN[move.step])


def _only(says: Sentence, left: Decimal, had: Balance) -> Sentence:
    """Return how much is left, written as on the page: 30000 is misread for 3000."""
    return Sentence(says.template, {"left": f"{written(left)}\u00a0{had.currency}"})


TOO_MUCH = say("only {left} of what was paid is not with her yet: record the payment first")
NOT_OPEN = say("only {left} is ordered and not paid")
NOT_ORDERED = say("only {left} is ordered")
MORE_THAN_IS_OPEN = {
    CompensationStep.PAID: say(
        "this is more than what is ordered and open in this currency: tick here if it was paid all "
        "the same"
    ),
    CompensationStep.SET_ASIDE: say(
        "part of this was paid already: tick here if it was set aside all the same, and ask her "
        "lawyer whether anything has to be paid back"
    ),
}


class InterestMethod(LabelledEnum):
    """How a year of interest is counted; the judgment says which."""

    DAYS_365 = "days_365", say("by days, a year of 365 days")
    YEARS = "years", say("by whole years, and days of the year that has begun")


def interest(
    amount: Decimal, percent: Decimal, start: date, end: date, method: InterestMethod
) -> Decimal:
    """Return simple interest, from `start` on until `end`. Raises `BadInput` for days
    that cannot be."""
    if end < start:
        raise BadInput("interest_from", say("interest begins after its end"))
    if not 0 <= percent <= 100:
        raise BadInput("percent", say("a rate from 0 to 100"))
    years = _years(start, end, method)
    return (amount * percent / 100 * years).quantize(CENT, ROUND_HALF_UP)


def _years(start: date, end: date, method: InterestMethod) -> Decimal:
    if method is InterestMethod.DAYS_365:
        return Decimal((end - start).days) / DAYS_A_YEAR
    whole = whole_years(start, end)
    last = add_months(start, 12 * whole)
    return whole + Decimal((end - last).days) / (add_months(last, 12) - last).days
