"""Keys wrapped to a holder, each signed by who granted it."""

from abc import abstractmethod
from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q

from fanal.authority.fields import AttestationField, VersionField
from fanal.authority.models import Attested
from fanal.core.sealing.compartments import Compartment, listed
from fanal.core.sealing.records import KEY
from fanal.core.sealing.statements import WrapStatement
from fanal.database.days_written import DayWritten
from fanal.keys.models.pairs import TeamKey, UserKeys
from fanal.sealed.columns import ServerSealedTextField, opens
from fanal.sealed.server_key import HOUSE
from fanal.sealed.substitutes import LABEL


class SignedWrap(Attested):
    """A key wrapped to a holder, and the granter's signature over who, what and until when."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    wrapped = models.BinaryField()
    fingerprint = models.BinaryField()
    signature = models.BinaryField()
    since = DayWritten(auto_now_add=True)
    # RESTRICT: a wrap whose granter is gone could not be checked any more. No question finds wraps
    # by who granted them.
    granter = models.ForeignKey(
        UserKeys, null=True, on_delete=models.RESTRICT, related_name="+", db_index=False
    )

    PLAIN: ClassVar[tuple[str, ...]] = ("fingerprint", "signature")

    class Meta:
        abstract = True

    # Without `ABC`, whose metaclass a model cannot have: mypy refuses a table that leaves it out.
    @abstractmethod
    def statement(self) -> WrapStatement:
        """What the granter signs. Each table says it of its own columns."""

    def granter_name(self) -> str:
        return str(self.granter_id) if self.granter_id else HOUSE


class TeamKeyHolder(SignedWrap):
    """A team's private key for one member."""

    team_key = models.ForeignKey(TeamKey, on_delete=models.CASCADE, related_name="holders")
    # None: the organisation's recovery key
    to_keys = models.ForeignKey(UserKeys, null=True, on_delete=models.CASCADE, related_name="+")
    attested_version = VersionField()
    attestation = AttestationField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team_key", "to_keys"], name="once_a_team_key")
        ]

    def statement(self) -> WrapStatement:
        return WrapStatement(
            scope=str(self.team_key_id),
            parts=("team",),
            generation=1,
            holder=str(self.to_keys_id) if self.to_keys_id else "organisation",
            fingerprint=bytes(self.fingerprint),
            until=None,
            wrapped=bytes(self.wrapped),
            granter=self.granter_name(),
        )


class Folder(Attested):
    """What has keys: a person, a case, a signal. Its id is the id of that row."""

    PLAIN = ("kind", "counts")
    # The column came with a later release; while it is NULL the row is attested as it was before.
    LATER = ("counts",)
    COUNTS = True
    WITH_A_PLACE = ("case", "journey")  # of the others nothing says where she is

    id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=20)
    team = models.ForeignKey("accounts.Team", on_delete=models.RESTRICT, related_name="+")
    # Two bytes, as in the header of each sealed record (`core.sealing.records`).
    generation = models.PositiveSmallIntegerField(default=1)
    made = DayWritten(auto_now_add=True)
    # how many attested rows of each table belong to it (`fanal.authority.groups`)
    counts = models.TextField(null=True, default="{}", editable=False)
    attested_version = VersionField()
    attestation = AttestationField()


class Grant(SignedWrap):
    """The data keys of some compartments of a folder, for a team, a person or the organisation."""

    # Neither opens anything: the reason is for people, the team of the folder only finds grants.
    UNDECIDING = ("reason", "folder_team")
    COUNTED_BY = ("folder_id",)
    PLAIN = ("compartments",)

    folder = models.ForeignKey(Folder, on_delete=models.CASCADE, related_name="grants")
    generation = models.PositiveSmallIntegerField()
    compartments = models.CharField(max_length=80)
    # neither: the organisation's recovery key
    to_keys = models.ForeignKey(UserKeys, null=True, on_delete=models.CASCADE, related_name="+")
    to_team_key = models.ForeignKey(TeamKey, null=True, on_delete=models.CASCADE, related_name="+")
    until = models.DateField(null=True)
    reason = ServerSealedTextField(default="", instead=LABEL)
    revoked = models.DateField(null=True)
    # the offer on whose acceptance it begins to hold; until then it opens nothing
    waits_for = models.UUIDField(null=True)
    # Of a grant by name: the team of its folder, by which it is found among thousands. It decides
    # nothing: what is found by it is verified, and what is not found by it opens nothing more.
    folder_team = models.ForeignKey(
        "accounts.Team", null=True, on_delete=models.RESTRICT, related_name="+", db_index=False
    )
    attested_version = VersionField()
    attestation = AttestationField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(to_keys=None) | Q(to_team_key=None), name="one_holder_a_grant"
            )
        ]
        indexes = [
            # Of the few that wait alone: of all, SQLite would look for the rest by it as well.
            models.Index(
                fields=["waits_for"], condition=Q(waits_for__isnull=False), name="grants_that_wait"
            ),
            # A lead holds one of every folder: every page asks which are not of her teams.
            models.Index(
                fields=["to_keys", "folder_team"],
                condition=Q(revoked__isnull=True, waits_for__isnull=True),
                name="grants_by_team",
            ),
            models.Index(
                fields=["to_keys", "folder", "until"],
                condition=Q(revoked__isnull=True, waits_for__isnull=True),
                name="grants_that_hold",
            ),
        ]

    def parts(self) -> tuple[Compartment, ...]:
        return listed(self.compartments)

    def reason_again(self) -> str:
        """The reason, for a grant that is made in place of this one; none where it does not open:
        it is for people to read, and keeps no key from being renewed."""
        return self.reason if opens(self, "reason") else ""

    def keys_in(self, secret: bytes) -> dict[Compartment, bytes]:
        """What was wrapped, by part."""
        pieces = (secret[i : i + KEY] for i in range(0, len(secret), KEY))
        return dict(zip(self.parts(), pieces, strict=True))

    def statement(self) -> WrapStatement:
        return WrapStatement(
            scope=str(self.folder_id),
            parts=self.parts(),
            generation=self.generation,
            holder=str(self.to_keys_id or self.to_team_key_id or "organisation"),
            fingerprint=bytes(self.fingerprint),
            until=self.until,
            wrapped=bytes(self.wrapped),
            granter=self.granter_name(),
        )
