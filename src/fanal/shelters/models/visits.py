"""Who may visit a resident, and who came."""

from django.conf import settings
from django.db import models

from fanal.authority.fields import AttestationField, VersionField
from fanal.authority.models import Attested
from fanal.core.sealing.compartments import Compartment
from fanal.keys.sealed import SealedRecord
from fanal.sealed.columns import ServerSealedJSONField

USER = settings.AUTH_USER_MODEL


class Visitor(SealedRecord, Attested):
    """A person who may visit, as a colleague who opens the case found and she agreed. Sealed: the
    name, and who it is to her."""

    COMPARTMENT = Compartment.NARRATIVE

    stay = models.ForeignKey(
        "shelters.ShelterStay", on_delete=models.RESTRICT, related_name="visitors"
    )
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    made_on = models.DateField()
    ended_on = models.DateField(null=True)
    attested_version = VersionField()
    attestation = AttestationField()

    SINCE = 9  # nobody is let in again who was taken off her list
    UNDECIDING = ("version", "sealed")

    class Meta:
        ordering = ["made_on", "id"]


class Visit(SealedRecord):
    """A visit to the door. `visitor` None: nobody who may, and was turned away. Sealed: what was
    said at the door."""

    COMPARTMENT = Compartment.NARRATIVE

    stay = models.ForeignKey(
        "shelters.ShelterStay", on_delete=models.RESTRICT, related_name="visits"
    )
    visitor = models.ForeignKey(
        Visitor, null=True, on_delete=models.RESTRICT, related_name="visits"
    )
    on = models.DateField()
    coded = ServerSealedJSONField(bound_to=("stay_id",))
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")

    class Meta:
        ordering = ["-on", "id"]
