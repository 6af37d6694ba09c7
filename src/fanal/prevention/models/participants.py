"""Participants in sealed folders with numbers of their own, and the courses that they take."""

from datetime import date

from django.conf import settings
from django.db import models

from fanal.core.prevention.courses import CourseKind, EnrolmentState, is_child
from fanal.core.prevention.earnings import EarningResult
from fanal.core.sealing.compartments import Compartment
from fanal.core.words import stored_codes
from fanal.database.stored_values import StoredAs, StoredIfAny
from fanal.database.uuid_model import UUIDModel
from fanal.keys.sealed import SealedRecord, Versioned
from fanal.prevention.models.communities import Community
from fanal.sealed.columns import ServerSealedJSONField

USER = settings.AUTH_USER_MODEL
ENROLMENTS = stored_codes(EnrolmentState)


class PreventionParticipant(UUIDModel, SealedRecord):
    """A participant in a course, or somebody who holds a scholarship.

    Sealed: name, family name, telephone, caregiver, what was said yes to. `known`: sex and birth,
    for counts. `eighteen`: the first day of the month in which she turns 18. `near`: a keyed hash
    of family name and birth, by which near matches are found.
    """

    COMPARTMENT = Compartment.IDENTITY

    # A number is what lists and receipts show in place of a name.
    number = models.PositiveIntegerField(unique=True)
    # Under the server's key: counts need no key of a folder.
    known = ServerSealedJSONField(default=dict)
    # A month and no day: a date of birth in clear would name a child in a village.
    eighteen = models.DateField(null=True)
    asked_herself_on = models.DateField(null=True)
    # A keyed hash: equal people are found, and nobody can try out names on a copy of the database.
    near = models.CharField(max_length=64, blank=True, default="", db_index=True)
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    made_on = models.DateField()

    # Columns in clear, named so that each is weighed (THREAT_MODEL.md).
    PLAIN = ("near",)

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["eighteen"], name="participants_turn_18")]

    born = StoredIfAny(date.fromisoformat, "known", "born")

    def is_child(self, on: date) -> bool:
        return is_child(self.born, self.known.get("age"), on)


class BothReal(UUIDModel):
    """A pair of participants who look like one and are not: twins, say. It is never asked again."""

    # CASCADE: what was said of two participants means nothing without one of them.
    one = models.ForeignKey(PreventionParticipant, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(PreventionParticipant, on_delete=models.CASCADE, related_name="+")
    said_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    said_on = models.DateField()

    class Meta:
        # Said once for a pair; the action puts the two ids in one order.
        constraints = [models.UniqueConstraint(fields=["one", "other"], name="both_real_once")]


class Course(UUIDModel, Versioned):
    """A course of several sessions. `told`: title, kind, sessions, how many are needed, and of
    vocational training who hires here."""

    community = models.ForeignKey(Community, on_delete=models.RESTRICT, related_name="courses")
    begins_on = models.DateField()
    told = ServerSealedJSONField(default=dict)
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    made_on = models.DateField()

    class Meta:
        ordering = ["-begins_on", "id"]

    title = StoredAs(str, "told", "title")
    kind = StoredAs(CourseKind, "told", "kind")


class Enrolment(SealedRecord):
    """A participant in a course. Sealed: how many sessions, who said yes, why she left."""

    COMPARTMENT = Compartment.NARRATIVE

    participant = models.ForeignKey(
        PreventionParticipant, on_delete=models.RESTRICT, related_name="enrolments"
    )
    course = models.ForeignKey(Course, on_delete=models.RESTRICT, related_name="enrolments")
    state = models.CharField(max_length=10, choices=ENROLMENTS)
    completed_on = models.DateField(null=True)
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    made_on = models.DateField()

    PLAIN = ("state",)

    class Meta:
        ordering = ["made_on", "id"]
        constraints = [
            # The same course twice would be two completions of one person.
            models.UniqueConstraint(fields=["participant", "course"], name="enrolled_once")
        ]
        indexes = [models.Index(fields=["completed_on"], name="courses_completed_on")]

    stands = StoredAs(EnrolmentState, "state")


class EarningLook(SealedRecord):
    """What she earns some months after vocational training. Sealed: how much. `coded`: the result,
    once it is asked. In the folder of the participant."""

    COMPARTMENT = Compartment.NARRATIVE

    enrolment = models.ForeignKey(Enrolment, on_delete=models.RESTRICT, related_name="earnings")
    # 3, 6 or 12.
    months = models.PositiveSmallIntegerField()
    due = models.DateField()
    asked_on = models.DateField(null=True)
    # Bound to its enrolment: a result does not open in another row.
    coded = ServerSealedJSONField(default=dict, bound_to=("enrolment_id",))
    asked_by = models.ForeignKey(USER, null=True, on_delete=models.RESTRICT, related_name="+")

    class Meta:
        ordering = ["due", "id"]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "months"], name="earning_look_once")
        ]
        indexes = [
            # Only those still to be asked: the sweep looks at nothing else.
            models.Index(fields=["due"], condition=models.Q(asked_on=None), name="earnings_to_ask")
        ]

    result = StoredIfAny(EarningResult, "coded", "result")
