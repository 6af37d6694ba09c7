"""A complaint about a shelter, in a folder of its own that its staff never opens."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from fanal.core.sealing.compartments import Compartment
from fanal.core.sealing.tiers import T0
from fanal.keys.sealed import SealedRecord

USER = settings.AUTH_USER_MODEL


class Complaint(SealedRecord):
    """`folder`: its own id. Its keys are with the leads of the team and the directors, but none
    whom it concerns. Sealed: the words, by which way it came, whom it concerns, and who wrote it
    down: a resident may have chosen one of the staff."""

    COMPARTMENT = Compartment.NARRATIVE

    shelter = models.ForeignKey(
        "shelters.Shelter", on_delete=models.RESTRICT, related_name="complaints"
    )
    on = models.DateField()
    read_by = models.ForeignKey(USER, null=True, on_delete=models.RESTRICT, related_name="+")
    answered_on = models.DateField(null=True)

    TIERS = SealedRecord.TIERS | {
        "shelter": T0, "on": T0, "read_by": T0, "answered_on": T0,
    }  # fmt: skip

    class Meta:
        ordering = ["-on", "id"]
