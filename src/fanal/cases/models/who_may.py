"""Exceptions to who may open a case: colleagues kept out, emergencies, and complaints, which open
to none whom they concern."""

from datetime import UTC, datetime
from typing import ClassVar

from django.conf import settings
from django.db import models

from fanal.authority.fields import AttestationField, VersionField
from fanal.authority.models import Attested
from fanal.cases.models.case import Case
from fanal.core.casework.codes import EmergencyGround
from fanal.core.sealing.compartments import Compartment
from fanal.core.words import Sentence, say
from fanal.database.uuid_model import UUIDModel
from fanal.keys.sealed import SealedRecord
from fanal.sealed.columns import ServerSealedTextField

USER = settings.AUTH_USER_MODEL


class ConflictOfInterest(UUIDModel, Attested):
    """A colleague who may not open this case, whatever keys the team holds.

    `of_team`: made when the file was closed to its whole team, whoever joins it later too; of who
    was named as one who goes on opening it, with the same day as its end.
    Read and written in `fanal.people.exclusion` alone.
    """

    case = models.ForeignKey(Case, on_delete=models.RESTRICT, related_name="+")
    user = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    reason = ServerSealedTextField()
    by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    on = models.DateField()
    ended_on = models.DateField(null=True)
    of_team = models.BooleanField(null=True)
    attested_version = VersionField()
    attestation = AttestationField()

    GUARDED = MUST_BE_WHOLE = True
    UNDECIDING = ("reason",)
    LATER = ("of_team",)
    SAFE = {"ended_on": None}  # somebody is kept out who need not be

    class Meta:
        ordering = ["on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "user"], condition=models.Q(ended_on=None), name="kept_out_once"
            )
        ]


class BreakGlass(UUIDModel, Attested):
    """A case opened in an emergency: why, until when, and what the review said."""

    case = models.ForeignKey(Case, on_delete=models.RESTRICT, related_name="broken_glass")
    user = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    ground = ServerSealedTextField(null=True)  # not asked before
    reason = ServerSealedTextField()
    at = models.DateTimeField()
    until = models.DateTimeField()
    reviewed_by = models.ForeignKey(USER, null=True, on_delete=models.RESTRICT, related_name="+")
    reviewed_on = models.DateField(null=True)
    justified = models.BooleanField(null=True)
    remark = ServerSealedTextField(default="", blank=True)
    attested_version = VersionField()
    attestation = AttestationField()

    GUARDED = True
    UNDECIDING = ("ground", "reason", "remark")
    # What a row counts as once it was changed by hand: long over.
    SAFE = {"until": datetime(2000, 1, 1, tzinfo=UTC)}

    class Meta:
        ordering = ["-at", "id"]

    def why(self) -> Sentence:
        """The ground and what was said of it; of before there was a ground, that alone."""
        if not self.ground:
            return say("{reason}", reason=self.reason)
        ground = EmergencyGround(self.ground).sentence()
        return say("{ground}: {reason}", ground=ground, reason=self.reason)


class SealedComplaint(SealedRecord, Attested):
    """A complaint. `folder`: its own id. Its keys are with those who answer it, by name. Sealed:
    the words, whom it concerns, who complains, who wrote it down, and the answer."""

    COMPARTMENT = Compartment.NARRATIVE

    on = models.DateField()
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.RESTRICT, related_name="+"
    )
    answered_on = models.DateField(null=True)
    attested_version = VersionField()
    attestation = AttestationField()

    SINCE = 10  # nobody whom it concerns says by hand that it was answered
    UNDECIDING = ("version", "sealed")
    SAFE: ClassVar = {"answered_on": None, "read_by_id": None}

    class Meta:
        abstract = True
