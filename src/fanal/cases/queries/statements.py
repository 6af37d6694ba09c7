"""Everything that was said of the present state of people, as far as a reader may open it.

From the entries of all their cases, and from what stands above this app: signals and journeys add
their reader to `TOLD` when the server starts.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from uuid import UUID

from fanal.accounts.models import User
from fanal.cases.access import with_parts
from fanal.cases.models import Case, CasePerson, Entry
from fanal.core.casework.entry_statements import KINDS_SAID, Written, statements_in
from fanal.core.casework.statements import CaseStatement, StatementSource
from fanal.core.sealing.compartments import NARRATIVE, WHEREABOUTS, Compartment
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.partners.queries.holding import may_hold
from fanal.people.queries import last_of, merged_of

# Where it is written what was said of her present state.
SAID_IN = (NARRATIVE, WHEREABOUTS)


@dataclass(frozen=True)
class PersonInCase:
    """A person in a case: `whose` is the file that stands for hers."""

    case_id: UUID
    person: UUID
    whose: UUID


@dataclass(frozen=True)
class CaseInReach:
    """A case of somebody's. `opens`: whether the reader may open it at all; `parts`: of those in
    which her present state is told."""

    case: Case
    opens: bool
    parts: frozenset[Compartment]


@dataclass(frozen=True)
class StatementQuery:
    """What is asked of each source: these people in these cases, by this reader.

    `opens`: the cases of which the reader may open what was said; `where`, where she is.
    """

    links: tuple[PersonInCase, ...]
    user: User
    ring: Ring
    now: datetime
    opens: frozenset[UUID]
    where: frozenset[UUID]

    @cached_property
    def people_in(self) -> dict[UUID, list[UUID]]:
        """The people of each case, by the file that stands for theirs."""
        found: dict[UUID, list[UUID]] = {}
        for one in self.links:
            found.setdefault(one.case_id, []).append(one.whose)
        return found


@dataclass
class Collected:
    """What was said of each person, by the file that stands for hers. `closed`: the cases of which
    something could not be opened."""

    said: dict[UUID, list[CaseStatement]] = field(default_factory=dict)
    closed: set[UUID] = field(default_factory=set)

    def add(self, whose: Iterable[UUID], statements: Iterable[CaseStatement]) -> None:
        told = list(statements)
        for one in whose:
            self.said.setdefault(one, []).extend(told)


# Each adds to `Collected` what it knows of those who are asked about, in a few queries for all.
TOLD: list[Callable[[StatementQuery, Collected], None]] = []


def links_of(people: Iterable[UUID]) -> tuple[PersonInCase, ...]:
    """Every case of these people and of all files that were found to be theirs.

    Of somebody who is in a case as family nothing is said there.
    """
    into = merged_of()
    whose = {last_of(one, into) for one in people}
    files = {one: last_of(one, into) for one in into if last_of(one, into) in whose}
    files |= {one: one for one in whose}
    rows = CasePerson.objects.filter(person__in=files).exclude(of_family=True)
    pairs = rows.order_by("case_id", "person_id").values_list("case_id", "person_id")
    return tuple(PersonInCase(case, person, files[person]) for case, person in pairs)


def collected(
    links: tuple[PersonInCase, ...], user: User, ring: Ring, now: datetime,
    reach: Collection[CaseInReach] | None = None,
) -> Collected:  # fmt: skip
    """All that this reader may open of what was said, by person. `reach`: of the cases of `links`,
    where a page has asked for it already."""
    cases = {one.case_id for one in links}
    reach = reach_of(cases, user) if reach is None else reach
    opens = frozenset(one.case.id for one in reach if NARRATIVE in one.parts)
    where = frozenset(one.case.id for one in reach if WHEREABOUTS in one.parts)
    asked = StatementQuery(links, user, ring, now, opens, where)
    found = Collected(closed=cases - opens)
    ring.prepare(opens)
    _from_entries(asked, found)
    for source in TOLD:
        source(asked, found)
    return _with_trust(found, now)


def reach_of(cases: Iterable[UUID], user: User) -> list[CaseInReach]:
    """Each of these cases, with which parts of what was said in it this reader may open."""
    rows = with_parts(user, Case.objects.filter(id__in=set(cases)), *SAID_IN)
    found = rows.select_related("assignee", "team").order_by("opened_on", "id")
    return [_in_reach(row, vars(row)) for row in found]


def _in_reach(row: Case, told: Mapping[str, object]) -> CaseInReach:
    """`told`: what the database said of it beside its columns."""
    parts = frozenset(one for one in SAID_IN if told[f"opens_{one}"])
    return CaseInReach(row, bool(told["opens"]), parts)


def _from_entries(asked: StatementQuery, found: Collected) -> None:
    into: dict[tuple[UUID, UUID], UUID] = {}
    for link in asked.links:
        into[link.case_id, link.person] = link.whose
    rows = Entry.objects.of_kinds(asked.opens, *KINDS_SAID)
    for row in rows.select_related("made_by").order_by("case_id", "number"):
        if row.kind == "whereabouts" and row.case_id not in asked.where:
            continue
        data = row.try_unseal(asked.ring)
        if data is None:
            if row.kind != "whereabouts":
                found.closed.add(row.case_id)
            continue
        if row.about_id is None:
            whose = asked.people_in[row.case_id]
        else:
            whose = [one for key in [(row.case_id, row.about_id)] if (one := into.get(key))]
        found.add(whose, _said(row, data))


def _said(row: Entry, data: Content) -> Iterator[CaseStatement]:
    written = Written(
        str(row.id), row.kind, data, row.made_on, str(row.made_by), about=str(row.case_id)
    )
    return statements_in(written)


def _with_trust(found: Collected, now: datetime) -> Collected:
    """A receiving side is believed as far as it may hold her today, whatever held at the time."""
    every = [one for said in found.said.values() for one in said]
    partners = {
        one.partner for one in every if one.partner and one.source is StatementSource.RECEIVING_SIDE
    }
    if partners:
        trusted = may_hold(partners, now)
        for whose, said in found.said.items():
            found.said[whose] = [
                replace(one, trusted=trusted[one.partner]) if one.partner in trusted else one
                for one in said
            ]
    return found
