"""What happened, who was called about it, and papers that can be shown to have existed."""

from __future__ import annotations

import json
from datetime import datetime
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone

from fanal.authority.fields import AttestationField, VersionField
from fanal.authority.models import Attested
from fanal.cases.models.case_days import OfADay, RowsOfADay
from fanal.cases.models.case_marks import MarkedTable
from fanal.core.journeys.events import Channel, CodeWord, Event, EventKind, Sign
from fanal.database.stored_values import day_of
from fanal.database.uuid_model import UUIDModel
from fanal.journeys.models.journey import Journey
from fanal.sealed.columns import ServerSealedTextField

USER = settings.AUTH_USER_MODEL


class JourneyEvent(Attested):
    """One event of a journey. Rows are only added; `id` comes from whoever told it, so that the
    same event told twice is one row. `sealed`: all that `fanal.core.journeys.events` holds."""

    LEFT_OUT = True  # of a page, where it does not open (`fanal.sealed.broken_rows`)

    id = models.UUIDField(primary_key=True, default=uuid4)
    journey = models.ForeignKey(Journey, on_delete=models.RESTRICT, related_name="happenings")
    sealed = ServerSealedTextField()
    by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    told_on = models.DateField()
    attested_version = VersionField()
    attestation = AttestationField()

    SINCE = 3
    UNDECIDING = ("sealed",)  # opens in its own row only
    COUNTED_BY = ("journey_id",)
    COUNTED_IN = "journeys_journey"

    class Meta:
        db_table = "journeys_happening"
        ordering = ["told_on", "id"]

    def event(self) -> Event:
        data = json.loads(self.sealed)
        return Event(
            id=str(self.id),
            kind=EventKind(data["kind"]),
            at=timezone.localtime(datetime.fromisoformat(data["at"])),  # its day is the reader's
            persons=frozenset(data["persons"]),
            by=str(self.by_id),
            # The name under which events of before are sealed: they are never written anew (ADR
            # 17).
            custodian=data.get("hands", ""),
            to=data.get("to", ""),
            handover=data.get("handover", ""),
            count=data.get("count"),
            leg=data.get("leg", ""),
            sign=Sign(data["sign"]) if data.get("sign") else None,
            reason=data.get("reason", ""),
            settles=data.get("settles", ""),
            said_by=data.get("said_by", ""),
            channel=Channel(data["channel"]) if data.get("channel") else None,
            code_word=CodeWord(data["code_word"]) if data.get("code_word") else None,
            day=day_of(data.get("day")),
        )

    @classmethod
    def of(cls, event: Event, **columns: object) -> JourneyEvent:
        data = {
            "kind": event.kind,
            "at": event.at.isoformat(),
            "persons": sorted(event.persons),
            "hands": event.custodian,
            "to": event.to,
            "handover": event.handover,
            "count": event.count,
            "leg": event.leg,
            "sign": event.sign,
            "reason": event.reason,
            "settles": event.settles,
            "said_by": event.said_by,
            "channel": event.channel,
            "code_word": event.code_word,
            "day": event.day.isoformat() if event.day else None,
        }
        sealed = json.dumps(
            # What was not told is left out: events of before have no name for what came later.
            {name: value for name, value in data.items() if value not in ("", None)}
        )
        return cls(id=event.id, sealed=sealed, **columns)


class Alarm(UUIDModel, Attested):
    """A rung that was called for a due time: the sweep calls each once."""

    journey = models.ForeignKey(Journey, on_delete=models.RESTRICT, related_name="alarms")
    person = models.ForeignKey("people.Person", on_delete=models.RESTRICT, related_name="+")
    due = models.DateTimeField()
    rung = models.PositiveSmallIntegerField()
    called_on = models.DateField()
    seen_by = models.ForeignKey(USER, null=True, on_delete=models.RESTRICT, related_name="+")
    attested_version = VersionField()
    attestation = AttestationField()

    SINCE = 3

    class Meta:
        ordering = ["-due", "-rung", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["journey", "person", "due", "rung"], name="a_rung_is_called_once"
            )
        ]


class MailDue(UUIDModel, Attested):
    """Somebody is to be told by mail that something waits. It goes when the mail has gone.

    `taken_at`: a sweep is sending it.
    """

    # One row a person: the mail says “please sign in”, and one says as much as five.
    to = models.OneToOneField(USER, on_delete=models.CASCADE, related_name="+")
    since = models.DateField()
    taken_at = models.DateTimeField(null=True)

    attested_version = VersionField()
    attestation = AttestationField()

    SINCE = 6  # whoever takes one away leaves nobody untold: all who lead are
    UNDECIDING = ("taken_at",)

    class Meta:
        ordering = ["since", "id"]


class Certificate(UUIDModel, OfADay):
    """A recognition or a statement in the vault: its fingerprint, its day, the code to ask by.

    What it is called stands with the document, sealed.
    """

    person = models.ForeignKey(
        "people.Person", on_delete=models.RESTRICT, related_name="certificates"
    )
    case = models.ForeignKey("cases.Case", on_delete=models.RESTRICT, related_name="certificates")
    document = models.ForeignKey("cases.Document", on_delete=models.RESTRICT, related_name="+")
    fingerprint = ServerSealedTextField()
    code = ServerSealedTextField()
    kept_on = models.DateField()
    by = models.ForeignKey(USER, on_delete=models.RESTRICT, related_name="+")
    reissued = models.PositiveSmallIntegerField(default=0)

    objects = RowsOfADay["Certificate"].as_manager()

    class Meta:
        ordering = ["kept_on", "id"]


MARKED = MarkedTable(
    "journeys_certificate",
    ("id", "person_id", "document_id", "kept_on", "by_id", "reissued"),
    ("fingerprint", "code"),
    "1 = 0",
)
# What happened on a journey is written of each who is on it, in her case.
OF_CASES = """(
    SELECT one.case_id, told.told_on FROM journeys_happening told
    JOIN journeys_traveller one ON one.journey_id = told.journey_id
) AS journeys_of_cases"""
