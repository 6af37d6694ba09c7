"""Finds entries of the journal by act, person, subject and day.

All but the day is under the server's key, so the database cannot search it (`audit.tokens`). Each
day that is over has a sealed summary, so that a search decrypts one row a day instead of one an
entry; a day without a summary is read entry by entry.
"""

import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit.models import JournalDay, JournalEntry
from fanal.audit.sentences import ID, NAMED_IN, acts, modules
from fanal.core.sealing.failures import BrokenSeal

type EntryInShort = tuple[int, str, str, list[str]]  # number, act, by, ids that it names

type FoundEntries = QuerySet[JournalEntry] | list[int]  # or their numbers

SERVER = "server"
AT_ONCE = 40  # days that one sweep keeps
A_DAY = timedelta(days=1)
LAST = 2**63 - 1  # no entry has this number


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

    def may_be_in(self, summary: str) -> bool:
        """Whether an entry of a day may fit, by the text of its summary."""
        by = set() if self.by == SERVER else {self.by} - {""}
        asked = (one for one in (self.acts, by, self.about) if one)
        return all(any(word in summary for word in words) for words in asked)

    def fits(self, row: EntryInShort) -> bool:
        _number, act, by, ids = row
        if self.acts and act not in self.acts:
            return False
        if self.by and by != ("" if self.by == SERVER else self.by):
            return False
        return not self.about or not self.about.isdisjoint(ids)


def matching(asked: JournalFilter, entries: QuerySet[JournalEntry]) -> FoundEntries:
    """The entries of these days, or the numbers of those that fit: both latest first."""
    within = _of_days(entries, asked)
    if not asked.opens:
        return within
    return sorted((row[0] for row in _in_short(within, asked) if asked.fits(row)), reverse=True)


def opened(found: Iterable[object]) -> list[JournalEntry]:
    """The entries of a page of what `matching` found, in its order."""
    rows = list(found)
    by_number = JournalEntry.objects.in_bulk([row for row in rows if isinstance(row, int)])
    entries = (by_number[row] if isinstance(row, int) else row for row in rows)
    return [entry for entry in entries if isinstance(entry, JournalEntry)]


def acts_that_say(text: str) -> list[str]:
    """The acts in whose sentence this stands."""
    wanted = text.casefold()
    return sorted(act for act, words in acts().items() if wanted in str(words).casefold())


def called(reader: User, code_name: str) -> list[UUID]:
    """Return the ids of what bears this code name, where no conflict keeps the reader out."""
    found: list[UUID] = []
    for module in modules(*NAMED_IN):
        if ids := getattr(module, "journal_ids", None):
            found += ids(reader, code_name)
    return found


def keep_days(today: date) -> int:
    """Keep the days that are over in short, the newest first. How many were kept."""
    counted = dict(JournalDay.objects.values_list("day", "entries"))
    # Not today: entries are still added to it, and a summary that lacks them would hide them.
    over = _counted(JournalEntry.objects.filter(day__lt=today))
    # A day whose count differs is kept anew: until then it is read entry by entry (`_in_short`).
    missing = [day for day, n in sorted(over.items(), reverse=True) if counted.get(day) != n]
    for day in missing[:AT_ONCE]:
        with transaction.atomic():
            rows = list(_read(JournalEntry.objects.filter(day=day)))
            JournalDay.objects.update_or_create(
                day=day, defaults={"entries": len(rows), "rows": json.dumps(rows)}
            )
    return len(missing[:AT_ONCE])


def _in_short(entries: QuerySet[JournalEntry], asked: JournalFilter) -> Iterator[EntryInShort]:
    counts = _counted(entries)
    left = set(counts)
    for journal_day in JournalDay.objects.filter(day__in=counts) if counts else ():
        if journal_day.entries == counts[journal_day.day]:
            with suppress(BrokenSeal):  # read entry by entry
                summary = journal_day.rows
                # Most days have nothing of what is looked for: that is seen without taking the
                # thousands of rows of each apart.
                rows = json.loads(summary) if asked.may_be_in(summary) else ()
                left.discard(journal_day.day)
                yield from rows
    if left:
        yield from _read(entries.filter(day__in=left))


def _read(entries: QuerySet[JournalEntry]) -> Iterator[EntryInShort]:
    for entry in entries.order_by("number").iterator():
        with suppress(BrokenSeal):  # `queries.examine` names it
            text = entry.said
            yield entry.number, text.act, text.by, _ids(f"{text.about} {text.detail}")


def _ids(text: str) -> list[str]:
    # Each once, in the order in which the entry names them.
    return list(dict.fromkeys(ID.findall(text)))


def _counted(entries: QuerySet[JournalEntry]) -> dict[date, int]:
    rows = entries.order_by().values_list("day").annotate(n=Count("number"))
    return dict(rows)


def _of_days(entries: QuerySet[JournalEntry], asked: JournalFilter) -> QuerySet[JournalEntry]:
    """Return the entries of the days that were asked for, as the reader's clock has them."""
    if asked.since:
        entries = _not_before(entries, _begin_of(asked.since))
    if asked.until and asked.until < date.max:
        entries = _before(entries, _begin_of(asked.until + A_DAY))
    return entries


def _begin_of(day: date) -> datetime:
    return datetime.combine(day, time.min, timezone.get_current_timezone())


def _not_before(entries: QuerySet[JournalEntry], moment: datetime) -> QuerySet[JournalEntry]:
    day, first = _within_its_day(entries, moment)
    return entries.filter(Q(day__gt=day) | Q(day=day, number__gte=first))


def _before(entries: QuerySet[JournalEntry], moment: datetime) -> QuerySet[JournalEntry]:
    day, first = _within_its_day(entries, moment)
    return entries.filter(Q(day__lt=day) | Q(day=day, number__lt=first))


def _within_its_day(entries: QuerySet[JournalEntry], moment: datetime) -> tuple[date, int]:
    """The day of the journal's calendar on which the moment lies, and the number of its first entry
    from then on. The numbers of a day follow its hours; a few entries are opened to find it."""
    day = timezone.localdate(moment, timezone.get_default_timezone())
    of_day = entries.filter(day=day).order_by("number")
    numbers = list(of_day.values_list("number", flat=True))
    place = bisect_left(numbers, moment, key=_at)
    return day, numbers[place] if place < len(numbers) else LAST


def _at(number: int) -> datetime:
    """Return the moment of an entry. One that does not open bounds nothing: `queries.examine` names
    it."""
    try:
        return JournalEntry.objects.get(number=number).at
    except BrokenSeal:
        return datetime.min.replace(tzinfo=UTC)
