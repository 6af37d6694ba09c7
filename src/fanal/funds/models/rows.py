"""What several tables of money have in common."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

from fanal.authority.fields import AttestationField, VersionField
from fanal.authority.models import Attested
from fanal.database.stored_values import StoredAs
from fanal.database.uuid_model import UUIDModel
from fanal.sealed.columns import ServerSealedJSONField

USER = settings.AUTH_USER_MODEL


class MadeRow(UUIDModel):
    """Who wrote it down, and when."""

    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    made_on = models.DateField()

    class Meta:
        abstract = True


class AskedMoney(Attested):
    """Money that is asked of a line, to which two agree. `coded`: the amount, its currency, and
    what each table adds. `over_on`: nothing is to be done about it any more."""

    LEFT_OUT = True  # of a page, where it does not open (`fanal.sealed.broken_rows`)

    line = models.ForeignKey("funds.BudgetLine", on_delete=models.RESTRICT, related_name="+")
    asked_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    asked_on = models.DateField()
    taken_back_on = models.DateField(null=True)
    over_on = models.DateField(null=True)
    attested_version = VersionField()
    attestation = AttestationField()

    SINCE = 4  # whoever asked is never one of the two who agree

    if TYPE_CHECKING:
        coded: ServerSealedJSONField

    class Meta:
        abstract = True

    amount = StoredAs(Decimal, "coded", "amount")
    currency = StoredAs(str, "coded", "currency")
