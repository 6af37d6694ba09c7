"""What the pages of one case show. The number of queries is the same for one entry or a hundred."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from fanal.accounts.models import User
from fanal.cases.models import BreakGlass, Case, CaseEntry, CasePerson, Closure, Task
from fanal.cases.queries.helpers import helpers_to_replace
from fanal.cases.queries.people_order import her_first
from fanal.core.calendars import AgeInterval, Minority, WeighedBirth, minority
from fanal.core.casework.entries import EntryKind, entry_kind, kinds_of
from fanal.core.casework.sections import Section
from fanal.core.casework.tasks import Due, days_late, when
from fanal.core.sealing.compartments import IDENTITY, LEGAL, Compartment
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.people.consent_ages import consent_ages
from fanal.people.models import Birth
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
    born: WeighedBirth | None = None

    @property
    def child_of_unsaid_age(self) -> bool:
        """Whether the reader may know that she is a child, and not how old she is."""
        return self.age is None and self.minority is Minority.CHILD

    @property
    def protected_at_unsaid_age(self) -> bool:
        """The same of somebody who is a child, or may be one."""
        return self.age is None and self.minority.protected_as_child


@dataclass(frozen=True)
class OpenedEntry:
    """An entry with its answers, or None where the reader holds no key to it.

    `corrected_by`: the numbers of the notes that correct it.
    """

    entry: CaseEntry
    kind: EntryKind
    data: Content | None
    below: list[OpenedEntry]
    corrected_by: list[int]


def concerned(
    case: Case, ring: Ring, may_open: frozenset[Compartment], today: date
) -> list[Concerned]:
    """Return the people of the case with their ages."""
    return with_ages(list(case.concerns.select_related("person")), case, ring, may_open, today)


def with_ages(
    links: list[CasePerson],
    case: Case,
    ring: Ring,
    may_open: frozenset[Compartment],
    today: date,
    read: Iterable[Birth] | None = None,
) -> list[Concerned]:
    """Return each with her age, where the reader may know it; she comes before her child."""
    # Only for readers with the key to who she is: an age is part of that.
    known = births([link.person for link in links], ring, read) if IDENTITY in may_open else {}
    people_concerned = [
        _with_ages(link, known.get(link.person_id), case.opened_on, today)
        # She first, her child after her, so that every page names them in the same order.
        for link in her_first(links)
    ]
    if known:
        return _with_ages_kept(people_concerned, ring, today)
    return _with_who_is_a_child(people_concerned, today) if LEGAL in may_open else people_concerned


def _with_ages(link: CasePerson, born: WeighedBirth | None, then: date, today: date) -> Concerned:
    # An interval each: two sources that differ give two ages (`core.calendars`).
    now, before = (age_on(born, day) if born else None for day in (today, then))
    return Concerned(link, now, minority(now), before, minority(before), born)


def _with_ages_kept(people_concerned: list[Concerned], ring: Ring, today: date) -> list[Concerned]:
    """Whoever was granted who she is by the case does not open the births in her own file: without
    the age that is kept beside them a child’s lawyer would read that her age is not known."""
    # Only those of whom nothing was read: an age that was worked out from births is better than the
    # one that was kept.
    people = [whom.link.person_id for whom in people_concerned if whom.age is None]
    closed = [whom for whom in people if IDENTITY not in ring.compartments(whom)]
    stored_ages = consent_ages(closed, today) if closed else {}
    ages = {person: whom.age for person, whom in stored_ages.items() if whom.age is not None}
    return [
        replace(whom, age=age, minority=minority(age))
        if (age := ages.get(whom.link.person_id)) is not None
        else whom
        for whom in people_concerned
    ]


def _with_who_is_a_child(found: list[Concerned], today: date) -> list[Concerned]:
    """Mark the children, and those who may be, for a lawyer who does not open who they are: it
    decides which law holds, who answers for them and whether they may be punished. The form of
    consent says it too; how old each is, stays closed."""
    ages = consent_ages([one.link.person_id for one in found], today)
    known = {person: minority(age.age) for person, age in ages.items()}
    return [
        replace(one, minority=known[one.link.person_id])
        if known[one.link.person_id].protected_as_child
        else one
        for one in found
    ]


def standing(closures: QuerySet[Closure]) -> QuerySet[Closure]:
    """Return the closings among these that were not turned down, with who asked and who agreed."""
    # Unordered: whoever needs an order says by what, since a day alone is none.
    return closures.filter(dropped_on=None).select_related("asked_by", "agreed_by").order_by()


def last_of(closures: Iterable[Closure]) -> Closure | None:
    """The closing that was asked for last."""
    # By day and number: of two closings of one day a random id decided once, and she stood as dead
    # or as lost by the wrong one.
    return max(closures, key=lambda closure: (closure.asked_on, closure.number), default=None)


def opening_of(user: User, case: Case) -> BreakGlass | None:
    """Why and until when this user is here in an emergency, now."""
    # `until` in the query and no stored state: an emergency ends by itself after 24 hours.
    rows = BreakGlass.objects.filter(user=user, case=case, until__gt=timezone.now())
    return rows.order_by("-until").first()


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
    rows = CaseEntry.objects.of_kinds([case.id], *kinds).select_related(
        "made_by", "corrects", "about"
    )
    return [opened_entry(row, ring, may_open) for row in rows.order_by("number")]


def opened_entry(row: CaseEntry, ring: Ring, may_open: frozenset[Compartment]) -> OpenedEntry:
    # Right first, key second (ADR 6): a key that somebody still holds opens nothing on a page that
    # is not hers.
    data = row.try_unseal(ring) if row.compartment in may_open else None
    return OpenedEntry(row, entry_kind(row.kind), data, [], [])


def _nested(opened: Iterable[OpenedEntry]) -> list[OpenedEntry]:
    by_id = {entry.entry.id: entry for entry in opened}
    for entry in by_id.values():
        if entry.entry.under_id:
            by_id[entry.entry.under_id].below.append(entry)
        if entry.entry.corrects_id:
            by_id[entry.entry.corrects_id].corrected_by.append(entry.entry.number)
    return [entry for entry in by_id.values() if not entry.entry.under_id]


def open_tasks_of(case: Case, of: User | None = None) -> QuerySet[Task]:
    """What is to be done, by anybody or by one."""
    rows = open_tasks().filter(case=case)
    return rows.filter(assignee=of) if of else rows


def open_tasks() -> QuerySet[Task]:
    """What is to be done in all cases, each with whose it is."""
    return Task.objects.filter(done_on=None).select_related("assignee")


def tasks_of(case: Case, today: date, of: User | None) -> list[Context]:
    """Open tasks by day, each with how late it is and the day in words; all, or those of one."""
    return by_day(open_tasks_of(case, of).order_by(), today)


def by_day(tasks: Iterable[Task], today: date) -> list[Context]:
    """Return the tasks in order, those without a day last."""
    # Ends with the id, so that two tasks of a day keep their order from page to page.
    rows = sorted(tasks, key=lambda task: (task.due or date.max, task.made_on, task.id))
    return [
        by_lateness(task, today) | {"to_replace": whom}
        for task, whom in zip(rows, helpers_to_replace(rows), strict=True)
    ]


def by_lateness(task: Task, today: date) -> Context:
    due = Due(str(task.id), task.due)
    return {"task": task, "late": days_late(due, today), "when": when(due, today)}
