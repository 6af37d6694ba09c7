"""Proceedings of a person in a case, and what is recorded of each: all of it in the legal part."""

from collections.abc import Callable
from typing import ClassVar

from django.conf import settings
from django.db import models

from fanal.authority.fields import AttestationField, VersionField
from fanal.authority.models import Attested
from fanal.cases.models.case_days import OfADay
from fanal.cases.models.case_marks import MarkedTable
from fanal.core.justice.kinds import JusticeKind
from fanal.core.justice.proceedings import HerRole, ProceedingKind
from fanal.core.sealing.compartments import Compartment
from fanal.core.words import stored_codes
from fanal.database.stored_values import StoredAs
from fanal.keys.sealed import SealedRecord
from fanal.sealed.columns import ServerSealedJSONField
from fanal.sealed.scoped_codes import ScopedCodeField
from fanal.sealed.substitutes import Substitute

USER = settings.AUTH_USER_MODEL


def unreadable_proceeding() -> dict[str, str]:
    """What a page says of one that does not open: it is none in which she is accused."""
    return {"kind": ProceedingKind.OTHER, "country": "", "role": HerRole.VICTIM}


class Proceeding(OfADay, SealedRecord):
    """One proceeding of one person. A person may have several at once, in several countries.

    `coded`: kind, country and her role, as figures and lists read them while nobody has unlocked.
    Sealed: the body, its number, what it is about, her lawyer.
    """

    COMPARTMENT = Compartment.LEGAL
    FOLDER_OF = "case_id"

    case = models.ForeignKey("cases.Case", on_delete=models.RESTRICT, related_name="proceedings")
    person = models.ForeignKey("people.Person", on_delete=models.RESTRICT, related_name="+")
    coded = ServerSealedJSONField(
        bound_to=("case_id",), default=dict, instead=Substitute(unreadable_proceeding)
    )
    number = models.PositiveIntegerField()
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    made_on = models.DateField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="proceedings_in_order")
        ]

    kind = StoredAs(ProceedingKind, "coded", "kind")
    role = StoredAs(HerRole, "coded", "role")
    country = StoredAs(str, "coded", "country")


class JusticeRecord(OfADay, SealedRecord, Attested):
    """One thing that is recorded of a proceeding, or below another record. Rows are only added.

    `on`: the day of what happened; of a hearing the day of writing, since its day is sealed.
    `due`: a last day. `waits`: something is still to be done. `away`: how long she is away for a
    hearing, for the staff of her shelter: neither court nor charge.
    """

    LEFT_OUT = True  # of a page, where it does not open (`fanal.sealed.broken_rows`)

    COMPARTMENT = Compartment.LEGAL
    FOLDER_OF = "case_id"

    case = models.ForeignKey("cases.Case", on_delete=models.RESTRICT, related_name="+")
    proceeding = models.ForeignKey(Proceeding, on_delete=models.RESTRICT, related_name="records")
    under = models.ForeignKey(
        "self", null=True, on_delete=models.RESTRICT, related_name="records_below"
    )
    journey = models.ForeignKey(
        "journeys.Journey", null=True, on_delete=models.RESTRICT, related_name="+"
    )
    kind = ScopedCodeField(scope="case_id", choices=stored_codes(JusticeKind))
    coded = ServerSealedJSONField(bound_to=("case_id",), default=dict)
    away = ServerSealedJSONField(bound_to=("case_id",), default=dict)
    on = models.DateField()
    due = models.DateField(null=True)
    waits = models.BooleanField(default=False)
    number = models.PositiveIntegerField()
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    made_on = models.DateField()
    attested_version = VersionField()
    attestation = AttestationField()

    SINCE = 4
    UNDECIDING = ("version", "sealed", "kind", "coded", "away")
    # Whoever changed it by hand hides nothing that is still to be done.
    SAFE: ClassVar[dict[str, object | Callable[[], object]]] = {"waits": True}

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="justice_records_in_order")
        ]
        indexes = [
            models.Index(
                fields=["case"], condition=models.Q(waits=True), name="justice_records_that_wait"
            )
        ]

    record_kind = StoredAs(JusticeKind, "kind")


KIND: ScopedCodeField = JusticeRecord._meta.get_field("kind")


# What is recorded of each is attested, and refers to it.
MARKED = MarkedTable(
    "justice_proceeding",
    ("id", "person_id", "number", "made_by_id", "made_on"),
    ("coded",),
    "1 = 0",
)
