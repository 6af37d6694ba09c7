"""Scholarships by term, what was paid, and the looks back after their end."""

from datetime import date

from django.conf import settings
from django.db import models

from fanal.core.prevention.scholarships import (
    LookBackAnswer,
    ScholarshipState,
    WhyEnded,
    is_to_be_looked_for,
    was_heard_of,
)
from fanal.core.sealing.compartments import Compartment
from fanal.core.words import stored_codes
from fanal.database.stored_values import StoredAs, StoredIfAny
from fanal.database.uuid_model import UUIDModel
from fanal.keys.sealed import SealedRecord
from fanal.prevention.models.participants import PreventionParticipant
from fanal.sealed.columns import ServerSealedJSONField

USER = settings.AUTH_USER_MODEL
STATES = stored_codes(ScholarshipState)


class Scholarship(SealedRecord):
    """A scholarship of a participant.

    Sealed: school, what is paid and to whom, by which rule she was chosen, who signed besides.

    `ended`: why, in a code, and whether the team was told that she is gone. One runs at a time for
    one participant. `signed_by`: another officer of the office, where there is one; else the
    function that `second` names signed on paper.
    """

    COMPARTMENT = Compartment.NARRATIVE

    participant = models.ForeignKey(
        PreventionParticipant, on_delete=models.RESTRICT, related_name="scholarships"
    )
    # In clear for lists; why it ended is sealed for the server, since a reason can be a family's
    # secret.
    state = models.CharField(max_length=10, choices=STATES)
    begun_on = models.DateField()
    ended_on = models.DateField(null=True)
    ended = ServerSealedJSONField(default=dict)
    signed_by = models.ForeignKey(USER, null=True, on_delete=models.RESTRICT, related_name="+")
    signed_on = models.DateField(null=True)
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    made_on = models.DateField()

    PLAIN = ("state",)

    class Meta:
        ordering = ["-begun_on", "id"]
        constraints = [
            # In the database, since two officers may begin one at the same moment.
            models.UniqueConstraint(
                fields=["participant"],
                condition=models.Q(ended_on=None),
                name="one_scholarship_at_a_time",
            )
        ]
        indexes = [models.Index(fields=["state", "-begun_on"], name="scholarships_by_state")]

    stands = StoredAs(ScholarshipState, "state")
    why_ended = StoredIfAny(WhyEnded, "ended", "why")

    @property
    def to_be_looked_for(self) -> bool:
        """Whether the team has still to hear of her."""
        # As of the end: whoever was taken as a child is not found by turning 18.
        child = self.ended_on is not None and self.participant.is_child(self.ended_on)
        return is_to_be_looked_for(
            self.why_ended,
            child=child,
            heard_of=any(look.heard_of for look in self.looks.all()),
            told="told" in self.ended,
        )


class OfAScholarship(SealedRecord):
    """A record of one scholarship, in the folder of its participant."""

    scholarship = models.ForeignKey(
        Scholarship, on_delete=models.RESTRICT, related_name="%(class)s"
    )
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    made_on = models.DateField()

    class Meta:
        abstract = True


class SchoolTerm(OfAScholarship):
    """A term of a scholarship. Sealed: days open, present, excused, and what came of it."""

    COMPARTMENT = Compartment.NARRATIVE

    first = models.DateField()
    last = models.DateField()

    class Meta:
        ordering = ["first", "id"]


class ScholarshipPayment(OfAScholarship):
    """A payment of a scholarship. Sealed: how much, to whom, and where the receipt is kept."""

    # Of its own, so that money can be opened without her story.
    COMPARTMENT = Compartment.FINANCE

    on = models.DateField()

    class Meta:
        ordering = ["on", "id"]


class LookBack(UUIDModel):
    """What became of a scholar some months after the end. `told`: the answer, once it is asked, and
    whether she gave it herself."""

    scholarship = models.ForeignKey(Scholarship, on_delete=models.RESTRICT, related_name="looks")
    # 6, 15 or 24.
    months = models.PositiveSmallIntegerField()
    due = models.DateField()
    asked_on = models.DateField(null=True)
    # Bound to its scholarship: an answer does not open in another row.
    told = ServerSealedJSONField(default=dict, bound_to=("scholarship_id",))
    asked_by = models.ForeignKey(USER, null=True, on_delete=models.RESTRICT, related_name="+")

    class Meta:
        ordering = ["due", "id"]
        constraints = [
            models.UniqueConstraint(fields=["scholarship", "months"], name="look_back_once")
        ]
        indexes = [
            models.Index(
                fields=["due"], condition=models.Q(asked_on=None), name="look_backs_to_ask"
            )
        ]

    answer = StoredIfAny(LookBackAnswer, "told", "answer")

    @property
    def heard_of(self) -> bool:
        return was_heard_of(self.answer, herself="herself" in self.told)

    def is_due(self, today: date) -> bool:
        return self.asked_on is None and self.due <= today
