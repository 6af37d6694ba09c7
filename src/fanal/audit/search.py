"""Finding entries by what they say: which act, by whom, about what, on which days.

All of that is under the server's key, and the database cannot be asked for it (`audit.tokens`). The
days that are over are kept in short, a sealed row each, so that a search opens a row a day and not
one an entry; a day without such a row is read entry by entry.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Count, QuerySet

from fanal.accounts.models import User
from fanal.audit.models import Entry, JournalDay
from fanal.audit.sentences import ID, NAMED_IN, acts, modules
from fanal.core.sealing.failures import BrokenSeal

type EntryInShort = tuple[int, str, str, list[str]]  # number, act, by, ids that it names

type FoundEntries = QuerySet[Entry] | list[int]  # or their numbers

SERVER = "server"
AT_ONCE = 40  # days that one sweep keeps


@dataclass(frozen=True)
class JournalFilter:
    """What is looked for; nothing is everything. `by`: the id of an account, or `SERVER`."""

    acts: frozenset[str] = frozenset()
    by: str = ""
    about: frozenset[str] = field(default_factory=frozenset)
    since: date | None = None
    until: date | None = None

    @property
    def opens(self) -> bool:
        """Whether it asks for what stands under the server's key."""
        return bool(self.acts or self.by or self.about)

    def fits(self, row: EntryInShort) -> bool:
        _number, act, by, ids = row
        if self.acts and act not in self.acts:
            return False
        if self.by and by != ("" if self.by == SERVER else self.by):
            return False
        return not self.about or not self.about.isdisjoint(ids)


def matching(asked: JournalFilter, entries: QuerySet[Entry]) -> FoundEntries:
    """The entries of these days, or the numbers of those that fit: both latest first."""
    within = _of_days(entries, asked)
    if not asked.opens:
        return within
    return sorted((row[0] for row in _in_short(within) if asked.fits(row)), reverse=True)


def opened(found: Iterable[object]) -> list[Entry]:
    """The entries of a page of what `matching` found, in its order."""
    rows = list(found)
    by_number = Entry.objects.in_bulk([one for one in rows if isinstance(one, int)])
    entries = (by_number[one] if isinstance(one, int) else one for one in rows)
    return [one for one in entries if isinstance(one, Entry)]


def acts_that_say(text: str) -> list[str]:
    """The acts in whose sentence this stands."""
    wanted = text.casefold()
    return sorted(act for act, words in acts().items() if wanted in str(words).casefold())


def called(reader: User, code_name: str) -> list[UUID]:
    """Whose code name this is, where no conflict keeps the reader out."""
    found: list[UUID] = []
    for module in modules(*NAMED_IN):
        if ids := getattr(module, "journal_ids", None):
            found += ids(reader, code_name)
    return found


def keep_days(today: date) -> int:
    """Keep the days that are over in short, the newest first. How many were kept."""
    kept = dict(JournalDay.objects.values_list("day", "entries"))
    over = _counted(Entry.objects.filter(day__lt=today))
    missing = [day for day, n in sorted(over.items(), reverse=True) if kept.get(day) != n]
    for day in missing[:AT_ONCE]:
        with transaction.atomic():
            rows = list(_read(Entry.objects.filter(day=day)))
            JournalDay.objects.update_or_create(
                day=day, defaults={"entries": len(rows), "rows": json.dumps(rows)}
            )
    return len(missing[:AT_ONCE])


def _in_short(entries: QuerySet[Entry]) -> Iterator[EntryInShort]:
    counts = _counted(entries)
    left = set(counts)
    for one in JournalDay.objects.filter(day__in=counts) if counts else ():
        if one.entries == counts[one.day]:
            with suppress(BrokenSeal):  # read entry by entry
                rows = json.loads(one.rows)
                left.discard(one.day)
                yield from rows
    if left:
        yield from _read(entries.filter(day__in=left))


def _read(entries: QuerySet[Entry]) -> Iterator[EntryInShort]:
    for one in entries.order_by("number").iterator():
        with suppress(BrokenSeal):  # `queries.examine` names it
            said = one.said
            yield one.number, said.act, said.by, _ids(f"{said.about} {said.detail}")


def _ids(text: str) -> list[str]:
    return list(dict.fromkeys(ID.findall(text)))


def _counted(entries: QuerySet[Entry]) -> dict[date, int]:
    rows = entries.order_by().values_list("day").annotate(n=Count("number"))
    return dict(rows)


def _of_days(entries: QuerySet[Entry], asked: JournalFilter) -> QuerySet[Entry]:
    if asked.since:
        entries = entries.filter(day__gte=asked.since)
    return entries.filter(day__lte=asked.until) if asked.until else entries
