"""Dated records of a case, and what two decided on the best interests of a child."""

from django.conf import settings
from django.db import models

from fanal.authority.fields import AttestationField, VersionField
from fanal.authority.models import Attested
from fanal.cases.models.case_days import OfADay, RowsOfADay
from fanal.cases.models.case_marks import MarkedTable
from fanal.core.protection.facts import Recorded
from fanal.core.protection.kinds import RecordKind
from fanal.core.sealing.compartments import Compartment
from fanal.core.words import stored_codes
from fanal.database.stored_values import StoredAs
from fanal.keys.sealed import SealedRecord
from fanal.sealed.columns import ServerSealedJSONField
from fanal.sealed.scoped_codes import ScopedCodeField

USER = settings.AUTH_USER_MODEL
KINDS = stored_codes(RecordKind)


class ProtectionRecord(OfADay, SealedRecord):
    """One dated record; rows are only added, and the newest of a kind holds.

    `person`: whom it is about, None for the case. `on`: the day it tells of; `due`: the day that
    somebody set. `coded`: the answers that a clock reads while nobody has unlocked.
    """

    LEFT_OUT = True  # of a page, where it does not open (`fanal.sealed.broken_rows`)

    FOLDER_OF = "case_id"

    case = models.ForeignKey(
        "cases.Case", on_delete=models.RESTRICT, related_name="protection_records"
    )
    person = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.RESTRICT, related_name="+"
    )
    # Sealed by case: in clear “best interests” would tell a thief in which case there is a child.
    kind = ScopedCodeField(scope="case_id", choices=KINDS)
    coded = ServerSealedJSONField(bound_to=("case_id",), default=dict)
    on = models.DateField()
    due = models.DateField(null=True, blank=True)
    number = models.PositiveIntegerField()
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    made_on = models.DateField()

    objects = RowsOfADay["ProtectionRecord"].as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="protection_in_order")
        ]
        indexes = [models.Index(fields=["on"], name="protection_by_day")]  # the days that come

    record_kind = StoredAs(RecordKind, "kind")

    @property
    def compartment(self) -> Compartment:
        return self.record_kind.described.compartment

    def recorded(self) -> Recorded:
        """Return the record as a clock reads it."""
        return Recorded(
            self.record_kind,
            self.on,
            self.due,
            self.person_id,
            self.coded,
            key=self.id,
            written=self.made_on,
        )


MARKED = MarkedTable(
    "protection_protectionrecord",
    ("id", "number", '"on"', "due", "made_on", "made_by_id", "person_id"),
    ("kind", "coded"),
    "due IS NOT NULL",
)


class ProtectionDecision(SealedRecord, Attested):
    """One proposes what follows from an assessment, a second decides: what serves a child best.
    Its name tells no thief that there is a child. Sealed: what, why, and the reason of a second who
    says no."""

    COMPARTMENT = Compartment.NARRATIVE
    FOLDER_OF = "case_id"

    case = models.ForeignKey("cases.Case", on_delete=models.RESTRICT, related_name="+")
    assessment = models.ForeignKey(
        ProtectionRecord, on_delete=models.RESTRICT, related_name="decisions"
    )
    asked_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    asked_on = models.DateField()
    decided_by = models.ForeignKey(USER, null=True, on_delete=models.RESTRICT, related_name="+")
    decided_on = models.DateField(null=True)
    agreed = models.BooleanField(null=True)
    attested_version = VersionField()
    attestation = AttestationField()

    UNDECIDING = ("version", "sealed")

    class Meta:
        ordering = ["asked_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(decided_by=models.F("asked_by")), name="protection_by_two"
            ),
            models.UniqueConstraint(
                fields=["assessment"],
                condition=models.Q(decided_on=None),
                name="one_decision_waits",
            ),
        ]
