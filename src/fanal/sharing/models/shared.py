"""The two-country file: two sides, what each agreed to, and what each put there."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models

from fanal.core.sealing.compartments import Compartment
from fanal.core.trust.shared import SharedField
from fanal.core.words import stored_codes
from fanal.keys.sealed import SealedRecord
from fanal.sealed_columns import ServerSealedTextField

USER = settings.AUTH_USER_MODEL


class SharedFile(models.Model):
    """One record between two teams. Neither side learns which case the other has."""

    STATES = ("proposed", "open", "declined", "withdrawn")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    state = models.CharField(max_length=12, choices=stored_codes(STATES), default="proposed")
    proposed_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    proposed_on = models.DateField()
    ended_by = models.ForeignKey(USER, null=True, on_delete=models.RESTRICT, related_name="+")
    ended_on = models.DateField(null=True)

    PLAIN = ("state",)

    class Meta:
        ordering = ["-proposed_on", "id"]


class Side(models.Model):
    """A folder: what this side puts there. `case`: its own file, once it has said which.

    `fields`: what it agrees to share, codes separated by spaces.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    shared = models.ForeignKey(SharedFile, on_delete=models.RESTRICT, related_name="sides")
    team = models.ForeignKey("accounts.Team", on_delete=models.RESTRICT, related_name="+")
    case = models.ForeignKey(
        "cases.Case", null=True, on_delete=models.RESTRICT, related_name="shared_sides"
    )
    fields = ServerSealedTextField(blank=True, default="")

    class Meta:
        ordering = ["shared", "id"]
        constraints = [models.UniqueConstraint(fields=["shared", "team"], name="one_side_a_team")]


class SharedEntry(SealedRecord):
    """What one side says in one field. Sealed under the key of that side's folder."""

    COMPARTMENT = Compartment.NARRATIVE

    side = models.ForeignKey(Side, on_delete=models.RESTRICT, related_name="entries")
    field = models.CharField(max_length=12, choices=stored_codes(SharedField))
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    made_on = models.DateField()

    PLAIN = ("field",)

    class Meta:
        ordering = ["side", "field"]
        constraints = [
            models.UniqueConstraint(fields=["side", "field"], name="one_entry_a_field_and_side")
        ]
