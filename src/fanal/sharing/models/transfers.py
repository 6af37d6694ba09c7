"""A case offered to another team of ours, and what became of the offer."""

from django.conf import settings
from django.db import models

from fanal.cases.models.case_days import OfADay, RowsOfADay
from fanal.cases.models.case_marks import MarkedTable
from fanal.core.sealing.compartments import Compartment
from fanal.core.trust.transfers import Offer
from fanal.core.words import stored_codes
from fanal.keys.sealed import SealedRecord
from fanal.sealed.columns import ServerSealedTextField

USER = settings.AUTH_USER_MODEL


class Transfer(OfADay, SealedRecord):
    """A folder of its own, which the giving team keeps. Sealed: what was done, what is needed.

    `classes`: compartments that go; the others stay closed to the receiving team. `moves_before`:
    how many stages lay behind when it was accepted, which is as far as the giving team sees.
    """

    COMPARTMENT = Compartment.NARRATIVE

    case = models.ForeignKey("cases.Case", on_delete=models.RESTRICT, related_name="transfers")
    giving = models.ForeignKey("accounts.Team", on_delete=models.RESTRICT, related_name="+")
    receiving = models.ForeignKey("accounts.Team", on_delete=models.RESTRICT, related_name="+")
    state = models.CharField(max_length=12, choices=stored_codes(Offer), default=Offer.OFFERED)
    classes = ServerSealedTextField()
    due = models.DateField()
    offered_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    offered_on = models.DateField()
    answered_by = models.ForeignKey(USER, null=True, on_delete=models.RESTRICT, related_name="+")
    answered_on = models.DateField(null=True)
    moves_before = models.PositiveIntegerField(null=True)

    objects = RowsOfADay["Transfer"].as_manager()

    PLAIN = ("state",)

    class Meta:
        ordering = ["-offered_on", "id"]
        indexes = [models.Index(fields=["state", "due"])]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(state=Offer.OFFERED), name="one_offer_a_case"
            )
        ]

    @property
    def waits(self) -> bool:
        return self.state == Offer.OFFERED

    def held_back(self) -> list[Compartment]:
        """What the receiving team cannot read."""
        given = self.classes.split()
        return [compartment for compartment in Compartment if compartment not in given]


MARKED = MarkedTable(
    "sharing_transfer",
    (
        "id",
        "giving_id",
        "receiving_id",
        "state",
        "due",
        "offered_by_id",
        "offered_on",
        "answered_by_id",
        "answered_on",
        "moves_before",
    ),
    ("classes",),
    "answered_on IS NULL",
)
