"""A two-country file with a partner who has no account here: our text, and what they told us."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

from fanal.cases.models.case_days import OfADay, RowsOfADay
from fanal.cases.models.case_marks import MarkedTable
from fanal.core.sealing.compartments import Compartment
from fanal.core.trust.shared import SharedField
from fanal.core.words import stored_codes
from fanal.database.uuid_model import UUIDModel
from fanal.keys.sealed import SealedRecord
from fanal.sealed.columns import ServerSealedTextField

if TYPE_CHECKING:
    from fanal.accounts.models import User

USER = settings.AUTH_USER_MODEL
FIELDS = stored_codes(SharedField)


class PartnerFile(UUIDModel, OfADay):
    """One record of one person between us and one partner, until `ended_on`.

    `agreed_on`: when they agreed to it, outside of this program. `fields`: what is shared, codes
    separated by spaces. Their own file is with them, and ours is the case.
    """

    # Set by the list of what waits for approval, for its reader (`access.files_to_approve`).
    opens: bool
    asks: User
    asked: date
    state: str

    case = models.ForeignKey("cases.Case", on_delete=models.RESTRICT, related_name="partner_files")
    person = models.ForeignKey("people.Person", on_delete=models.RESTRICT, related_name="+")
    partner = models.ForeignKey("partners.Partner", on_delete=models.RESTRICT, related_name="+")
    area = models.ForeignKey(
        "partners.Area", null=True, on_delete=models.RESTRICT, related_name="+"
    )
    fields = ServerSealedTextField()
    agreed_on = models.DateField()
    opened_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    opened_on = models.DateField()
    ended_by = models.ForeignKey(USER, null=True, on_delete=models.RESTRICT, related_name="+")
    ended_on = models.DateField(null=True)

    objects = RowsOfADay["PartnerFile"].as_manager()

    class Meta:
        ordering = ["-opened_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "person", "partner"],
                condition=models.Q(ended_on=None),
                name="one_file_with_a_partner",
            )
        ]


class PartnerText(SealedRecord):
    """Our text in one field, the one that goes out. Sealed under the key of our case."""

    COMPARTMENT = Compartment.NARRATIVE

    file = models.ForeignKey(PartnerFile, on_delete=models.RESTRICT, related_name="texts")
    field = models.CharField(max_length=12, choices=FIELDS)
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    made_on = models.DateField()

    PLAIN = ("field",)

    class Meta:
        ordering = ["file", "field"]
        constraints = [
            models.UniqueConstraint(fields=["file", "field"], name="one_text_of_ours_a_field")
        ]


class PartnerStatement(SealedRecord):
    """What the partner told us on a day, as one of us wrote it down. A correction is
    a new row."""

    COMPARTMENT = Compartment.NARRATIVE

    file = models.ForeignKey(PartnerFile, on_delete=models.RESTRICT, related_name="statements")
    field = models.CharField(max_length=12, choices=FIELDS)
    said_on = models.DateField()
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    made_on = models.DateField()

    PLAIN = ("field",)

    class Meta:
        ordering = ["-said_on", "-made_on", "id"]


MARKED = MarkedTable(
    "sharing_partnerfile",
    (
        "id",
        "person_id",
        "partner_id",
        "area_id",
        "agreed_on",
        "opened_by_id",
        "opened_on",
        "ended_by_id",
        "ended_on",
    ),
    ("fields",),
    # Nothing in it is to be done: it is marked with all of the case alone (ADR 9).
    "1 = 0",
)
