"""The sheet by which a partner looks for a missing person."""

from django.conf import settings
from django.db import models

from fanal.core.sealing.compartments import Compartment
from fanal.journeys.models.journey import Traveller
from fanal.keys.sealed import SealedRecord
from fanal.partners.models import Partner

USER = settings.AUTH_USER_MODEL


class MissingSheet(SealedRecord):
    """Asked for by one, agreed to by a second person: `override` is their agreement. Sealed: what
    she wears, her marks, whom to call. `language`: of its reader.
    """

    COMPARTMENT = Compartment.IDENTITY

    traveller = models.ForeignKey(Traveller, on_delete=models.RESTRICT, related_name="sheets")
    override = models.OneToOneField(
        "sharing.Override", on_delete=models.RESTRICT, related_name="missing_sheet"
    )
    area = models.ForeignKey(
        "partners.Area", null=True, on_delete=models.RESTRICT, related_name="+"
    )
    photo = models.ForeignKey(
        "cases.Document", null=True, on_delete=models.RESTRICT, related_name="+"
    )
    language = models.CharField(max_length=8)
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    made_on = models.DateField()

    PLAIN = ("language",)

    class Meta:
        ordering = ["-made_on", "id"]

    @property
    def partner(self) -> Partner:
        """Who is asked to look. An override may be for a team of ours: one of a sheet is not."""
        partner = self.override.partner
        if partner is None:
            raise TypeError("a sheet is for a partner")
        return partner

    @property
    def classes(self) -> list[str]:
        return str(self.override.classes).split()
