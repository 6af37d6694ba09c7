"""Advances to colleagues: of no case and no person. What happens with one is a `MoneyMovement`."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.conf import settings
from django.db import models

from fanal.core.sealing.tiers import T0, T1
from fanal.funds.models.approvals import FundsApproval
from fanal.funds.models.money import BudgetLine
from fanal.sealed_columns import ServerSealedJSONField, ServerSealedTextField

USER = settings.AUTH_USER_MODEL


class CashAdvance(models.Model):
    """Money that a colleague takes along for small costs. `coded`: amount, currency, what for."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    line = models.ForeignKey(BudgetLine, on_delete=models.RESTRICT, related_name="+")
    coded = ServerSealedJSONField(bound_to=("line_id",))
    asked_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    asked_on = models.DateField()
    taken_back_on = models.DateField(null=True)
    over_on = models.DateField(null=True)

    TIERS = {
        "id": T0, "line": T0, "coded": T1, "asked_by": T0, "asked_on": T0, "taken_back_on": T0,
        "over_on": T0,
    }  # fmt: skip

    if TYPE_CHECKING:
        line_id: UUID
        asked_by_id: UUID

    class Meta:
        ordering = ["-asked_on", "id"]
        indexes = [models.Index(fields=["over_on", "asked_by"], name="advances_open")]

    @property
    def amount(self) -> Decimal:
        return Decimal(self.coded["amount"])

    @property
    def currency(self) -> str:
        return str(self.coded["currency"])

    @property
    def what(self) -> str:
        return str(self.coded["what"])


class AdvanceApproval(FundsApproval):
    """Of an advance."""

    advance = models.ForeignKey(CashAdvance, on_delete=models.RESTRICT, related_name="approvals")
    why = ServerSealedTextField(default="", bound_to=("advance_id",))

    TIERS = FundsApproval.TIERS | {"advance": T0}

    if TYPE_CHECKING:
        advance_id: UUID

    class Meta(FundsApproval.Meta):
        constraints = [
            models.UniqueConstraint(fields=["advance", "by"], name="each_agrees_to_it_once")
        ]
