"""The count of an evening: one row for each of the two who counted, one for when they looked
again."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q

from fanal.core.sealing.compartments import Compartment
from fanal.core.shelters.nights import NightFinding
from fanal.core.words import stored_codes
from fanal.database.stored_values import StoredAs
from fanal.database.uuid_model import UUIDModel
from fanal.keys.sealed import SealedRecord
from fanal.sealed.columns import ServerSealedTextField
from fanal.sealed.server_key import marked
from fanal.sealed.substitutes import code

USER = settings.AUTH_USER_MODEL
SETTLED = 3  # the number of the row that says what was found together


class NightCount(SealedRecord):
    """A count of one evening. `number`: 1 and 2 counted apart; 3 is what was found where they
    differed. Sealed: the hour, and words."""

    COMPARTMENT = Compartment.NARRATIVE

    shelter = models.ForeignKey(
        "shelters.Shelter", on_delete=models.RESTRICT, related_name="counts"
    )
    evening = models.DateField()
    number = models.PositiveSmallIntegerField()
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    made_on = models.DateField()

    class Meta:
        ordering = ["evening", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["shelter", "evening", "number"], name="two_count_an_evening"
            ),
            models.UniqueConstraint(
                fields=["shelter", "evening", "made_by"],
                # Whoever counted may look again with the other: the third row is of both.
                condition=Q(number__lt=SETTLED),
                name="nobody_counts_twice",
            ),
        ]


def id_of_answer(count: NightCount, stay: UUID) -> UUID:
    """Known to whoever holds the server's key alone: the counts of last night, moved in the
    database, would else say that everybody is there tonight."""
    told = f"{count.pk}|{count.shelter_id}|{count.evening}|{count.number}|{stay}"
    return UUID(marked(told, "shelters.night_answer")[:32])


class NightAnswer(UUIDModel):
    """What one of them found of one resident. Its `id` says of which evening it is."""

    count = models.ForeignKey(NightCount, on_delete=models.RESTRICT, related_name="answers")
    stay = models.ForeignKey(
        "shelters.ShelterStay", on_delete=models.RESTRICT, related_name="counted"
    )
    answer = ServerSealedTextField(
        choices=stored_codes(NightFinding),
        bound_to=("stay_id",),
        instead=code(NightFinding.NOT_SEEN),
    )

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["count", "stay"], name="one_answer_of_each")]

    found = StoredAs(NightFinding, "answer")

    @classmethod
    def of(cls, count: NightCount, stay: UUID, finding: NightFinding) -> NightAnswer:
        return cls(id=id_of_answer(count, stay), count=count, stay_id=stay, answer=finding)

    def is_of(self, count: NightCount) -> bool:
        """Whether it was given in that count: neither the one nor the other was moved."""
        return self.id == id_of_answer(count, self.stay_id)
