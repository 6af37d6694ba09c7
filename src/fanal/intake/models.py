"""Columns and constraints of signals."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from fanal.core.sealing.compartments import Compartment
from fanal.keys.sealed import SealedRecord
from fanal.sealed.columns import ServerSealedTextField
from fanal.sealed.server_key import MarkField, marked
from fanal.sealed.substitutes import LABEL

USER = settings.AUTH_USER_MODEL
HOW_IT_STANDS = "how a call stands"


class Signal(SealedRecord):
    """A folder of its own, sealed to the team as soon as it is taken.

    `mark`: a keyed hash of `standing`. A call that was put aside by hand in the database, or made
    one that can wait, does not fit it (`changed_calls`).
    """

    COMPARTMENT = Compartment.NARRATIVE
    WAITING = ("open", "reopened")
    ASIDE = ("duplicate", "not_for_us")  # ends after which nobody works on it any more
    STATES = (*WAITING, *ASIDE, "case", "addition")

    team = models.ForeignKey("accounts.Team", on_delete=models.RESTRICT)
    code_name = ServerSealedTextField(instead=LABEL)
    state = models.CharField(max_length=12, choices=[(s, s) for s in STATES], default="open")
    urgent = models.BooleanField(default=False)
    taken_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    taken_on = models.DateField()
    mark = MarkField(of="standing", purpose=HOW_IT_STANDS, db_index=False)

    PLAIN = ("state",)

    class Meta:
        ordering = ["-urgent", "taken_on", "id"]
        indexes = [models.Index(fields=["team", "state"])]

    @property
    def standing(self) -> str:
        """Whether somebody decided on it, and whether it can wait."""
        return f"{self.id}|{self.state}|{self.urgent}"

    def marked_standing(self) -> str:
        return marked(self.standing, HOW_IT_STANDS)

    def read_again(self) -> Signal:
        """Return the signal, held, and as it stands now: somebody may have decided while a page was
        filled in."""
        fresh = Signal.objects.select_for_update()
        self.refresh_from_db(fields=["state", "urgent"], from_queryset=fresh)
        return self

    def stand_as(self, state: str) -> None:
        self.state = state
        self.save(update_fields=["state", "urgent", "mark"])

    @property
    def waits(self) -> bool:
        """Whether somebody has still to decide on it."""
        return self.state in self.WAITING

    @property
    def is_aside(self) -> bool:
        """Whether it was put aside, and may be opened again."""
        return self.state in self.ASIDE


class Triage(SealedRecord):
    """What was decided about a signal, by whom, when; the words are sealed with the signal.

    `number`: a signal that was opened again is decided on anew, and every decision is kept.
    """

    COMPARTMENT = Compartment.NARRATIVE

    signal = models.ForeignKey(Signal, on_delete=models.RESTRICT, related_name="triages")
    number = models.PositiveIntegerField(default=1)
    outcome = models.CharField(max_length=12, choices=[(s, s) for s in Signal.STATES])
    case = models.ForeignKey(
        "cases.Case", null=True, on_delete=models.RESTRICT, related_name="signals"
    )
    duplicate_of = models.ForeignKey(
        Signal, null=True, on_delete=models.RESTRICT, related_name="duplicates"
    )
    by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    on = models.DateField()

    PLAIN = ("outcome",)

    class Meta:
        ordering = ["on", "number", "id"]
        constraints = [
            models.UniqueConstraint(fields=["signal", "number"], name="decisions_in_order")
        ]
