"""Somebody who was advised and wants to be called back, and how she is reached until then."""

from datetime import date

from django.conf import settings
from django.db import models

from fanal.core.prevention.call_backs import CallBackOutcome, last_day
from fanal.core.sealing.compartments import Compartment
from fanal.database.stored_values import StoredIfAny
from fanal.database.uuid_model import UUIDModel
from fanal.keys.sealed import SealedRecord
from fanal.prevention.models.communities import MigrationAdvice
from fanal.sealed.columns import ServerSealedJSONField

USER = settings.AUTH_USER_MODEL


class AdviceCallBack(UUIDModel, SealedRecord):
    """A call back that was promised.

    We said that we would call back on `due`. Sealed, in a folder of its own: how she wants to be
    called and how she is reached; its keys are destroyed once she was called. `coded`: the outcome,
    what she decided by then, how often the day was moved and how often nobody answered. `number`:
    as lists name it. The days of the promise and of the call stand in `coded`, too: whoever writes
    to the database changes the plain ones.
    """

    COMPARTMENT = Compartment.IDENTITY

    number = models.PositiveIntegerField(unique=True)
    advice = models.ForeignKey(
        MigrationAdvice, on_delete=models.RESTRICT, related_name="call_backs"
    )
    due = models.DateField()
    ended_on = models.DateField(null=True)
    coded = ServerSealedJSONField(default=dict, bound_to=("advice_id",))
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    made_on = models.DateField()

    class Meta:
        ordering = ["due", "number"]
        indexes = [
            models.Index(
                fields=["due"], condition=models.Q(ended_on=None), name="advice_to_call_back"
            )
        ]

    outcome = StoredIfAny(CallBackOutcome, "coded", "outcome")

    @property
    def tried(self) -> int:
        """Calls that nobody answered."""
        return int(self.coded.get("tried", 0))

    @property
    def kept_until(self) -> date:
        promised = self.coded.get("promised")
        return last_day(date.fromisoformat(promised) if promised else self.made_on)

    @property
    def counts(self) -> dict[str, object]:
        """What is kept of `coded` once the call is over: no day of hers."""
        return {key: value for key, value in self.coded.items() if key not in ("promised", "due")}

    @property
    def agreed_day(self) -> date:
        """The day on which she is called, as it was agreed; earlier rows say it in clear alone."""
        day = self.coded.get("due")
        return date.fromisoformat(day) if day else self.due
