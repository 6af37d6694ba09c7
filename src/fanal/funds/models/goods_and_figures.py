"""What stands beside the money: goods that were given, what she says after a payment, figures as
reported."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db import models

from fanal.broken_rows import RowsThatOpen
from fanal.core.funds.checks import AfterPayment
from fanal.core.funds.figures import FigureAsk, FigureState, FundIndicator, Released
from fanal.core.funds.movements import MoneyStep
from fanal.core.funds.stock import GoodsMoved, GoodsStep
from fanal.funds.models.money import BudgetLine, FundingGrant, MoneyMovement
from fanal.funds.models.rows import MadeRow
from fanal.sealed_columns import ServerSealedJSONField
from fanal.stored_values import StoredAs, day_of

USER = settings.AUTH_USER_MODEL


class GoodsInKind(MadeRow):
    """One kind of goods that somebody gave. `told`: what, its unit, who gave it, what it is worth
    and who says so. `grant`: where the grant counts it as a contribution."""

    LEFT_OUT = True  # of a page, where it does not open (`fanal.broken_rows`)

    grant = models.ForeignKey(
        FundingGrant, null=True, on_delete=models.RESTRICT, related_name="goods"
    )
    told = ServerSealedJSONField(default=dict)

    objects = RowsThatOpen["GoodsInKind"].as_manager()

    class Meta:
        ordering = ["-made_on", "id"]

    name = StoredAs(str, "told", "name")
    unit = StoredAs(str, "told", "unit")


class GoodsMovement(MadeRow):
    """A step of goods: they came, were handed out, came back or were lost; only added.

    `told`: the step, how many, words, and the token of who got them. `holder`: equal where that is
    the same token; "" where they were handed to nobody by name, to a shelter for instance.
    """

    goods = models.ForeignKey(GoodsInKind, on_delete=models.RESTRICT, related_name="movements")
    number = models.PositiveIntegerField()
    on = models.DateField()
    told = ServerSealedJSONField(bound_to=("goods_id",))
    # A keyed mark of the token: whoever has the database cannot tell whose it is by trying ids.
    holder = models.CharField(max_length=64, default="", db_index=True)

    PLAIN = ("holder",)

    # of whom it is, where whoever asks knows it: no column says so
    received_by: UUID | None = None

    class Meta:
        ordering = ["goods", "number"]
        constraints = [
            models.UniqueConstraint(fields=["goods", "number"], name="goods_move_in_order")
        ]

    step = StoredAs(GoodsStep, "told", "step")

    @property
    def token(self) -> str:
        return str(self.told.get("token") or "")

    def moved(self) -> GoodsMoved:
        return GoodsMoved(self.step, self.told["quantity"], self.on)


class PaymentCheck(MadeRow):
    """What she said some time after a payment; of several the last that says something holds. It
    names no case and no person, and stays, as the movements do. `told`: her answer, and the number
    of the last movement before it."""

    # No foreign key: it stays once the case of the request is erased.
    request = models.UUIDField(db_index=True)
    line = models.ForeignKey(BudgetLine, on_delete=models.RESTRICT, related_name="checks")
    number = models.PositiveIntegerField()
    on = models.DateField()
    told = ServerSealedJSONField(bound_to=("request", "line_id"))

    class Meta:
        ordering = ["request", "number"]
        constraints = [
            models.UniqueConstraint(fields=["request", "number"], name="checks_in_order")
        ]

    answer = StoredAs(AfterPayment, "told", "answer")

    def is_overtaken_by(self, movement: MoneyMovement) -> bool:
        """Whether she said it before this happened: of two things of one day the number tells. What
        was moved between lines of a budget did not move towards her."""
        if movement.step is MoneyStep.MOVED:
            return False
        if (last := self.told.get("after")) is not None:
            return movement.number > int(last)
        return movement.made_on > self.made_on

    def still_misses(self, movements: Iterable[MoneyMovement]) -> bool:
        """Whether it says that it did not arrive, and nothing has happened since."""
        missing = self.answer is AfterPayment.NOT_ARRIVED
        return missing and not any(map(self.is_overtaken_by, movements))


@dataclass(frozen=True)
class AskedOfFigure:
    """What becomes of a figure once a second person agrees; `second` and `decided` once she did."""

    ask: FigureAsk
    why: str
    by: UUID
    on: date
    second: UUID | None = None
    decided: date | None = None

    @property
    def mark(self) -> str:
        """What tells it apart from another question about the same figure."""
        return f"{self.ask} {self.on.isoformat()} {self.by}"

    def told(self) -> dict[str, str]:
        told = {"why": self.why, "by": str(self.by), "on": self.on.isoformat()}
        if self.second and self.decided:
            told |= {"second": str(self.second), "decided": self.decided.isoformat()}
        return told


class FundFigure(MadeRow):
    """A figure as it was counted, frozen. `told`: indicator, version of its definition, grants
    with their names, days, numbers, whether a donor may have it, and who asked and agreed."""

    LEFT_OUT = True  # of a page, where it does not open (`fanal.broken_rows`)

    told = ServerSealedJSONField(default=dict)

    objects = RowsThatOpen["FundFigure"].as_manager()

    class Meta:
        ordering = ["-made_on", "id"]

    indicator = StoredAs(FundIndicator, "told", "indicator")
    version = StoredAs(int, "told", "version")
    number = StoredAs(int, "told", "number")
    outside = StoredAs(bool, "told", "outside")

    @property
    def first(self) -> date:
        return date.fromisoformat(self.told["first"])

    @property
    def last(self) -> date:
        return date.fromisoformat(self.told["last"])

    @property
    def grants(self) -> dict[str, str]:
        """Their names as they were, by id."""
        return dict(self.told["grants"])

    @property
    def state(self) -> FigureState:
        if self.decided(FigureAsk.WITHDRAWAL):
            return FigureState.WITHDRAWN
        if self.left_on:
            return FigureState.LEFT
        return FigureState.RELEASED if self.outside else FigureState.INSIDE

    @property
    def left_on(self) -> date | None:
        """The day on which it was taken along or given to the donor, as far as anybody said so."""
        return day_of(self.told.get("left"))

    @property
    def asked(self) -> AskedOfFigure | None:
        """What waits for a second person."""
        asked = self.told.get("waits")
        return _asked(FigureAsk(asked["ask"]), asked) if asked else None

    def decided(self, ask: FigureAsk) -> AskedOfFigure | None:
        """Return what two decided; None for a figure of before it took two."""
        told = self.told.get(ask.value)
        return _asked(ask, told) if told else None

    def released(self) -> Released:
        return Released(frozenset(self.grants), self.first, self.last, self.number)


def _asked(ask: FigureAsk, told: Mapping[str, str]) -> AskedOfFigure:
    second = UUID(told["second"]) if "second" in told else None
    decided = day_of(told.get("decided"))
    day = date.fromisoformat(told["on"])
    return AskedOfFigure(ask, told["why"], UUID(told["by"]), day, second, decided)
