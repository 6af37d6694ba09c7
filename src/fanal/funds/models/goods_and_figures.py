"""What stands beside the money: goods that were given, what she says after a payment, figures as
reported."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import models

from fanal.accounts.agreed_by_two import AgreedByTwo
from fanal.core.funds.checks import AfterPayment
from fanal.core.funds.figures import FundIndicator, Released
from fanal.core.funds.movements import MoneyStep
from fanal.core.funds.stock import GoodsMoved, GoodsStep
from fanal.database.stored_values import StoredAs
from fanal.funds.models.money import BudgetLine, FundingGrant, MoneyMovement
from fanal.funds.models.rows import MadeRow
from fanal.sealed.broken_rows import RowsThatOpen
from fanal.sealed.columns import ServerSealedJSONField


class GoodsInKind(MadeRow):
    """One kind of goods that somebody gave. `told`: what, its unit, who gave it, what it is worth
    and who says so. `grant`: where the grant counts it as a contribution."""

    LEFT_OUT = True  # of a page, where it does not open (`fanal.sealed.broken_rows`)

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


class FundFigure(AgreedByTwo, MadeRow):
    """A figure as it was counted, frozen. `told`: indicator, version of its definition, grants
    with their names, days, numbers, whether a donor may have it, who asked and agreed, and which
    took its place."""

    LEFT_OUT = True  # of a page, where it does not open (`fanal.sealed.broken_rows`)

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
    def replaced_by(self) -> str | None:
        """The id of the figure of the same grants and days that a donor has in its place."""
        id = self.told.get("replaced_by")
        return str(id) if id else None

    def takes_place_of(self, other: FundFigure) -> bool:
        """Whether a donor who has the other reads this one in its place."""
        alike = other.pk != self.pk and other.indicator is self.indicator
        return alike and other.outside and other.released().area == self.released().area

    def released(self) -> Released:
        return Released(frozenset(self.grants), self.first, self.last, self.number)
