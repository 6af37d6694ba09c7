"""What the pages of one case show. The number of queries is the same for one entry or a hundred."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from fanal.accounts.models import User
from fanal.cases.models import (
    Case,
    CasePerson,
    Closure,
    Consent,
    Document,
    Entry,
    SectionMark,
    StageMove,
    Task,
)
from fanal.cases.queries.codes import worst_in
from fanal.core.calendars import AgeInterval, Minority, WeighedBirth, minority
from fanal.core.casework.entries import EntryKind, entry_kind, kinds_of
from fanal.core.casework.sections import (
    NotApplicable,
    Progress,
    Section,
    SectionState,
    SectionStatus,
    WaitingFor,
    section_state,
)
from fanal.core.casework.stages import CaseStage
from fanal.core.casework.tasks import Due, days_late, when
from fanal.core.sealing.compartments import IDENTITY, Compartment
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.people.queries import age_on, births
from fanal.web.typing import Context


@dataclass(frozen=True)
class Concerned:
    """A person whom the case concerns, by code; ages only where the reader may know them.

    `then`: on the day on which the case was opened, which is what the law asks.
    """

    link: CasePerson
    age: AgeInterval | None
    minority: Minority
    then: AgeInterval | None
    minority_then: Minority


@dataclass(frozen=True)
class OpenedEntry:
    """An entry with its answers, or None where the reader holds no key to it.

    `corrected_by`: the numbers of the notes that correct it.
    """

    entry: Entry
    kind: EntryKind
    data: Content | None
    below: list[OpenedEntry]
    corrected_by: list[int]


def concerned(
    case: Case, ring: Ring, may_open: frozenset[Compartment], today: date
) -> list[Concerned]:
    """The people of the case with their ages."""
    links = list(case.concerns.select_related("person"))
    known = births([link.person for link in links], ring) if IDENTITY in may_open else {}
    return [_with_ages(link, known.get(link.person_id), case.opened_on, today) for link in links]


def _with_ages(link: CasePerson, born: WeighedBirth | None, then: date, today: date) -> Concerned:
    now, before = (age_on(born, day) if born else None for day in (today, then))
    return Concerned(link, now, minority(now), before, minority(before))


def danger_waits(case: Case, sections: Iterable[SectionState]) -> bool:
    """Whether a signal of this case could not wait, and nobody has said yet how safe she is."""
    safety = next(one for one in sections if one.section is Section.SAFETY)
    unanswered = safety.state is SectionStatus.NOT_STARTED
    return unanswered and bool(case.signals.filter(signal__urgent=True).exists())


def section_states(case: Case) -> list[SectionState]:
    """The twelve sections and how far each is."""
    marks = {mark.section: mark for mark in SectionMark.objects.filter(case=case)}
    counts = _counts(case)
    closure = open_closure(case)
    safety = marks.get(Section.SAFETY)
    if safety and safety.done and worst_in(case).counts_as_danger:
        safety.done = False  # said before the danger began; the mark itself stays
    return [
        section_state(one, _progress(one, counts[one], marks.get(one), case, closure))
        for one in Section
    ]


def _counts(case: Case) -> Counter[Section]:
    counts: Counter[Section] = Counter()
    for kind, many in Entry.objects.kinds_in(case.id).items():
        counts[entry_kind(kind).section] += many
    counts[Section.SIGNAL] = case.signals.count()
    counts[Section.CONSENT] = Consent.objects.filter(case=case).count()
    counts[Section.DOCUMENTS] = Document.objects.filter(case=case).count()
    return counts


def _progress(
    section: Section, records: int, mark: SectionMark | None, case: Case, closure: Closure | None
) -> Progress:
    if section is Section.CLOSURE:
        waiting = WaitingFor.COLLEAGUE if closure else None
        return Progress(waiting_for=waiting, done=case.stage == CaseStage.CLOSED)
    if section is Section.SIGNAL and records:
        return Progress(records, done=True)
    if mark is None:
        return Progress(records)
    return Progress(
        records=records,
        done=mark.done,
        waiting_for=WaitingFor(mark.waiting_for) if mark.waiting_for else None,
        not_applicable=NotApplicable(mark.not_applicable) if mark.not_applicable else None,
    )


def open_closure(case: Case) -> Closure | None:
    """The closing that was asked for and waits for a second person."""
    waiting = Closure.objects.filter(case=case, agreed_on=None, dropped_on=None)
    return waiting.select_related("asked_by").first()


def entries_of(
    case: Case, section: Section, ring: Ring, may_open: frozenset[Compartment]
) -> list[OpenedEntry]:
    """The entries of a section in order, opened as far as rights and keys reach."""
    kinds = [kind.code for kind in kinds_of(section)]
    return _nested(opened_entries(case, kinds, ring, may_open))


def opened_entries(
    case: Case, kinds: Iterable[str], ring: Ring, may_open: frozenset[Compartment]
) -> list[OpenedEntry]:
    """All entries of these kinds in the order in which they were written, none below another."""
    rows = Entry.objects.of_kinds([case.id], *kinds).select_related("made_by", "corrects", "about")
    return [_opened(row, ring, may_open) for row in rows.order_by("number")]


def _opened(row: Entry, ring: Ring, may_open: frozenset[Compartment]) -> OpenedEntry:
    data = row.try_unseal(ring) if row.compartment in may_open else None
    return OpenedEntry(row, entry_kind(row.kind), data, [], [])


def _nested(opened: Iterable[OpenedEntry]) -> list[OpenedEntry]:
    by_id = {one.entry.id: one for one in opened}
    for one in by_id.values():
        if one.entry.under_id:
            by_id[one.entry.under_id].below.append(one)
        if one.entry.corrects_id:
            by_id[one.entry.corrects_id].corrected_by.append(one.entry.number)
    return [one for one in by_id.values() if not one.entry.under_id]


def tasks_of(case: Case, today: date, of: User | None = None) -> list[Context]:
    """Open tasks by day, each with how late it is and the day in words; all, or those of one."""
    rows = Task.objects.filter(case=case, done_on=None).select_related("assignee")
    rows = rows.filter(assignee=of) if of else rows
    return [by_lateness(task, today) for task in rows]


def by_lateness(task: Task, today: date) -> Context:
    due = Due(str(task.id), task.due)
    return {"task": task, "late": days_late(due, today), "when": when(due, today)}


def history(case: Case) -> list[tuple[date, User, StageMove]]:
    """Days, people and stages of the moves: (day, who, move), the newest first."""
    moves = case.moves.select_related("by").order_by("-number")
    return [(move.on, move.by, move) for move in moves]
