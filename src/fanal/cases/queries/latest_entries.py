"""What was written down last in a case: its entries, and what the apps above keep of it."""

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from fanal.cases.queries.pages import OpenedEntry
from fanal.cases.queries.story import StoryQuery
from fanal.cases.queries.story_entries import LATEST, StoryEntries
from fanal.core.words import Translatable


@dataclass(frozen=True, slots=True)
class LatestRecord:
    """Something that an app above keeps: that it was written, when, by whom, and its page; never a
    word of it."""

    on: date
    title: Translatable
    by: str
    icon: str
    url: str


# Filled when the server starts: what the reader of a case may know of, read with its other rows.
RECORDS: list[Callable[[StoryQuery], Iterable[LatestRecord]]] = []


def latest_of(entries: StoryEntries, query: StoryQuery) -> list[OpenedEntry | LatestRecord]:
    """Return the last of both, the newest first. Of one day the entries stand first, in the order
    in which they were written."""
    found = [record for records in RECORDS for record in records(query)]
    records = deque(sorted(found, key=lambda record: record.on, reverse=True)[:LATEST])
    latest: list[OpenedEntry | LatestRecord] = []
    for entry in entries.latest:
        while records and records[0].on > entry.entry.made_on:
            latest.append(records.popleft())
        latest.append(entry)
    return [*latest, *records][:LATEST]
