"""The book of a shelter: restrictions, what happened, belongings, what was served."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from fanal.authority.fields import AttestationField, VersionField
from fanal.authority.models import Attested
from fanal.core.sealing.compartments import Compartment
from fanal.core.shelters.kinds import IncidentKind, RestrictionKind
from fanal.core.shelters.restrictions import RestrictionNow
from fanal.core.shelters.timers import reading_of
from fanal.core.words import stored_codes
from fanal.database.stored_values import StoredAs
from fanal.database.uuid_model import UUIDModel
from fanal.keys.sealed import SealedRecord
from fanal.sealed.columns import ServerSealedJSONField, ServerSealedTextField

USER = settings.AUTH_USER_MODEL


class Restriction(SealedRecord, Attested):
    """What a resident is not free to do. Sealed: why, and what she says of it. It lapses by itself;
    whoever renews it writes a row of their own, which `renews` this one."""

    COMPARTMENT = Compartment.NARRATIVE

    stay = models.ForeignKey(
        "shelters.ShelterStay", on_delete=models.RESTRICT, related_name="restrictions"
    )
    kind = ServerSealedTextField(choices=stored_codes(RestrictionKind))
    since = models.DateField()
    lifted_on = models.DateField(null=True)
    renews = models.OneToOneField(
        "self", null=True, on_delete=models.RESTRICT, related_name="renewed"
    )
    ordered_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    attested_version = VersionField()
    attestation = AttestationField()

    SINCE = 9  # nobody says by hand that she is free again: it would be looked at no more
    UNDECIDING = ("version", "sealed", "kind")
    SAFE: ClassVar = {"lifted_on": None, "renews_id": None}

    class Meta:
        ordering = ["since", "id"]

    restricted = StoredAs(RestrictionKind, "kind")

    def now(self) -> RestrictionNow:
        """Return the restriction as the rules read it."""
        renewed = hasattr(self, "renewed")
        return RestrictionNow(self.ordered_by_id, self.since, self.lifted_on, renewed)


class Incident(SealedRecord, Attested):
    """What happened in a shelter. `stay`: whom it is about, where it is about one resident. Sealed:
    the hour, what happened, what was done and who was told."""

    LEFT_OUT = True  # of a page, where it does not open (`fanal.sealed.broken_rows`)

    COMPARTMENT = Compartment.NARRATIVE

    shelter = models.ForeignKey(
        "shelters.Shelter", on_delete=models.RESTRICT, related_name="incidents"
    )
    stay = models.ForeignKey(
        "shelters.ShelterStay", null=True, on_delete=models.RESTRICT, related_name="incidents"
    )
    kind = ServerSealedTextField(choices=stored_codes(IncidentKind))
    on = models.DateField()
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    read_by = models.ForeignKey(USER, null=True, on_delete=models.RESTRICT, related_name="+")
    read_on = models.DateField(null=True)
    attested_version = VersionField()
    attestation = AttestationField()

    SINCE = 4  # whoever marks it as read by hand keeps it from nobody
    UNDECIDING = ("version", "sealed", "kind")

    class Meta:
        ordering = ["-on", "id"]

    incident = StoredAs(IncidentKind, "kind")

    @property
    def is_late(self) -> bool:
        """Whether no lead has read it though its day is over."""
        return self.read_on is None and reading_of(self.on, timezone.localdate()).late


class Belonging(SealedRecord):
    """What is kept for a resident: papers, money, a telephone. Sealed: what it is, as she and who
    took it wrote it down; no finger print."""

    COMPARTMENT = Compartment.NARRATIVE

    stay = models.ForeignKey(
        "shelters.ShelterStay", on_delete=models.RESTRICT, related_name="belongings"
    )
    on = models.DateField()
    given_back_on = models.DateField(null=True)
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")

    class Meta:
        ordering = ["on", "id"]


class StayDay(UUIDModel):
    """Meals and ways of one resident on one day: ticked for the whole shelter at once. `coded`:
    how many `meals`, how many `trips`."""

    stay = models.ForeignKey("shelters.ShelterStay", on_delete=models.RESTRICT, related_name="days")
    on = models.DateField()
    coded = ServerSealedJSONField(bound_to=("stay_id",))
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")

    class Meta:
        ordering = ["on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["stay", "on"], name="one_row_a_resident_and_day")
        ]
