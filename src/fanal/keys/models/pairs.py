"""The pairs of the organisation, of people and of teams."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from fanal.authority.fields import AttestationField, VersionField
from fanal.authority.models import Attested
from fanal.core.sealing.pairs import PublicKeys
from fanal.database.days_written import DayWritten


class OrganisationKeys(Attested):
    """The way back when everybody has lost the pass-phrase: its private half is on paper only."""

    PLAIN = ("reading", "signing", "house", "certificate")
    GUARDED = True

    # One row: an installation has one organisation, and everything is wrapped to its key.
    id = models.SmallIntegerField(primary_key=True, default=1)
    reading = models.BinaryField()
    signing = models.BinaryField()
    under_shares = models.BinaryField()
    house = models.BinaryField()
    certificate = models.BinaryField()
    made = DayWritten(auto_now_add=True)
    attested_version = VersionField()
    attestation = AttestationField()

    def public(self) -> PublicKeys:
        return PublicKeys(bytes(self.reading), bytes(self.signing))


class UserKeys(Attested):
    """One pair of a person. A new pair retires the old one, which stays to check its signatures."""

    PLAIN = ("reading", "signing", "certificate")
    GUARDED = True
    # A pair that is not genuine is retired and not taken out: wraps and signatures refer to it.
    SAFE = {"retired": timezone.localdate}

    id = models.UUIDField(primary_key=True, default=uuid4)
    # RESTRICT: accounts are ended, not deleted, and old signatures are still checked.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="keys"
    )
    reading = models.BinaryField()
    signing = models.BinaryField()
    certificate = models.BinaryField()
    by_passphrase = models.BinaryField()
    by_code = models.BinaryField(null=True)
    made = DayWritten(auto_now_add=True)
    retired = models.DateField(null=True)
    attested_version = VersionField()
    attestation = AttestationField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(retired=None), name="one_current_pair_a_person"
            )
        ]

    def public(self) -> PublicKeys:
        return PublicKeys(bytes(self.reading), bytes(self.signing))


class TeamKey(Attested):
    """The pair of a team: whoever holds it reads what was wrapped to the team."""

    PLAIN = ("reading", "certificate")
    GUARDED = True
    SAFE = {"retired": timezone.localdate}

    id = models.UUIDField(primary_key=True, default=uuid4)
    team = models.ForeignKey("accounts.Team", on_delete=models.RESTRICT, related_name="keys")
    reading = models.BinaryField()
    certificate = models.BinaryField()
    made = DayWritten(auto_now_add=True)
    retired = models.DateField(null=True)
    attested_version = VersionField()
    attestation = AttestationField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["team"], condition=Q(retired=None), name="one_current_pair_a_team"
            )
        ]

    def public(self) -> PublicKeys:
        # A team only reads: its members sign with keys of their own.
        return PublicKeys(bytes(self.reading), b"")
