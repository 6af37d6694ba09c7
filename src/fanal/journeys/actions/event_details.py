"""What is told of an event of a journey beside what it is and who tells it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypedDict
from uuid import UUID

from fanal.core.journeys.events import Channel, CodeWord, Sign
from fanal.people.models import Person

type PersonOrId = Person | UUID | str  # a person, or her id


class EventDetails(TypedDict, total=False):
    """What else is told of an event: as in `fanal.core.journeys.events`."""

    hands: str
    to: str
    handover: str
    count: int
    sign: Sign
    reason: str
    settles: str
    said_by: str
    channel: Channel
    code_word: CodeWord
    day: date | None


class EventOrigin(TypedDict, total=False):
    """By whoever tells it: its id, and when it was."""

    id: UUID | None
    at: datetime | None


class HowConfirmed(TypedDict):
    said_by: str
    channel: Channel
    code_word: CodeWord
