"""What is written in a case as far as her story tells it: the few kinds that its lines need, and
the last entries of all. One query, whatever the number of entries."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from fanal.cases.models import Case, CaseEntry
from fanal.cases.models.records import entries_in, sealed_kinds
from fanal.cases.queries.hearings import hearing_in
from fanal.cases.queries.pages import OpenedEntry, opened_entry
from fanal.core.casework.answers import text_in
from fanal.core.casework.entries import codes_in
from fanal.core.casework.entry_statements import AT, KINDS_SAID
from fanal.core.casework.fields import FieldType
from fanal.core.sealing.compartments import NARRATIVE, Compartment
from fanal.database.kept_questions import Given, Kept
from fanal.database.sql import these
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content

TOLD = ("contact", "goal", "action", "visit", "legal", "health")
LATEST = 5


@dataclass(frozen=True)
class ContactRule:
    """How she may be reached; each empty where it was not answered."""

    never: str
    when: str
    may_answer: str
    code_word: str
    cover: str = ""

    @property
    def known(self) -> bool:
        return any((self.never, self.when, self.may_answer, self.code_word, self.cover))


@dataclass(frozen=True)
class Goal:
    """A goal in her words, and how many of its steps are done."""

    words: str
    outcome: str
    done: int
    steps: int

    @property
    def boxes(self) -> list[bool]:
        """Whether each step is done; those that are done come first."""
        return [number < self.done for number in range(self.steps)]


@dataclass(frozen=True)
class StoryEntries:
    """The entries in the order of writing, opened as far as rights and keys reach."""

    entries: tuple[OpenedEntry, ...]

    def of(self, kind: str) -> list[OpenedEntry]:
        return [
            entry for entry in self.entries if entry.kind.code == kind and entry.data is not None
        ]

    def is_closed(self, kind: str) -> bool:
        """Whether there are some for which the reader has no key."""
        return any(entry.kind.code == kind and entry.data is None for entry in self.entries)

    @property
    def latest(self) -> list[OpenedEntry]:
        return list(self.entries[: -LATEST - 1 : -1])

    @property
    def contact(self) -> list[ContactRule]:
        return [contact_rule(entry.data or {}) for entry in self.of("contact")]

    @property
    def goals(self) -> list[Goal]:
        return [self._goal(entry) for entry in self.of("goal")]

    def _goal(self, goal: OpenedEntry) -> Goal:
        steps = [step for step in self.of("action") if step.entry.under_id == goal.entry.id]
        done = [
            step for step in steps if step.entry.done_on or text_of(step, "outcome") == "reached"
        ]
        return Goal(text_of(goal, "words"), text_of(goal, "outcome"), len(done), len(steps))


def entries_to_read(
    case: Case, opens: frozenset[Compartment], said_in: Collection[UUID], carried: Collection[str]
) -> QuerySet[CaseEntry]:
    """Return the entries of the case that her story tells, its last ones, those of the kinds into
    which answers of calls are `carried`, and what was said of her present state in all these
    cases."""
    readable = codes_in(opens)
    told = {*carried, *set(readable).intersection(TOLD)}
    return TO_READ.asked(
        sealed_kinds([case.id], *told),
        sealed_kinds([case.id], *readable),
        these(said_in),
        sealed_kinds(said_in, *KINDS_SAID),
        case=case.id,
    )


def _to_read(told: RawSQL, readable: RawSQL, said_in: RawSQL, said: RawSQL) -> QuerySet[CaseEntry]:
    own = CaseEntry.objects.filter(case=Given("case", Case))
    last = own.filter(kind__in=readable).order_by("-number").values("id")[:LATEST]
    every = [
        own.filter(kind__in=told),
        CaseEntry.objects.filter(id__in=last),
        entries_in(said_in, said),
    ]
    asked = [rows.order_by().values("id") for rows in every]
    # By ids: Django can neither filter nor join (`select_related`) what a `union` gives.
    rows = CaseEntry.objects.filter(id__in=asked[0].union(*asked[1:]))
    return rows.select_related("made_by", "about").order_by()


TO_READ = Kept(_to_read)


def story_entries(
    case: Case, rows: Iterable[CaseEntry], ring: Ring, opens: frozenset[Compartment]
) -> StoryEntries:
    """Return in order what her story tells of what `entries_to_read` found, and the last ones."""
    kinds = codes_in(opens)
    readable = [row for row in rows if row.case_id == case.id and row.kind in kinds]
    last = {row.id for row in readable[-LATEST:]}
    shown = (row for row in readable if row.kind in TOLD or row.id in last)
    return StoryEntries(tuple(opened_entry(row, ring, opens) for row in shown))


def text_of(entry: OpenedEntry, name: str) -> str:
    """Return what was answered to one question; empty where it was not."""
    return text_in(entry.data or {}, name)


def contact_rule(data: Content) -> ContactRule:
    """Return what an entry of the kind `contact` says."""
    return ContactRule(
        never=text_in(data, "never"),
        when=text_in(data, "when"),
        may_answer=text_in(data, "may_answer"),
        code_word=text_in(data, "code_word"),
        cover=text_in(data, "cover"),
    )


def written_at(entry: OpenedEntry) -> datetime | date:
    """Return when it was written: the hour where it is kept."""
    hour = (entry.data or {}).get(AT)
    return (
        datetime.fromisoformat(hour)
        if isinstance(hour, str) and "T" in hour
        else entry.entry.made_on
    )


def first_words(entry: OpenedEntry) -> str:
    """The first text of an entry that tells what happened; of others the kind alone is shown."""
    if entry.kind.compartment is not NARRATIVE:
        return ""
    names = (f.name for f in entry.kind.fields if f.type in (FieldType.TEXT, FieldType.LONG))
    return next(filter(None, (text_of(entry, name) for name in names)), "")


def hearings(entries: StoryEntries) -> Iterator[date]:
    """The days of hearings, as far as they are known to the day."""
    for entry in entries.of("legal"):
        if (day := hearing_in(entry.data)) is not None:
            yield day


def due(entries: StoryEntries, kinds: Iterable[str]) -> Iterator[OpenedEntry]:
    """What is to be done by a day, and is not done."""
    for kind in kinds:
        yield from (
            entry for entry in entries.of(kind) if entry.entry.due and not entry.entry.done_on
        )
