"""What two people decided in spite of what stands against it; the alarms of custody."""

import json

from django.conf import settings
from django.db import models

from fanal.accounts.second_person import two_people
from fanal.authority.fields import AttestationField, VersionField
from fanal.authority.models import Attested
from fanal.database.uuid_model import UUIDModel
from fanal.journeys.models.journey import Journey, JourneyCustodian
from fanal.sealed.columns import ServerSealedTextField

USER = settings.AUTH_USER_MODEL


class Decision(UUIDModel, Attested):
    """Two people go on with a custodian, or with the departure (`custodian` empty), with a reason.

    It counts when the second has agreed (`at`), for what stood against it then (`sealed`) and for
    nothing that is found later; so does a no once the journey is over. `ground`: why they go on in
    spite of what she said no to herself; empty where she did not.
    """

    journey = models.ForeignKey(Journey, on_delete=models.RESTRICT, related_name="decisions")
    custodian = models.ForeignKey(
        JourneyCustodian,
        null=True,
        on_delete=models.RESTRICT,
        related_name="decisions",
        db_column="hands_id",
    )
    reason = ServerSealedTextField()
    sealed = ServerSealedTextField(default="[]")
    ground = ServerSealedTextField(default="", blank=True)
    first = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    second = models.ForeignKey(USER, null=True, on_delete=models.RESTRICT, related_name="+")
    on = models.DateField()
    decided_on = models.DateField(null=True)
    ended_by = models.ForeignKey(USER, null=True, on_delete=models.RESTRICT, related_name="+")
    ended_on = models.DateField(null=True)
    attested_version = VersionField()
    attestation = AttestationField()

    SINCE = 4
    UNDECIDING = ("reason", "sealed", "ground")  # sealed for this row, once

    class Meta:
        ordering = ["-on", "id"]
        constraints = [two_people("second", "first", name="two_people_decide")]

    @property
    def covers(self) -> frozenset[str]:
        """The keys of what stood against it: `fanal.core.journeys.custody`."""
        return frozenset(json.loads(self.sealed))

    @covers.setter
    def covers(self, keys: frozenset[str]) -> None:
        self.sealed = json.dumps(sorted(keys))


class CustodyAlarm(UUIDModel, Attested):
    """What stands against whoever holds her was called out: once for as long as it holds.

    `mark`: a keyed hash of what it was.
    """

    journey = models.ForeignKey(Journey, on_delete=models.RESTRICT, related_name="custody_alarms")
    person = models.ForeignKey("people.Person", on_delete=models.RESTRICT, related_name="+")
    # Keyed, so that a stolen database does not tell what was found against whom.
    mark = models.CharField(max_length=64)
    called_on = models.DateField()
    attested_version = VersionField()
    attestation = AttestationField()

    SINCE = 4
    PLAIN = ("mark",)

    class Meta:
        ordering = ["-called_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["journey", "person", "mark"], name="custody_is_called_once"
            )
        ]
