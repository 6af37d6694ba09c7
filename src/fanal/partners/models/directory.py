"""Areas and partners: who is where, belongs to whom, and is tied to whom."""

from uuid import UUID

from django.conf import settings
from django.db import models

from fanal.authority.fields import AttestationField, VersionField
from fanal.authority.models import Attested
from fanal.core.trust.vocabulary import PartnerPresence as Level
from fanal.core.trust.vocabulary import PartnerType, PartyKind
from fanal.core.words import stored_codes
from fanal.database.uuid_model import UUIDModel
from fanal.sealed.columns import ServerSealedJSONField, ServerSealedTextField
from fanal.sealed.server_key import marked
from fanal.sealed.substitutes import LABEL

USER = settings.AUTH_USER_MODEL


class Area(UUIDModel, Attested):
    """A country, province, district or crossing. `latitude`, `longitude`: of its town, if known.

    A reform gives an area its last day and says which areas replace it.
    """

    KINDS = [(kind, kind) for kind in ("country", "province", "district", "crossing")]

    code = models.SlugField(max_length=24, unique=True)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=10, choices=KINDS)
    within = models.ForeignKey("self", null=True, on_delete=models.RESTRICT, related_name="parts")
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    replaced_by = models.ManyToManyField(
        "self", symmetrical=False, related_name="replaces", through="AreaSuccession"
    )
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    attested_version = VersionField()
    attestation = AttestationField()

    PLAIN = ("code", "name", "kind")
    SINCE = 9  # a danger is found in what lies within the area that it was found in
    UNDECIDING = ("latitude", "longitude")

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class AreaSuccession(Attested):
    """A reform by which `to_area` stands in the place of `from_area`: danger follows."""

    SINCE = 9
    NAMED_BY = ("from_area", "to_area")

    id = models.BigAutoField(primary_key=True)
    from_area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="+")
    to_area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="+")
    attested_version = VersionField()
    attestation = AttestationField()

    class Meta:
        db_table = "partners_area_replaced_by"
        unique_together = (("from_area", "to_area"),)


class Partner(UUIDModel, Attested):
    """An organisation, a unit or one person. `age_key`: the public key of its sealed bundles.

    `key_mark`: a keyed hash of it, by which an earlier one that was put back is found.
    `can`: whom it takes and what it offers (`queries.capacity`), None where nobody asked.
    `earlier`: how it was named and reached before somebody changed it (`queries.changes`).
    """

    TYPES = stored_codes(PartnerType)

    kind = models.CharField(max_length=12, choices=stored_codes(PartyKind))
    type = models.CharField(max_length=28, choices=TYPES, default="other")
    name = ServerSealedTextField(instead=LABEL)
    contact = ServerSealedTextField(default="", blank=True, instead=LABEL)
    services = ServerSealedTextField(default="", blank=True, instead=LABEL)
    age_key = ServerSealedTextField(default="", blank=True)
    key_mark = models.CharField(max_length=64, null=True, editable=False)
    can = ServerSealedJSONField(null=True)
    earlier = ServerSealedJSONField(null=True)
    languages = models.CharField(max_length=60, blank=True, default="")
    within = models.ForeignKey("self", null=True, on_delete=models.RESTRICT, related_name="parts")
    merged_into = models.ForeignKey(
        "self", null=True, on_delete=models.RESTRICT, related_name="merged"
    )
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    made_on = models.DateField()
    version = models.PositiveIntegerField(default=1)
    attested_version = VersionField()
    attestation = AttestationField()

    PLAIN = ("kind", "type", "languages", "key_mark")
    LATER = ("key_mark",)
    SINCE = 9  # a danger is found through what a partner belongs to, and through whom it took over
    UNDECIDING = (
        "name",
        "contact",
        "services",
        "age_key",
        "can",
        "earlier",
        "languages",
        "made_by",
        "made_on",
        "version",
    )

    class Meta:
        ordering = ["made_on", "id"]

    def __str__(self) -> str:
        # Not the name: it is sealed, and `str` of a row stands in tracebacks and logs.
        return str(self.id)

    def has_its_key(self) -> bool:
        """Whether the key is the one that somebody wrote down last."""
        return self.key_mark is None or self.key_mark == mark_of_key(self.id, self.age_key)


def mark_of_key(partner: UUID, age_key: str) -> str:
    return marked(f"{partner}|{age_key}", "keys of bundles")


class Presence(UUIDModel):
    """How strong a partner is in an area, over a period."""

    partner = models.ForeignKey(Partner, on_delete=models.RESTRICT, related_name="presences")
    area = models.ForeignKey(Area, on_delete=models.RESTRICT, related_name="+")
    level = models.CharField(max_length=6, choices=stored_codes(Level))
    since = models.DateField(null=True)
    until = models.DateField(null=True)

    PLAIN = ("level",)

    class Meta:
        ordering = ["area__code", "id"]


class Agreement(UUIDModel, Attested):
    """An agreement on file. `purposes`: codes, separated by spaces."""

    partner = models.ForeignKey(Partner, on_delete=models.RESTRICT, related_name="agreements")
    title = ServerSealedTextField()
    purposes = models.CharField(max_length=200)
    signed_on = models.DateField()
    until = models.DateField(null=True)
    attested_version = VersionField()
    attestation = AttestationField()

    SINCE = 2
    UNDECIDING = ("title",)
    PLAIN = ("purposes",)

    class Meta:
        ordering = ["-signed_on", "id"]


class Tie(UUIDModel, Attested):
    """Two who may tell each other: a cousin, an owner. The other end may be one of our own."""

    one = models.ForeignKey(Partner, on_delete=models.RESTRICT, related_name="ties")
    other = models.ForeignKey(Partner, null=True, on_delete=models.RESTRICT, related_name="tied")
    colleague = models.ForeignKey(USER, null=True, on_delete=models.RESTRICT, related_name="+")
    words = ServerSealedTextField()
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    attested_version = VersionField()
    attestation = AttestationField()

    GUARDED = True
    SINCE = 7  # while one is gone nothing goes out: a danger may be found by it alone
    UNDECIDING = ("words",)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(other=None) ^ models.Q(colleague=None), name="a_tie_has_two_ends"
            )
        ]
