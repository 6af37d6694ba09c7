"""One of the two who agree, to money for a case as to an advance."""

from django.conf import settings
from django.db import models

from fanal.authority.fields import AttestationField, VersionField
from fanal.authority.models import Attested
from fanal.database.uuid_model import UUIDModel

USER = settings.AUTH_USER_MODEL


class FundsApproval(UUIDModel, Attested):
    """One of the two says yes, or no and why. Only added. Each table says to what, and has the
    words bound to it."""

    by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    on = models.DateField()
    agreed = models.BooleanField()
    attested_version = VersionField()
    attestation = AttestationField()

    UNDECIDING = ("why",)

    class Meta:
        abstract = True
        ordering = ["on", "id"]
