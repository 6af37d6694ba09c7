"""Columns and constraints of registers: the scorers that answers made, and whom we look for."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from django.conf import settings
from django.db import models

from fanal.core.casework.tracing import ConfirmedBy, Whom
from fanal.core.sealing.compartments import Compartment
from fanal.core.sealing.tiers import T0, T1
from fanal.keys.fields import ServerSealedTextField
from fanal.keys.sealed import SealedRecord

USER = settings.AUTH_USER_MODEL


class Scorer(models.Model):
    """The weights that a team's answers made of those of the first day; rows are only added."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    team = models.ForeignKey("accounts.Team", on_delete=models.RESTRICT, related_name="+")
    number = models.PositiveIntegerField()
    learned_from = models.PositiveIntegerField()
    made_on = models.DateField()
    weights = ServerSealedTextField()

    TIERS = {
        "id": T0,
        "team": T0,
        "number": T0,
        "learned_from": T0,
        "made_on": T0,
        "weights": T1,
    }

    class Meta:
        ordering = ["-number", "id"]
        constraints = [models.UniqueConstraint(fields=["team", "number"], name="scorers_in_order")]


class KeptPairs(SealedRecord):
    """The likely pairs of a team under its search key, and the state of the register they are of.

    Made of its search rows, and made anew when these change.
    """

    COMPARTMENT = Compartment.IDENTITY

    team = models.OneToOneField("accounts.Team", on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=200)

    TIERS = SealedRecord.TIERS | {"team": T0, "state": T0}


class Comparing(models.Model):
    """That the register of a team is being compared; `seen_at`: the last sign of who does it."""

    team = models.OneToOneField("accounts.Team", models.CASCADE, primary_key=True, related_name="+")
    begun_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    step = models.PositiveSmallIntegerField(default=1)
    TIERS = {"team": T0, "begun_at": T0, "seen_at": T0, "step": T0}


class TracingRequest(SealedRecord):
    """Whom a case looks for. Names, birth and relation are sealed with the identity of the case."""

    COMPARTMENT = Compartment.IDENTITY

    case = models.ForeignKey("cases.Case", on_delete=models.RESTRICT, related_name="tracings")
    person = models.ForeignKey("people.Person", on_delete=models.RESTRICT, related_name="+")
    whom = ServerSealedTextField(choices=[(one.value, one.value) for one in Whom])
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    made_on = models.DateField()
    ended_on = models.DateField(null=True)

    TIERS = SealedRecord.TIERS | {
        "case": T0,
        "person": T0,
        "whom": T1,
        "made_by": T0,
        "made_on": T0,
        "ended_on": T0,
    }

    class Meta:
        ordering = ["-made_on", "id"]


class TracingAnswer(SealedRecord):
    """One colleague's finding on one file: it is the one looked for, or it is not.

    One that she took back stays as it was written, and counts no more (`TakenBack` says why).
    """

    COMPARTMENT = Compartment.NARRATIVE

    request = models.ForeignKey(TracingRequest, on_delete=models.RESTRICT, related_name="answers")
    person = models.ForeignKey("people.Person", on_delete=models.RESTRICT, related_name="+")
    by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    on = models.DateField()
    agrees = models.BooleanField()
    ground = ServerSealedTextField(choices=[(one.value, one.value) for one in ConfirmedBy])
    taken_back_on = models.DateField(null=True)

    TIERS = SealedRecord.TIERS | {
        "request": T0, "person": T0, "by": T0, "on": T0, "agrees": T0, "ground": T1,
        "taken_back_on": T0,
    }  # fmt: skip

    class Meta:
        ordering = ["on", models.F("taken_back_on").asc(nulls_last=True), "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "person", "by"],
                condition=models.Q(taken_back_on=None),
                name="one_answer_a_colleague",
            )
        ]


class TakenBack(SealedRecord):
    """Why a colleague took her own answer back, sealed where the answer is."""

    COMPARTMENT = Compartment.NARRATIVE

    answer = models.OneToOneField(
        TracingAnswer, on_delete=models.RESTRICT, related_name="taken_back"
    )

    TIERS = SealedRecord.TIERS | {"answer": T0}


class Confirmer(SealedRecord):
    """A colleague of another team who was asked to confirm: two people alone cannot.

    A folder of its own. Sealed: what is looked for, copied, so that the case stays closed to her.
    `granted`: that the identity of the file is open to her for this, until `until` or her answer.
    """

    COMPARTMENT = Compartment.IDENTITY

    request = models.ForeignKey(
        TracingRequest, on_delete=models.RESTRICT, related_name="confirmers"
    )
    person = models.ForeignKey("people.Person", on_delete=models.RESTRICT, related_name="+")
    user = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    asked_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    asked_on = models.DateField()
    until = models.DateField()
    granted = models.BooleanField()

    TIERS = SealedRecord.TIERS | {
        "request": T0, "person": T0, "user": T0, "asked_by": T0, "asked_on": T0, "until": T0,
        "granted": T0,
    }  # fmt: skip

    class Meta:
        ordering = ["-asked_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "person", "user"], name="a_confirmer_is_asked_once"
            )
        ]


