"""The weekly meeting of a shelter with its residents, and what is owed to them from it."""

from django.conf import settings
from django.db import models

from fanal.core.sealing.compartments import Compartment
from fanal.database.stored_values import StoredAs
from fanal.keys.sealed import SealedRecord
from fanal.sealed.columns import ServerSealedJSONField

USER = settings.AUTH_USER_MODEL


class HouseMeeting(SealedRecord):
    """A meeting. `coded`: how many residents `came`: nobody has to, and no row says who did.
    Sealed: what they asked for, what was promised, and the answer. `due`: by which day they have
    it."""

    COMPARTMENT = Compartment.NARRATIVE

    shelter = models.ForeignKey(
        "shelters.Shelter", on_delete=models.RESTRICT, related_name="meetings"
    )
    on = models.DateField()
    led_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    coded = ServerSealedJSONField(bound_to=("shelter_id",))
    due = models.DateField(null=True)
    answered_on = models.DateField(null=True)
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")

    class Meta:
        ordering = ["-on", "id"]

    came = StoredAs(int, "coded", "came")
