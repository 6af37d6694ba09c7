"""A complaint in a folder of its own, which opens to none whom it concerns."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from fanal.authority.fields import AttestationField, VersionField
from fanal.authority.models import Attested
from fanal.core.sealing.compartments import Compartment
from fanal.keys.sealed import SealedRecord


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
