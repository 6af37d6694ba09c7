"""What became of money that was asked for: paid, returned, received, undone, moved elsewhere.

Movements are only added. Whatever is entered, money is conserved: of what two agreed to, each part
is not paid yet, returned, received, lost, or in somebody's hand.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from statistics import median_low

from fanal.core.calendars.future_dates import refuse_future
from fanal.core.casework.amounts import written
from fanal.core.errors import BadInput, Refused
from fanal.core.words import LabelledEnum, Sentence, say

NOTHING = Decimal(0)
# Four-eyes principle for every amount (domain page on the programmes, 6.3).
APPROVALS = 2
# An advance to a colleague is settled within 30 days: domain page on the programmes, 6.2 and 8.
RECEIPT_WITHIN = timedelta(days=30)


class MoneyStep(LabelledEnum):
    PAID = "paid", say("paid out")
    RETURNED = "returned", say("came back")
    RECEIVED = "received", say("receipt confirmed")
    UNDONE = "undone", say("entered by mistake, taken back")
    MOVED = "moved", say("moved between lines")
    LOST = "lost", say("lost for good")  # it stays spent, and nobody waits for it any more


@dataclass(frozen=True, slots=True)
class Movement:
    """One movement of money. `amount` is above zero; of MOVED it is below zero on the line that it
    leaves. `undoes`: which one was a mistake, by its number."""

    number: int
    step: MoneyStep
    amount: Decimal
    on: date
    line: str
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class Sums:
    """What became of an amount. `agreed`: what may be paid, zero until two have agreed."""

    agreed: Decimal
    paid: Decimal = NOTHING
    returned: Decimal = NOTHING
    received: Decimal = NOTHING
    lost: Decimal = NOTHING

    @property
    def to_pay(self) -> Decimal:
        return self.agreed - self.paid

    @property
    def in_hand(self) -> Decimal:
        """The amount paid out of which nobody knows yet that it arrived."""
        return self.paid - self.returned - self.received - self.lost

    @property
    def spent(self) -> Decimal:
        return self.paid - self.returned

    @property
    def all_came_back(self) -> bool:
        return self.paid > NOTHING and self.returned == self.paid

    @property
    def holds(self) -> bool:
        """Whether such sums are possible."""
        least = min(self.paid, self.returned, self.received, self.lost, self.to_pay, self.in_hand)
        return least >= NOTHING


def sums_of(agreed: Decimal, movements: Iterable[Movement]) -> Sums:
    # By number: a movement that is read twice counts once.
    by_number = {movement.number: movement for movement in movements}
    summed = (MoneyStep.PAID, MoneyStep.RETURNED, MoneyStep.RECEIVED, MoneyStep.LOST)
    totals = dict.fromkeys(summed, NOTHING)
    for movement in by_number.values():
        if movement.step in totals:
            totals[movement.step] += movement.amount
        elif movement.step is MoneyStep.UNDONE and movement.undoes in by_number:
            totals[by_number[movement.undoes].step] -= movement.amount
    return Sums(agreed, *(totals[step] for step in summed))


NOT_AGREED = say("two people have not agreed to it: nothing of it can be paid or received")
NOT_PAID = say("nothing of it was paid out: there is no receipt for it")


def check_next(agreed: Decimal, movements: Sequence[Movement], new: Movement, today: date) -> None:
    """Check a new movement. Raises `BadInput` naming the question, `Refused` where
    nothing like it is possible."""
    refuse_future("on", new.on, today)
    if agreed <= NOTHING:
        raise Refused(NOT_AGREED)
    before = sums_of(agreed, movements)
    first = first_paid(movements)
    if first and new.on < first:
        raise BadInput("on", say("this is before it was paid out"))
    if new.step is MoneyStep.UNDONE:
        _check_undone(movements, new)
    elif new.step is MoneyStep.MOVED:
        return
    elif new.amount <= NOTHING:
        raise BadInput("amount", say("an amount above zero"))
    if new.step is MoneyStep.RECEIVED and before.paid == NOTHING:
        raise Refused(NOT_PAID)
    # Tried on the sums, so that one rule refuses every way in which money could be lost or made.
    if not sums_of(agreed, [*movements, new]).holds:
        raise BadInput("amount", _too_much(before, new))


def _check_undone(movements: Sequence[Movement], new: Movement) -> None:
    known = {movement.number: movement for movement in movements}
    meant = known.get(new.undoes or 0)
    if meant is None or meant.step in (MoneyStep.UNDONE, MoneyStep.MOVED):
        raise Refused(say("this cannot be taken back"))
    if any(movement.undoes == new.undoes for movement in movements):
        raise Refused(say("this was taken back already"))
    # Part of a mistake is corrected by taking all of it back and entering it anew: each entry
    # stays readable.
    if new.amount != meant.amount:
        raise Refused(say("what is taken back is taken back whole"))


def _too_much(before: Sums, new: Movement) -> Sentence:
    match new.step:
        case MoneyStep.PAID:
            return say("two agreed to less: {left} can still be paid", left=written(before.to_pay))
        case MoneyStep.UNDONE:
            return say("more of it was received, came back or is lost: take that back first")
        case _:
            return say("only {left} of it is still in hand", left=written(before.in_hand))


def lines_of(movements: Iterable[Movement]) -> Mapping[str, Decimal]:
    """Return what each line has spent of it: their sum is `Sums.spent`."""
    known = {movement.number: movement for movement in movements}
    spent: dict[str, Decimal] = {}
    for movement in known.values():
        spent[movement.line] = spent.get(movement.line, NOTHING) + spent_by(movement, known)
    return {line: amount for line, amount in spent.items() if amount}


def spent_by(one: Movement, known: Mapping[int, Movement]) -> Decimal:
    """Return what one movement adds to the spending of its line; below zero where it
    takes from it."""
    match one.step:
        case MoneyStep.PAID | MoneyStep.MOVED:
            return one.amount
        case MoneyStep.RETURNED:
            return -one.amount
        case MoneyStep.UNDONE if (one.undoes or 0) in known:
            return -spent_by(known[one.undoes or 0], known)
        case _:
            return NOTHING


def lost_by(one: Movement, known: Mapping[int, Movement]) -> Decimal:
    """Return what is lost for good by one movement; below zero where it turned up after all."""
    match one.step:
        case MoneyStep.LOST:
            return one.amount
        case MoneyStep.UNDONE if (one.undoes or 0) in known:
            return -lost_by(known[one.undoes or 0], known)
        case _:
            return NOTHING


def is_late(sums: Sums, movements: Iterable[Movement], today: date) -> bool:
    """Whether money is out without a receipt for too long."""
    paid = [movement.on for movement in movements if movement.step is MoneyStep.PAID]
    return sums.in_hand > NOTHING and bool(paid) and max(paid) + RECEIPT_WITHIN < today


def out_since(movements: Iterable[Movement]) -> date | None:
    """Return since when something of it is in hand; None where nothing is."""
    known = sorted(movements, key=lambda movement: movement.number)
    since = None
    for number, movement in enumerate(known, start=1):
        in_hand = sums_of(NOTHING, known[:number]).in_hand > NOTHING
        since = (since or movement.on) if in_hand else None
    return since


def first_paid(movements: Iterable[Movement]) -> date | None:
    """Return the day of the first payment. Its rate applies to all that follows (returns,
    corrections, moves), so that no exchange gain or loss arises."""
    return min(
        (movement.on for movement in movements if movement.step is MoneyStep.PAID), default=None
    )


def first_received(movements: Iterable[Movement]) -> date | None:
    """Return when something was first in her hands; a receipt that was taken back
    counts for none."""
    known = list(movements)
    undone = {movement.undoes for movement in known if movement.step is MoneyStep.UNDONE}
    receipts = [
        movement
        for movement in known
        if movement.step is MoneyStep.RECEIVED and movement.number not in undone
    ]
    return min((movement.on for movement in receipts), default=None)


@dataclass(frozen=True, slots=True)
class DaysToHand:
    """The days from the request to her hand: the median and the most, of how many received."""

    received: int
    middle: int
    most: int


def days_to_hand(of_requests: Iterable[tuple[date, Iterable[Movement]]]) -> DaysToHand:
    """Return the days to hand. `of_requests`: the day on which each was asked for,
    with its movements."""
    days = []
    for asked_on, movements in of_requests:
        got = first_received(movements)
        if got is not None:
            days.append((got - asked_on).days)
    # `median_low`: a number of days that somebody really waited, never half a day between two.
    return DaysToHand(len(days), median_low(days) if days else 0, max(days, default=0))