class Told(models.Model):
    """That the finding was told, after two confirmations: by whom, and when.

    `referral`: by what it went through the gate; None where the two are told in our own care.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    request = models.ForeignKey(TracingRequest, on_delete=models.RESTRICT, related_name="told")
    person = models.ForeignKey("people.Person", on_delete=models.RESTRICT, related_name="+")
    by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    on = models.DateField()
    referral = models.ForeignKey(
        "sharing.Referral", null=True, on_delete=models.RESTRICT, related_name="+"
    )

    TIERS = {"id": T0, "request": T0, "person": T0, "by": T0, "on": T0, "referral": T0}

    class Meta:
        ordering = ["on", "id"]
        constraints = [models.UniqueConstraint(fields=["request", "person"], name="told_once")]


class Exchange(models.Model):
    """One meeting with one partner: do both know the same person? A folder of its own.

    `project`: the word both sides type in, so that their files fit; `party`: how the files call
    us; `purpose`: why, which the partner reads. Nothing leaves before a second person agreed.
    `size` and `their_size`: of how many people each list is at most, as both agreed; None of one
    made before that was asked. `unit`: of earlier exchanges, who compared; none is made any more.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    team = models.ForeignKey("accounts.Team", on_delete=models.RESTRICT, related_name="+")
    partner = models.ForeignKey("partners.Partner", on_delete=models.RESTRICT, related_name="+")
    unit = models.ForeignKey(
        "partners.Partner", null=True, on_delete=models.RESTRICT, related_name="+"
    )
    project = ServerSealedTextField()
    party = ServerSealedTextField()
    purpose = ServerSealedTextField()
    size = models.PositiveIntegerField(null=True)
    their_size = models.PositiveIntegerField(null=True)
    most_files = models.PositiveSmallIntegerField()
    files_made = models.PositiveSmallIntegerField(default=0)
    ends_on = models.DateField()
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    made_on = models.DateField()
    agreed_by = models.ForeignKey(USER, null=True, on_delete=models.RESTRICT, related_name="+")
    agreed_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)

    TIERS = {
        "id": T0, "team": T0, "partner": T0, "unit": T0, "project": T1, "party": T1, "purpose": T1,
        "size": T0, "their_size": T0, "most_files": T0, "files_made": T0, "ends_on": T0,
        "made_by": T0, "made_on": T0,
        "agreed_by": T0, "agreed_on": T0, "ended_on": T0,
    }  # fmt: skip

    class Meta:
        ordering = ["-made_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(files_made__lte=models.F("most_files")),
                name="no_file_above_the_limit",
            ),
            models.CheckConstraint(
                condition=models.Q(agreed_by=None) | ~models.Q(agreed_by=models.F("made_by")),
                name="a_second_person_agrees",
            ),
            models.CheckConstraint(
                condition=models.Q(unit=None) | ~models.Q(unit=models.F("partner")),
                name="a_unit_is_a_third",
            ),
        ]

    def runs_on(self, day: date) -> bool:
        """Whether two have agreed to it, and it is not over."""
        return self.agreed_by_id is not None and self.ended_on is None and day <= self.ends_on


class ExchangeSecret(SealedRecord):
    """What one side keeps to itself until the exchange ends: its secret and whose each point is
    (`side`), and the pairs that came of it (`pairs`). `unit`: of earlier exchanges. The folder is
    the exchange.
    """

    COMPARTMENT = Compartment.IDENTITY
    WHAT = [(one, one) for one in ("side", "unit", "pairs")]

    exchange = models.ForeignKey(Exchange, on_delete=models.RESTRICT, related_name="secrets")
    what = models.CharField(max_length=5, choices=WHAT)

    TIERS = SealedRecord.TIERS | {"exchange": T0, "what": T0}

    class Meta:
        ordering = ["what"]
        constraints = [
            models.UniqueConstraint(fields=["exchange", "what"], name="one_secret_of_a_kind")
        ]


class FollowUp(models.Model):
    """A partner asks by a pseudonym of an exchange: "someone may know this person".

    One row for every pseudonym that is entered, ours or not, so that nothing tells which it was:
    `person`, `case` and `to` (the colleague who decides) are empty where it names nobody.
    `contact`: who asks at the partner. `referral`: the answer, where one was prepared.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    exchange = models.ForeignKey(Exchange, on_delete=models.RESTRICT, related_name="follow_ups")
    contact = ServerSealedTextField()
    person = models.ForeignKey(
        "people.Person", null=True, on_delete=models.RESTRICT, related_name="+"
    )
    case = models.ForeignKey("cases.Case", null=True, on_delete=models.RESTRICT, related_name="+")
    to = models.ForeignKey(USER, null=True, on_delete=models.RESTRICT, related_name="+")
    asked_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    asked_on = models.DateField()
    closed_on = models.DateField(null=True)
    referral = models.ForeignKey(
        "sharing.Referral", null=True, on_delete=models.RESTRICT, related_name="+"
    )

    TIERS = {
        "id": T0, "exchange": T0, "contact": T1, "person": T0, "case": T0, "to": T0,
        "asked_by": T0, "asked_on": T0, "closed_on": T0, "referral": T0,
    }  # fmt: skip

    class Meta:
        ordering = ["asked_on", "id"]
