"""Searches for somebody: asked, answered, confirmed, told."""

from django.conf import settings
from django.db import models

from fanal.authority.fields import AttestationField, VersionField
from fanal.authority.models import Attested
from fanal.cases.models.case_days import OfADay, RowsOfADay
from fanal.cases.models.case_marks import MarkedTable
from fanal.core.casework.tracing import ConfirmedBy, Whom
from fanal.core.sealing.compartments import Compartment
from fanal.core.words import stored_codes
from fanal.database.uuid_model import UUIDModel
from fanal.keys.sealed import SealedRecord
from fanal.sealed.columns import ServerSealedTextField

USER = settings.AUTH_USER_MODEL


class TracingRequest(OfADay, SealedRecord):
    """A search of a case for somebody. Names, birth and relation are sealed with the identity of
    the case."""

    COMPARTMENT = Compartment.IDENTITY
    FOLDER_OF = "case_id"

    case = models.ForeignKey("cases.Case", on_delete=models.RESTRICT, related_name="tracings")
    person = models.ForeignKey("people.Person", on_delete=models.RESTRICT, related_name="+")
    whom = ServerSealedTextField(choices=stored_codes(Whom))
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    made_on = models.DateField()
    ended_on = models.DateField(null=True)

    objects = RowsOfADay["TracingRequest"].as_manager()

    class Meta:
        ordering = ["-made_on", "id"]


class TracingAnswer(SealedRecord, Attested):
    """One colleague's finding on one file: it is the one looked for, or it is not.

    One that she took back stays as it was written, and counts no more (`WithdrawnAnswer` says why).
    """

    COMPARTMENT = Compartment.NARRATIVE

    request = models.ForeignKey(TracingRequest, on_delete=models.RESTRICT, related_name="answers")
    person = models.ForeignKey("people.Person", on_delete=models.RESTRICT, related_name="+")
    by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    on = models.DateField()
    agrees = models.BooleanField()
    ground = ServerSealedTextField(choices=stored_codes(ConfirmedBy))
    taken_back_on = models.DateField(null=True)
    attested_version = VersionField()
    attestation = AttestationField()

    SINCE = 8  # nobody is told who she is because somebody wrote that two colleagues found so
    UNDECIDING = ("version", "sealed", "ground")

    class Meta:
        # What was taken back comes before what replaced it on the same day.
        ordering = ["on", models.F("taken_back_on").asc(nulls_last=True), "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "person", "by"],
                # Of standing answers alone: whoever took hers back may answer anew, and both rows
                # stay.
                condition=models.Q(taken_back_on=None),
                name="one_answer_a_colleague",
            )
        ]


class WithdrawnAnswer(SealedRecord):
    """The reason why a colleague took her own answer back, sealed where the answer is."""

    COMPARTMENT = Compartment.NARRATIVE

    answer = models.OneToOneField(
        TracingAnswer, on_delete=models.RESTRICT, related_name="taken_back"
    )

    class Meta:
        db_table = "registers_takenback"


class Confirmer(SealedRecord):
    """A colleague of another team who was asked to confirm: two people alone cannot.

    A folder of its own. Sealed: what is looked for, copied, so that the case stays closed to her.
    `granted`: that the identity of the file is open to her for this, until `until` or her answer.
    """

    COMPARTMENT = Compartment.IDENTITY

    request = models.ForeignKey(
        TracingRequest, on_delete=models.RESTRICT, related_name="confirmers"
    )
    person = models.ForeignKey("people.Person", on_delete=models.RESTRICT, related_name="+")
    user = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    asked_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    asked_on = models.DateField()
    until = models.DateField()
    granted = models.BooleanField()

    class Meta:
        ordering = ["-asked_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "person", "user"], name="a_confirmer_is_asked_once"
            )
        ]


class FamilyNotice(UUIDModel):
    """A notice that the finding was told, after two confirmations: by whom, and when.

    `referral`: by what it went through the gate; None where the two are told in our own care.
    """

    request = models.ForeignKey(TracingRequest, on_delete=models.RESTRICT, related_name="told")
    person = models.ForeignKey("people.Person", on_delete=models.RESTRICT, related_name="+")
    by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    on = models.DateField()
    referral = models.ForeignKey(
        "sharing.Referral", null=True, on_delete=models.RESTRICT, related_name="+"
    )

    class Meta:
        db_table = "registers_told"
        ordering = ["on", "id"]
        constraints = [models.UniqueConstraint(fields=["request", "person"], name="told_once")]


MARKED = MarkedTable(
    "registers_tracingrequest",
    ("id", "person_id", "made_by_id", "made_on", "ended_on"),
    ("whom",),
    "ended_on IS NULL",
)
