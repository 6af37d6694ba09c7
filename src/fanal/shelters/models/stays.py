"""A stay of one person in one shelter, and every step of it."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from fanal.authority.fields import AttestationField, VersionField
from fanal.authority.models import Attested
from fanal.core.sealing.compartments import Compartment
from fanal.core.shelters import stays as rules
from fanal.core.shelters.kinds import LeftTo
from fanal.core.shelters.stays import StayAct, StayState
from fanal.core.words import stored_codes
from fanal.database.stored_values import StoredAs, StoredIfAny
from fanal.database.uuid_model import UUIDModel
from fanal.keys.sealed import SealedRecord
from fanal.sealed.broken_rows import RowsThatOpen
from fanal.sealed.columns import ServerSealedJSONField, ServerSealedTextField
from fanal.sealed.substitutes import Substitute, code

USER = settings.AUTH_USER_MODEL


class ShelterStay(SealedRecord, Attested):
    """`folder`: of the shelter, so that its staff reads it and nothing of the case.

    Sealed: how she wants to be called here, what she needs tonight, what she eats, and the hour
    and words of each step by its number. `coded`: what she answered, whether a child agrees,
    in which language the house rules were explained, by when she is back who is away as agreed.
    `came_with`: the stay of her mother, say.
    `bed`: hers until it is `over_on`; after that only the last one.
    """

    COMPARTMENT = Compartment.NARRATIVE

    shelter = models.ForeignKey("shelters.Shelter", on_delete=models.RESTRICT, related_name="stays")
    case = models.ForeignKey("cases.Case", on_delete=models.RESTRICT, related_name="stays")
    person = models.ForeignKey("people.Person", on_delete=models.RESTRICT, related_name="stays")
    came_with = models.ForeignKey(
        "self", null=True, on_delete=models.SET_NULL, related_name="came_along"
    )
    bed = models.ForeignKey("shelters.Bed", on_delete=models.RESTRICT, related_name="stays")
    task = models.ForeignKey("cases.Task", null=True, on_delete=models.SET_NULL, related_name="+")
    state = ServerSealedTextField(choices=stored_codes(StayState), instead=code(StayState.MISSING))
    coded = ServerSealedJSONField(
        default=dict, bound_to=("case_id",), instead=Substitute(lambda: {"child": True})
    )
    due = models.DateField(null=True)
    since = models.DateField(null=True)
    over_on = models.DateField(null=True)
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    made_on = models.DateField()
    attested_version = VersionField()
    attestation = AttestationField()

    SINCE = 4  # whoever ends a stay by hand takes nobody from the night's count
    UNDECIDING = ("version", "sealed", "state", "coded", "task", "came_with")

    class Meta:
        ordering = ["made_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["bed"], condition=Q(over_on=None), name="one_person_a_bed"
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(over_on=None), name="one_bed_a_person"
            ),
        ]

    stands = StoredAs(StayState, "state")

    def is_overdue(self, today: date) -> bool:
        """Whether she was expected before today, and nobody has said that she came or did not."""
        return self.stands is StayState.EXPECTED and self.due is not None and self.due < today

    @property
    def back_by(self) -> date | None:
        """The last day on which she is away as agreed; None where nobody said it."""
        by = self.coded.get("back_by") if self.stands is StayState.AWAY else None
        return date.fromisoformat(by) if by else None

    def is_late_back(self, today: date) -> bool:
        """Whether she was to be back before today, and nobody has said that she is."""
        return self.back_by is not None and self.back_by < today

    @property
    def is_child(self) -> bool:
        """Whether she was treated as a child when she came."""
        return bool(self.coded.get("child"))

    @property
    def rules_in(self) -> str:
        return str(self.coded.get("rules_in", ""))

    @property
    def rules_known(self) -> int:
        """The version that was explained to her; 0 where it had none, or nobody explained any."""
        return int(self.coded.get("rules") or 0)

    rules_known_on = StoredIfAny(date.fromisoformat, "coded", "rules_on")


class ShelterStayStep(UUIDModel):
    """One thing that happened in a stay; steps are only added. Hours and words stand in the stay,
    sealed. `coded`: what happened, and where she went."""

    LEFT_OUT = True  # of a page, where it does not open (`fanal.sealed.broken_rows`)

    stay = models.ForeignKey(ShelterStay, on_delete=models.RESTRICT, related_name="steps")
    number = models.PositiveIntegerField()
    on = models.DateField()
    bed = models.ForeignKey("shelters.Bed", null=True, on_delete=models.RESTRICT, related_name="+")
    coded = ServerSealedJSONField(bound_to=("stay_id",))
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    made_on = models.DateField()

    objects = RowsThatOpen["ShelterStayStep"].as_manager()

    class Meta:
        ordering = ["stay", "number"]
        constraints = [
            models.UniqueConstraint(fields=["stay", "number"], name="stay_steps_in_order")
        ]

    act = StoredAs(StayAct, "coded", "act")

    left_to = StoredIfAny(LeftTo, "coded", "to")

    def step(self) -> rules.StayStep:
        """Return the step as the rules read it. Raises BrokenSeal."""
        bed = str(self.bed_id) if self.bed_id else ""
        return rules.StayStep(self.act, self.on, bed, self.left_to)
