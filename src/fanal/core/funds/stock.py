"""Goods that were given instead of money: how many came, were handed out, were lost, are left.

A quantity is a whole number of one unit. Whatever is entered: what came is in store, with people,
or lost.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from fanal.core.calendars.future_dates import refuse_future
from fanal.core.errors import BadInput, Refused
from fanal.core.words import LabelledEnum, say

MOST = 1_000_000


class GoodsStep(LabelledEnum):
    CAME = "came", say("came to us")
    HANDED_OUT = "handed_out", say("handed out")
    CAME_BACK = "came_back", say("came back to the store")
    LOST = "lost", say("lost, spoilt or stolen")


@dataclass(frozen=True, slots=True)
class GoodsMoved:
    step: GoodsStep
    quantity: int
    on: date


@dataclass(frozen=True, slots=True)
class Stock:
    came: int = 0
    handed_out: int = 0
    lost: int = 0

    @property
    def in_store(self) -> int:
        return self.came - self.handed_out - self.lost


def stock_of(moved: Iterable[GoodsMoved]) -> Stock:
    totals = dict.fromkeys(GoodsStep, 0)
    for movement in moved:
        totals[movement.step] += movement.quantity
    out = totals[GoodsStep.HANDED_OUT] - totals[GoodsStep.CAME_BACK]
    return Stock(totals[GoodsStep.CAME], out, totals[GoodsStep.LOST])


def check_goods(moved: Sequence[GoodsMoved], new: GoodsMoved, today: date) -> None:
    """Check goods. Raises `BadInput` naming the question, `Refused` where nothing of
    it ever came."""
    refuse_future("on", new.on, today)
    if not 0 < new.quantity <= MOST:
        raise BadInput("quantity", say("a whole number from 1 to {n}", n=MOST))
    if new.step is GoodsStep.CAME:
        return
    now = stock_of(moved)
    if now.came == 0:
        raise Refused(say("nothing of it came yet"))
    most = now.handed_out if new.step is GoodsStep.CAME_BACK else now.in_store
    if new.quantity > most:
        words = (
            say("only {n} were handed out", n=most)
            if new.step is GoodsStep.CAME_BACK
            else say("only {n} are in store", n=most)
        )
        raise BadInput("quantity", words)
