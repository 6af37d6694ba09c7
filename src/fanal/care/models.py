"""Care files, requests for care, what was released to a case, and the records of a file."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from fanal.accounts.second_person import two_people
from fanal.authority.fields import AttestationField, VersionField
from fanal.authority.models import Attested
from fanal.cases.models.case_days import OfADay, RowsOfADay
from fanal.cases.models.case_marks import MarkedTable
from fanal.core.care.asking import CareState
from fanal.core.care.licences import LicenceFact, LicenceUse
from fanal.core.care.recovering import HerAnswer
from fanal.core.sealing.compartments import Compartment
from fanal.core.words import stored_codes
from fanal.database.stored_values import StoredAs
from fanal.database.uuid_model import UUIDModel
from fanal.keys.sealed import SealedRecord
from fanal.sealed.broken_rows import RowsThatOpen
from fanal.sealed.columns import ServerSealedJSONField, ServerSealedTextField
from fanal.sealed.substitutes import code

USER = settings.AUTH_USER_MODEL
FILE_FOLDER, REQUEST_FOLDER = "care", "care_request"  # kinds of folders (`fanal.keys`)


class CareFile(UUIDModel):
    """The file that a health worker keeps about somebody.

    Its id is that of a folder whose keys she holds and those whom she names: no team, no lead, no
    emergency group. `kept_by`: who made it, or to whom it was handed over.
    """

    person = models.ForeignKey("people.Person", on_delete=models.RESTRICT, related_name="+")
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    made_on = models.DateField()
    kept_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")

    class Meta:
        ordering = ["made_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "made_by"],
                condition=Q(kept_by=models.F("made_by")),
                name="one_care_file_a_keeper",
            )
        ]


class CareRecovery(UUIDModel, Attested):
    """A file that nobody opens any more is to be kept by `to`: one person asks, a second agrees,
    and two recovery sheets give the key. Neither of the two gets one. `why`: in words, and what
    she said of it where she could be asked. The row stays, `done_on`, as what was decided."""

    SINCE = 2
    UNDECIDING = ("why", "hers", "done_on")
    LEFT_OUT = True  # of a page, where it does not open (`fanal.sealed.broken_rows`)

    file = models.ForeignKey(CareFile, on_delete=models.RESTRICT, related_name="recoveries")
    to = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    why = ServerSealedTextField()
    hers = ServerSealedTextField(choices=stored_codes(HerAnswer))
    by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    asked_on = models.DateField()
    agreed_by = models.ForeignKey(USER, null=True, on_delete=models.RESTRICT, related_name="+")
    agreed_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    attested_version = VersionField()
    attestation = AttestationField()

    class Meta:
        ordering = ["asked_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["file"], condition=Q(done_on=None), name="one_recovery_of_a_care_file"
            ),
            two_people("agreed_by", "by", name="two_people_recover_a_care_file"),
            models.CheckConstraint(
                condition=~Q(to=models.F("by"))
                & (Q(agreed_by=None) | ~Q(to=models.F("agreed_by"))),
                name="who_decides_a_recovery_gets_no_key",
            ),
        ]

    answered = StoredAs(HerAnswer, "hers")


class CareRequest(OfADay, SealedRecord):
    """A case asks a health worker about one of its people. Its id is that of a folder, which the
    team of the case and the health worker open: it holds what was asked and what she released.

    Sealed: why, and when it happened, by the hour. `due`: the day by which she is to be seen.
    """

    COMPARTMENT = Compartment.MEDICAL

    case = models.ForeignKey("cases.Case", on_delete=models.RESTRICT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.RESTRICT, related_name="+")
    to = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    file = models.ForeignKey(CareFile, null=True, on_delete=models.RESTRICT, related_name="asked")
    task = models.OneToOneField(
        "cases.Task", null=True, on_delete=models.RESTRICT, related_name="care_request"
    )
    state = ServerSealedTextField(choices=stored_codes(CareState), instead=code(CareState.ASKED))
    due = models.DateField()
    over_on = models.DateField(null=True)
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    made_on = models.DateField()

    objects = RowsOfADay["CareRequest"].as_manager()

    class Meta:
        ordering = ["made_on", "id"]
        indexes = [models.Index(fields=["to", "over_on", "due"], name="care_asked_of_whom")]

    stands = StoredAs(CareState, "state")


class CareSummary(SealedRecord):
    """What a health worker released to the case, in the words to which she agreed; in the folder of
    the request."""

    COMPARTMENT = Compartment.MEDICAL

    request = models.ForeignKey(CareRequest, on_delete=models.RESTRICT, related_name="summaries")
    number = models.PositiveIntegerField()
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    made_on = models.DateField()

    class Meta:
        ordering = ["made_on", "number"]
        constraints = [
            models.UniqueConstraint(fields=["request", "number"], name="care_summaries_in_order")
        ]


class CareRecord(SealedRecord):
    """One record of a care file: a note, a sample with its custody, a scale. Of which kind it is is
    sealed, too: that a test or a sample exists would tell what happened.

    `due`: the day on which to see her again; `done_on`: she was seen, or it is no longer due.
    """

    COMPARTMENT = Compartment.MEDICAL
    FOLDER_OF = "file_id"

    file = models.ForeignKey(CareFile, on_delete=models.RESTRICT, related_name="records")
    number = models.PositiveIntegerField()
    on = models.DateField()
    due = models.DateField(null=True)
    done_on = models.DateField(null=True)
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    made_on = models.DateField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["file", "number"], name="care_records_in_order")
        ]
        indexes = [models.Index(fields=["due", "done_on"], name="care_to_follow_up")]


class Licence(UUIDModel):
    """The licence of a scale, recorded by a health worker and confirmed by a director.

    `scale`: its code. `told`: what it allows (`use`), who holds it, where the document is, in which
    `languages` the owner gave a version, and where those were `checked`.
    """

    scale = models.CharField(max_length=16)
    told = ServerSealedJSONField(bound_to=("scale", "since", "until", "made_by_id"))
    since = models.DateField()
    until = models.DateField(null=True)
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    made_on = models.DateField()
    agreed_by = models.ForeignKey(USER, null=True, on_delete=models.RESTRICT, related_name="+")
    agreed_on = models.DateField(null=True)
    ended_by = models.ForeignKey(USER, null=True, on_delete=models.RESTRICT, related_name="+")
    ended_on = models.DateField(null=True)

    PLAIN = ("scale",)
    LEFT_OUT = True  # of a page, where it does not open (`fanal.sealed.broken_rows`)

    objects = RowsThatOpen["Licence"].as_manager()

    class Meta:
        db_table = "care_heldlicence"
        ordering = ["made_on", "id"]
        constraints = [
            two_people("agreed_by", "made_by", name="a_second_person_confirms_a_licence")
        ]

    def fact(self) -> LicenceFact:
        """Return the licence as the rules read it."""
        return LicenceFact(
            LicenceUse(self.told["use"]),
            tuple(self.told["languages"]),
            self.told["checked"],
            self.since,
            self.until,
            self.agreed_by_id is not None,
            self.ended_on is not None,
        )


MARKED = MarkedTable(
    "care_carerequest",
    ("id", "person_id", "to_id", "file_id", "task_id", "due", "over_on", "made_by_id", "made_on"),
    ("state",),
    "over_on IS NULL",
)
