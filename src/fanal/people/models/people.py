"""Columns and constraints of people. What tells who she is, is sealed in `identity`."""

from django.conf import settings
from django.db import models

from fanal.authority.fields import AttestationField, VersionField
from fanal.authority.models import Attested
from fanal.core.sealing.compartments import Compartment
from fanal.core.words import Sentence, say
from fanal.database.days_written import DayWritten
from fanal.database.uuid_model import UUIDModel
from fanal.keys.ring import Ring
from fanal.keys.sealed import SealedRecord
from fanal.people.code_names import MARKED_AS
from fanal.sealed.columns import ServerSealedTextField
from fanal.sealed.server_key import MarkField
from fanal.sealed.substitutes import LABEL

QUESTIONS: dict[str, Sentence] = {
    "gender": say("Gender, as she says it"),
    "citizenship": say("Citizenship"),
    "origin": say("The province or town she comes from"),
    "languages": say("Languages she speaks"),
    "reads": say("Languages she reads"),
    "papers": say("Papers she has"),
    "telephone": say("Her telephone number: to find her file again, not to call"),
}


class Person(UUIDModel, Attested):
    """A folder. She may have several cases, or none. `merged_into`: the file that stands for it.

    `mark`: by which the file of a code name is found without opening the others'.
    """

    # RESTRICT below and on all that refers to her: an erasure names each table that goes (ADR 24),
    # and no row vanishes along with another unseen.
    # its index is `files_of_a_team`
    team = models.ForeignKey("accounts.Team", on_delete=models.RESTRICT, db_index=False)
    code_name = ServerSealedTextField(instead=LABEL)
    mark = MarkField(of="code_name", purpose=MARKED_AS)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.RESTRICT)
    # without an index, as nobody looks for it and an account is never deleted
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, db_index=False)
    made_on = models.DateField()
    version = models.PositiveIntegerField(default=1)
    attested_version = VersionField()
    attestation = AttestationField()

    SINCE = 2
    UNDECIDING = ("code_name", "mark", "made_on", "version")
    COUNTED_BY = ("merged_into_id",)

    class Meta:
        ordering = ["-made_on", "id"]
        indexes = [
            models.Index(
                fields=["id", "merged_into"],
                condition=models.Q(merged_into__isnull=False),
                name="files_merged_into_another",
            ),
            # Which files are of a team is asked of the index alone (`fanal.people.other_teams`).
            models.Index(fields=["team", "id"], name="files_of_a_team"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class AdditionalTeam(UUIDModel, Attested):
    """Another team that works on her: while both have a case of hers, both read her file."""

    person = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="also_in")
    team = models.ForeignKey("accounts.Team", on_delete=models.RESTRICT, related_name="+")
    since = DayWritten(auto_now_add=True)
    attested_version = VersionField()
    attestation = AttestationField()

    SINCE = 2
    GUARDED = True

    class Meta:
        # The class was renamed (ADR 17); the table kept its name, so that no row was touched.
        db_table = "people_alsoin"
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(fields=["person", "team"], name="once_also_in_a_team")
        ]


class PersonName(SealedRecord):
    """One name: text, script, language, kind. At most one of a person is the one to be used."""

    COMPARTMENT = Compartment.IDENTITY
    FOLDER_OF = "person_id"

    person = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="names")
    to_use = models.BooleanField(default=False)
    made_on = models.DateField()

    class Meta:
        ordering = ["-to_use", "made_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(to_use=True), name="one_name_to_use"
            )
        ]


class Birth(SealedRecord):
    """What one source says of her birth. Sources that disagree stand side by side."""

    COMPARTMENT = Compartment.IDENTITY
    FOLDER_OF = "person_id"

    person = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="births")
    made_on = models.DateField()

    class Meta:
        ordering = ["made_on", "id"]


class Details(SealedRecord):
    """Sex, citizenships, languages: answers about her, one row a person."""

    COMPARTMENT = Compartment.IDENTITY
    FOLDER_OF = "person_id"

    person = models.OneToOneField(Person, on_delete=models.RESTRICT, related_name="details")


class MatchDecision(SealedRecord):
    """What a person answered about two files: the same, not the same, or (None) cannot tell.

    The reason is sealed with the identity of `one`. Never asked twice.
    """

    COMPARTMENT = Compartment.IDENTITY
    FOLDER_OF = "one_id"

    one = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="+")
    other = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="+")
    same = models.BooleanField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+")
    on = models.DateField()
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.RESTRICT, related_name="+"
    )
    undone_on = models.DateField(null=True)

    class Meta:
        # The name of before (ADR 17), as above.
        db_table = "people_comparison"
        ordering = ["-on", "id"]

    def reason(self, ring: Ring) -> str:
        """Return why, as it was written down; nothing where none was given or the reader has no
        key."""
        data = self.try_unseal(ring) if self.version else None
        return data["reason"] if data else ""

    def twins(self, ring: Ring) -> bool:
        """Whether both are real and only look like one, as far as the reader has the key."""
        data = self.try_unseal(ring) if self.version else None
        return bool(data and data.get("twins"))


class TakenCodeName(models.Model):
    """A keyed hash of a code name that somebody or something has had: it is not given again."""

    # Kept also after the row that had it is erased: papers and journals outside still say the name.
    mark = models.CharField(max_length=64, primary_key=True)

    PLAIN = ("mark",)


class EmergencyGroup(Attested):
    """The team whose key opens every folder in an emergency. It has no cases of its own.

    Its members hold a key; whether they may use it is decided by `EmergencyAccess`, for 24 hours.
    """

    # One row at most: two leads who make the group at once cannot make two.
    id = models.SmallIntegerField(primary_key=True, default=1)
    team = models.OneToOneField("accounts.Team", on_delete=models.RESTRICT, related_name="+")
    attested_version = VersionField()
    attestation = AttestationField()

    GUARDED = True


class EmergencyAccess(UUIDModel, Attested):
    """The opening of a person's file by someone until a moment: written when a case is broken
    open."""

    person = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+")
    until = models.DateTimeField()
    attested_version = VersionField()
    attestation = AttestationField()

    GUARDED = True
