"""Advances to colleagues: of no case and no person. What happens with one is a `MoneyMovement`."""

from django.db import models

from fanal.database.stored_values import StoredAs
from fanal.database.uuid_model import UUIDModel
from fanal.funds.models.approvals import FundsApproval
from fanal.funds.models.rows import AskedMoney
from fanal.sealed.columns import ServerSealedJSONField, ServerSealedTextField


class CashAdvance(UUIDModel, AskedMoney):
    """Money that a colleague takes along for small costs. `coded`: also what for."""

    coded = ServerSealedJSONField(bound_to=("line_id",))

    # Its own seal binds it to the line; the attestation covers who asked.
    UNDECIDING = ("coded",)

    class Meta:
        ordering = ["-asked_on", "id"]
        indexes = [models.Index(fields=["over_on", "asked_by"], name="advances_open")]

    what = StoredAs(str, "coded", "what")


class AdvanceApproval(FundsApproval):
    """The yes or no of one person to an advance."""

    advance = models.ForeignKey(CashAdvance, on_delete=models.RESTRICT, related_name="approvals")
    why = ServerSealedTextField(default="", bound_to=("advance_id",))

    class Meta(FundsApproval.Meta):
        constraints = [
            models.UniqueConstraint(fields=["advance", "by"], name="each_agrees_to_it_once")
        ]
