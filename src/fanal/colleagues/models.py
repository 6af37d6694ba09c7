"""Dates of supervision, what ends by a day, and incidents with who was told of them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.conf import settings
from django.db import models

from fanal.cases.models.complaints import SealedComplaint
from fanal.core.colleagues.incidents import SecurityIncidentKind
from fanal.core.colleagues.supervision import Meeting
from fanal.core.colleagues.validity import QualificationKind
from fanal.core.sealing.tiers import T0, T1
from fanal.sealed_columns import ServerSealedJSONField, ServerSealedTextField

USER = settings.AUTH_USER_MODEL


class Supervision(models.Model):
    """One meeting, planned for a day; `held` once somebody said whether it was. What was said in it
    stands nowhere."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    colleague = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    supervisor = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    on = models.DateField()
    held = models.BooleanField(null=True)
    made_on = models.DateField()

    TIERS = {"id": T0, "colleague": T0, "supervisor": T0, "on": T0, "held": T0, "made_on": T0}

    if TYPE_CHECKING:
        colleague_id: UUID

    class Meta:
        ordering = ["-on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["colleague", "on"], name="one_supervision_a_day")
        ]

    def meeting(self) -> Meeting:
        return Meeting(self.on, self.held)


class Qualification(models.Model):
    """What a colleague has shown or learned. `until`: its last day; None: it does not end."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    colleague = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    kind = ServerSealedTextField(choices=[(one, one) for one in QualificationKind])
    on = models.DateField()
    until = models.DateField(null=True)
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    made_on = models.DateField()

    TIERS = {
        "id": T0, "colleague": T0, "kind": T1, "on": T0, "until": T0, "made_by": T0, "made_on": T0,
    }  # fmt: skip

    if TYPE_CHECKING:
        colleague_id: UUID

    class Meta:
        ordering = ["-on", "id"]

    @property
    def named(self) -> QualificationKind:
        return QualificationKind(self.kind)


class SecurityIncident(models.Model):
    """What happened to a colleague or an office. `told`: the kind, whether it came near only, what
    happened; no word where only two may know. `ended_on`: nothing more is to be done."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    told = ServerSealedJSONField()
    on = models.DateField()
    area = models.ForeignKey(
        "partners.Area", null=True, on_delete=models.RESTRICT, related_name="+"
    )
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    made_on = models.DateField()
    ended_on = models.DateField(null=True)

    TIERS = {
        "id": T0, "told": T1, "on": T0, "area": T0, "made_by": T0, "made_on": T0, "ended_on": T0,
    }  # fmt: skip

    if TYPE_CHECKING:
        made_by_id: UUID

    class Meta:
        ordering = ["-on", "-made_on", "id"]

    @property
    def kind(self) -> SecurityIncidentKind:
        return SecurityIncidentKind(self.told["kind"])

    @property
    def near(self) -> bool:
        return bool(self.told["near"])


class IncidentTold(models.Model):
    """Who is told of an incident, and when she said that she knows."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    incident = models.ForeignKey(
        SecurityIncident, on_delete=models.RESTRICT, related_name="tellings"
    )
    to = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    told_on = models.DateField()
    seen_on = models.DateField(null=True)

    TIERS = {"id": T0, "incident": T0, "to": T0, "told_on": T0, "seen_on": T0}

    if TYPE_CHECKING:
        to_id: UUID

    class Meta:
        ordering = ["told_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["incident", "to"], name="told_of_an_incident_once")
        ]


class IncidentNote(models.Model):
    """What was learned or done later; only added."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    incident = models.ForeignKey(SecurityIncident, on_delete=models.RESTRICT, related_name="notes")
    words = ServerSealedTextField(bound_to=("incident_id",))
    made_by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    made_on = models.DateField()

    TIERS = {"id": T0, "incident": T0, "words": T1, "made_by": T0, "made_on": T0}

    class Meta:
        ordering = ["made_on", "id"]


class ColleagueComplaint(SealedComplaint):
    """A complaint about a colleague. Its keys are with the directors, and a lead who was chosen:
    with none whom it concerns, nor who works with her. Sealed too: which case it comes from."""

    class Meta:
        ordering = ["-on", "id"]
