"""Volunteers: a register of their own, with sealed folders of the kind `volunteer`."""

from django.conf import settings
from django.db import models

from fanal.core.prevention.volunteers import VolunteerState
from fanal.core.sealing.compartments import Compartment
from fanal.core.words import stored_codes
from fanal.database.stored_values import StoredAs
from fanal.database.uuid_model import UUIDModel
from fanal.keys.sealed import SealedRecord
from fanal.prevention.models.communities import Community
from fanal.sealed.columns import ServerSealedJSONField

USER = settings.AUTH_USER_MODEL
STATES = stored_codes(VolunteerState)


class Volunteer(UUIDModel, SealedRecord):
    """A volunteer of an office.

    Sealed: name, telephone, what she declared, her vetting, why she is paused.

    `number`: by which she is called where her name need not be. The id is that of the folder.
    """

    COMPARTMENT = Compartment.IDENTITY

    number = models.PositiveIntegerField(unique=True)
    community = models.ForeignKey(Community, on_delete=models.RESTRICT, related_name="volunteers")
    state = models.CharField(max_length=10, choices=STATES)
    vetted_until = models.DateField(null=True)
    code_signed_on = models.DateField(null=True)
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    made_on = models.DateField()

    PLAIN = ("state",)

    class Meta:
        ordering = ["number"]

    stands = StoredAs(VolunteerState, "state")


class VolunteerHours(UUIDModel):
    """The hours of one day, counted once a second person has countersigned them. `told`: how many,
    and doing what."""

    volunteer = models.ForeignKey(Volunteer, on_delete=models.RESTRICT, related_name="hours")
    on = models.DateField()
    told = ServerSealedJSONField(bound_to=("volunteer_id",))
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    made_on = models.DateField()
    countersigned_by = models.ForeignKey(
        USER, null=True, on_delete=models.RESTRICT, related_name="+"
    )
    countersigned_on = models.DateField(null=True)

    class Meta:
        ordering = ["-on", "id"]
        indexes = [models.Index(fields=["on"], name="hours_by_day")]

    hours = StoredAs(int, "told", "hours")
