"""Participants in sealed folders with numbers of their own, and the courses that they take."""

from datetime import date
from uuid import uuid4

from django.conf import settings
from django.db import models

from fanal.core.prevention.courses import CourseKind, EnrolmentState, is_child
from fanal.core.prevention.earnings import EarningResult
from fanal.core.sealing.compartments import Compartment
from fanal.core.words import stored_codes
from fanal.keys.sealed import SealedRecord, Versioned
from fanal.prevention.models.communities import Community
from fanal.sealed_columns import ServerSealedJSONField
from fanal.stored_values import StoredAs

USER = settings.AUTH_USER_MODEL
ENROLMENTS = stored_codes(EnrolmentState)


class PreventionParticipant(SealedRecord):
    """Somebody who takes part in a course or holds a scholarship. Sealed: name, family name,
    telephone, caregiver, what was said yes to.

    `known`: sex and birth, for counts. `eighteen`: the first day of the month in which she turns
    18. `near`: a keyed hash of family name and birth, by which near matches are found.
    """

    COMPARTMENT = Compartment.IDENTITY

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    number = models.PositiveIntegerField(unique=True)
    known = ServerSealedJSONField(default=dict)
    eighteen = models.DateField(null=True)
    asked_herself_on = models.DateField(null=True)
    near = models.CharField(max_length=64, blank=True, default="", db_index=True)
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    made_on = models.DateField()

    PLAIN = ("near",)

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["eighteen"], name="participants_turn_18")]

    @property
    def born(self) -> date | None:
        born = self.known.get("born")
        return date.fromisoformat(born) if born else None

    def is_child(self, on: date) -> bool:
        return is_child(self.born, self.known.get("age"), on)


class BothReal(models.Model):
    """Two participants who look like one and are not: twins, say. It is never asked again."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    one = models.ForeignKey(PreventionParticipant, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(PreventionParticipant, on_delete=models.CASCADE, related_name="+")
    said_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    said_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["one", "other"], name="both_real_once")]


class Course(Versioned):
    """A course of several sessions. `told`: title, kind, sessions, how many are needed, and of
    vocational training who hires here."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
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
            models.UniqueConstraint(fields=["participant", "course"], name="enrolled_once")
        ]
        indexes = [models.Index(fields=["completed_on"], name="courses_completed_on")]

    stands = StoredAs(EnrolmentState, "state")


class EarningLook(SealedRecord):
    """What she earns some months after vocational training. Sealed: how much. `coded`: the result,
    once it is asked. In the folder of the participant."""

    COMPARTMENT = Compartment.NARRATIVE

    enrolment = models.ForeignKey(Enrolment, on_delete=models.RESTRICT, related_name="earnings")
    months = models.PositiveSmallIntegerField()
    due = models.DateField()
    asked_on = models.DateField(null=True)
    coded = ServerSealedJSONField(default=dict, bound_to=("enrolment_id",))
    asked_by = models.ForeignKey(USER, null=True, on_delete=models.RESTRICT, related_name="+")

    class Meta:
        ordering = ["due", "id"]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "months"], name="earning_look_once")
        ]
        indexes = [
            models.Index(fields=["due"], condition=models.Q(asked_on=None), name="earnings_to_ask")
        ]

    @property
    def result(self) -> EarningResult | None:
        code = self.coded.get("result")
        return EarningResult(code) if code else None
