"""Gathers what entries say about the journal itself, while the chain is verified."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.apps import apps

from fanal.audit import tokens
from fanal.audit.actions import BROKEN, CLOCK_MAY_ERR, LOST
from fanal.audit.models import Detail, JournalEntry
from fanal.core.sealing import chain
from fanal.core.sealing.chain import Fault, fault
from fanal.core.words import say
from fanal.sealed.server_key import derived

ACKNOWLEDGED = "journal.acknowledged"
SET_UP = "organisation.made"


@dataclass
class JournalFacts:
    """What entries say that bears on the journal itself, gathered in one walk."""

    faults: list[Fault] = field(default_factory=list)
    marks: dict[int, bytes] = field(default_factory=dict)
    keys: dict[str, tuple[int, str]] = field(default_factory=dict)
    set_up: bool = False
    begins: bytes = b""
    last: datetime | None = None


def gather(
    rows: Iterable[tuple[JournalEntry, bytes]], wanted: set[int], facts: JournalFacts
) -> Iterator[chain.ChainLink]:
    """The chain as it stands, for `chain.faults`; on the way, what its entries say of it."""
    key = derived("journal")
    for entry, content in rows:
        before, mark = bytes(entry.before), bytes(entry.mark)
        if entry.number in wanted:
            facts.marks[entry.number] = mark
        # The first mark names this journal: a fault is acknowledged for it and no other.
        facts.begins = facts.begins or mark
        # Only entries whose mark is right are believed.
        if content and chain.mark(key, before, entry.number, content) == mark:
            _hear(entry, json.loads(entry.detail), facts)
        yield chain.ChainLink(entry.number, content, before, mark)


def _hear(entry: JournalEntry, detail: Detail, facts: JournalFacts) -> None:
    """Take note of an entry whose mark is right: nobody without the key could have written it."""
    facts.set_up |= entry.act == SET_UP
    # The tokens stand beside the sealed content and have to say the same.
    if not tokens.fit(entry):
        evidence = f"{entry.by_token} {entry.about_token}".encode()
        facts.faults.append(fault(say("entry {n} was changed", n=entry.number), evidence))
    at = datetime.fromisoformat(detail["at"])
    # Clocks are corrected by seconds; more than that hides when something was done.
    if facts.last and facts.last - at > CLOCK_MAY_ERR:
        facts.faults.append(_set_back(entry, facts.last - at))
    facts.last = at
    if entry.act == ACKNOWLEDGED:
        # By fault, so that a new fault is not covered by an old acknowledgement.
        facts.keys |= dict.fromkeys(detail["faults"], (entry.number, detail["said"]))
    if entry.act == BROKEN:
        why = say(
            "entry {n} says that entry {m} was noted before and is not in this journal",
            n=entry.number,
            m=detail["number"],
        )
        facts.faults.append(fault(why, bytes(entry.mark)))
    if entry.act == LOST:
        why = say(
            "entry {n} says that the second place {place} was missing or empty",
            n=entry.number,
            place=detail["place"],
        )
        facts.faults.append(fault(why, bytes(entry.mark)))


def _set_back(entry: JournalEntry, by: timedelta) -> Fault:
    minutes = round(by.total_seconds() / 60)
    why = say(
        "entry {n} is {minutes} minutes older than the one before: the clock was set back",
        n=entry.number,
        minutes=minutes,
    )
    # From two hours on in hours, or the number says nothing to who reads it.
    if minutes >= 120:
        why = say(
            "entry {n} is {hours} hours older than the one before: the clock was set back",
            n=entry.number,
            hours=round(minutes / 60),
        )
    return fault(why, bytes(entry.mark))


def no_set_up(facts: JournalFacts) -> list[Fault]:
    """A fault where there are keys but no entry that made them: the journal was emptied."""
    keys = apps.get_model("keys", "OrganisationKeys")
    # Without keys the installation was never set up, and an empty journal is right.
    if facts.set_up or not keys.objects.exists():
        return []
    why = say(
        "the journal does not begin with the making of the organisation's keys: it was emptied"
    )
    return [fault(why, facts.begins)]
