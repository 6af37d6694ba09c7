"""Columns and constraints of signals."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from fanal.core.sealing.compartments import Compartment
from fanal.core.sealing.tiers import T0, T1
from fanal.keys.fields import ServerSealedTextField
from fanal.keys.sealed import SealedRecord

USER = settings.AUTH_USER_MODEL


class Signal(SealedRecord):
    """A folder of its own, sealed to the team as soon as it is taken."""

    COMPARTMENT = Compartment.NARRATIVE
    STATES = ("open", "duplicate", "not_for_us", "case", "addition")

    team = models.ForeignKey("accounts.Team", on_delete=models.RESTRICT)
    code_name = ServerSealedTextField()
    state = models.CharField(max_length=12, choices=[(s, s) for s in STATES], default="open")
    urgent = models.BooleanField(default=False)
    taken_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    taken_on = models.DateField()

    TIERS = SealedRecord.TIERS | {
        "team": T0,
        "code_name": T1,
        "state": T0,
        "urgent": T0,
        "taken_by": T0,
        "taken_on": T0,
    }

    class Meta:
        ordering = ["-urgent", "taken_on", "id"]
        indexes = [models.Index(fields=["team", "state"])]


class Triage(SealedRecord):
    """What was decided about a signal, by whom, when; the words are sealed with the signal."""

    COMPARTMENT = Compartment.NARRATIVE

    signal = models.ForeignKey(Signal, on_delete=models.RESTRICT, related_name="triages")
    outcome = models.CharField(max_length=12, choices=[(s, s) for s in Signal.STATES])
    case = models.ForeignKey(
        "cases.Case", null=True, on_delete=models.RESTRICT, related_name="signals"
    )
    duplicate_of = models.ForeignKey(
        Signal, null=True, on_delete=models.RESTRICT, related_name="duplicates"
    )
    by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    on = models.DateField()

    TIERS = SealedRecord.TIERS | {
        "signal": T0,
        "outcome": T0,
        "case": T0,
        "duplicate_of": T0,
        "by": T0,
        "on": T0,
    }

    class Meta:
        ordering = ["on", "id"]
