"""The two-country file: two sides, what each agreed to, and what each put there."""

from collections.abc import Collection, Iterable
from uuid import UUID

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

USER = settings.AUTH_USER_MODEL


class SharedFile(UUIDModel, OfADay):
    """One record between two teams. Neither side learns which case the other has."""

    STATES = ("proposed", "open", "declined", "withdrawn")

    state = models.CharField(max_length=12, choices=stored_codes(STATES), default="proposed")
    proposed_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    proposed_on = models.DateField()
    ended_by = models.ForeignKey(USER, null=True, on_delete=models.RESTRICT, related_name="+")
    ended_on = models.DateField(null=True)

    objects = RowsOfADay["SharedFile"].as_manager()

    PLAIN = ("state",)

    class Meta:
        ordering = ["-proposed_on", "id"]

    @property
    def is_open(self) -> bool:
        """Whether both sides agreed, and neither has ended it."""
        return self.state == "open"

    def kept_in(self) -> Collection[UUID]:
        return _cases_in([self.pk])

    @classmethod
    def cases_of[Row: models.Model](cls, rows: models.QuerySet[Row]) -> set[UUID]:
        return _cases_in(rows.order_by().values_list("pk", flat=True))


class Side(UUIDModel, OfADay):
    """A folder: what this side puts there. `case`: its own file, once it has said which.

    `fields`: what it agrees to share, codes separated by spaces.
    """

    shared = models.ForeignKey(SharedFile, on_delete=models.RESTRICT, related_name="sides")
    team = models.ForeignKey("accounts.Team", on_delete=models.RESTRICT, related_name="+")
    case = models.ForeignKey(
        "cases.Case", null=True, on_delete=models.RESTRICT, related_name="shared_sides"
    )
    fields = ServerSealedTextField(blank=True, default="")

    objects = RowsOfADay["Side"].as_manager()

    class Meta:
        ordering = ["shared", "id"]
        constraints = [models.UniqueConstraint(fields=["shared", "team"], name="one_side_a_team")]

    def kept_in(self) -> Collection[UUID]:
        return {*super().kept_in(), *_cases_in([self.shared_id])}

    @classmethod
    def cases_of[Row: models.Model](cls, rows: models.QuerySet[Row]) -> set[UUID]:
        return _cases_in(rows.order_by().values_list("shared_id", flat=True))


def _cases_in(shared: Iterable[UUID]) -> set[UUID]:
    """The cases that the sides of these files have: what stands in a file is marked with each."""
    sides = Side._base_manager.filter(shared__in=shared).exclude(case=None)
    return {*sides.order_by().values_list("case_id", flat=True)}


class SharedEntry(SealedRecord):
    """What one side says in one field. Sealed under the key of that side's folder."""

    COMPARTMENT = Compartment.NARRATIVE

    side = models.ForeignKey(Side, on_delete=models.RESTRICT, related_name="entries")
    field = models.CharField(max_length=12, choices=stored_codes(SharedField))
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    made_on = models.DateField()

    PLAIN = ("field",)

    class Meta:
        ordering = ["side", "field"]
        constraints = [
            models.UniqueConstraint(fields=["side", "field"], name="one_entry_a_field_and_side")
        ]


# Both sides with the case of each: neither is given to a third team or pointed at another case, no
# file that ended goes on. Read with what is due, since who has her is told by them.
MARKED = (
    MarkedTable(
        "sharing_side",
        ("id", "shared_id", "team_id", "of_case"),
        ("fields",),
        "1 = 1",
        """SELECT mine.case_id, one.id, one.shared_id, one.team_id, one.case_id AS of_case,
            one.fields
        FROM sharing_side mine JOIN sharing_side one ON one.shared_id = mine.shared_id
        WHERE mine.case_id IS NOT NULL""",
    ),
    MarkedTable(
        "sharing_sharedfile",
        ("id", "state", "ended_on"),
        (),
        "1 = 1",
        """SELECT mine.case_id, one.id, one.state, one.ended_on
        FROM sharing_side mine JOIN sharing_sharedfile one ON one.id = mine.shared_id
        WHERE mine.case_id IS NOT NULL""",
    ),
)
