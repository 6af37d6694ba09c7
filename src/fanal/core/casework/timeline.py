"""One line of everything that happened in a case: its kinds, its order, what was written late."""

from __future__ import annotations

from datetime import date, datetime, time, tzinfo
from enum import StrEnum

from fanal.core.casework.sections import Section
from fanal.core.casework.statements import SaidAt
from fanal.core.words import Sentence, say


class TimelineKind(StrEnum):
    """What an item of the line is: by these it is filtered."""

    DANGER = "danger"
    SIGN = "sign"
    NOTE = "note"
    CALL = "call"
    CONSENT = "consent"
    SHARING = "sharing"
    LAW = "law"
    DOCUMENT = "document"
    TASK = "task"
    NEED = "need"
    PLAN = "plan"
    CONTACT = "contact"
    JOURNEY = "journey"
    CASE = "case"

    def sentence(self) -> Sentence:
        return KIND_SAYS[self]


KIND_SAYS = {
    TimelineKind.DANGER: say("Danger"),
    TimelineKind.SIGN: say("Signs of life"),
    TimelineKind.NOTE: say("Notes"),
    TimelineKind.CALL: say("Calls"),
    TimelineKind.CONSENT: say("Consent"),
    TimelineKind.SHARING: say("Sharing"),
    TimelineKind.LAW: say("Law"),
    TimelineKind.DOCUMENT: say("Documents"),
    TimelineKind.TASK: say("Tasks"),
    TimelineKind.NEED: say("Needs and health"),
    TimelineKind.PLAN: say("Goals and services"),
    TimelineKind.CONTACT: say("Contact and people"),
    TimelineKind.JOURNEY: say("Journeys"),
    TimelineKind.CASE: say("Steps and access"),
}
# Of entries: the kind of their section, and what is told apart within one.
OF_SECTION = {
    Section.SAFETY: TimelineKind.DANGER,
    Section.NEEDS: TimelineKind.NEED,
    Section.PARTICULARS: TimelineKind.NEED,
    Section.PLAN: TimelineKind.PLAN,
    Section.SERVICES: TimelineKind.PLAN,
    Section.CONTACT: TimelineKind.CONTACT,
    Section.PEOPLE: TimelineKind.CONTACT,
    Section.NOTES: TimelineKind.NOTE,
    Section.FOLLOW_UP: TimelineKind.SIGN,
}
OF_ENTRY = {"sign": TimelineKind.SIGN, "legal": TimelineKind.LAW}


def kind_of_entry(code: str, section: Section) -> TimelineKind:
    return OF_ENTRY.get(code) or OF_SECTION[section]


def place_in_line(said: SaidAt, zone: tzinfo) -> tuple[date, datetime]:
    """By what a line is ordered. What is known by its day alone comes before the hours of that day:
    of what was written in one day the order is that in which it was written."""
    if isinstance(said, datetime):
        here = said.astimezone(zone)
        return here.date(), here
    return said, datetime.combine(said, time.min, zone)


def written_later(said: SaidAt, written: SaidAt | None, zone: tzinfo) -> bool:
    """Whether both hours are shown: it was written on a later day, or in another minute."""
    if written is None:
        return False
    (day, at), (later, then) = place_in_line(said, zone), place_in_line(written, zone)
    if isinstance(said, datetime) and isinstance(written, datetime):
        return then.replace(second=0, microsecond=0) > at.replace(second=0, microsecond=0)
    return later > day
