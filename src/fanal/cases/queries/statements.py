"""Everything that was said of the present state of people, as far as a reader may open it.

From the entries of all their cases, and from what stands above this app: signals and journeys add
their reader to `TOLD` when the server starts.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from uuid import UUID

from django.db.models import Model, QuerySet
from django.db.models.expressions import RawSQL

from fanal.accounts.models import User
from fanal.cases.access import if_open_to, with_parts
from fanal.cases.models import Case, CaseEntry, CasePerson, StageMove, StateCode
from fanal.cases.queries.entries_said import entries_said
from fanal.cases.queries.trusted_partners import with_trust
from fanal.core.casework.entry_statements import KINDS_SAID, Written, statements_in
from fanal.core.casework.statements import CaseStatement
from fanal.core.sealing.compartments import NARRATIVE, WHEREABOUTS, Compartment
from fanal.database.combined_queries import RowsRead
from fanal.database.conditions import RowCondition
from fanal.database.kept_questions import Kept
from fanal.database.sql import these, with_rows_of_cases
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.people.exclusion import FileInCase
from fanal.people.queries import last_of, merged_of
from fanal.web.request_cache import once_a_page

# Where it is written what was said of her present state.
SAID_IN = (NARRATIVE, WHEREABOUTS)


@dataclass(frozen=True, order=True)
class PersonInCase:
    """A person in a case: `whose` is the file that stands for hers; `given`: a hand-over of
    somebody of this case is not confirmed."""

    case_id: UUID
    person: UUID
    whose: UUID
    given: bool = False


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
    # What a page has read for its sources, or a source for other lines of the same page.
    kept: RowsRead = field(default_factory=dict)

    @cached_property
    def people_in(self) -> dict[UUID, list[UUID]]:
        """The people of each case, by the file that stands for theirs."""
        by_case: dict[UUID, list[UUID]] = {}
        for link in self.links:
            by_case.setdefault(link.case_id, []).append(link.whose)
        return by_case

    @cached_property
    def told_in(self) -> set[type[Model]]:
        """The tables of the sources that have any row about a case of which the reader may open
        what was said: one small question before several of many tables."""
        return with_rows_of_cases(TABLES, self.opens) if self.opens else set()


@dataclass
class Collected:
    """What was said of each person, by the file that stands for hers. `places_closed`: the cases in
    which where she is was written, and cannot be read. `danger_closed`: those in which a word of
    danger may stand that cannot be read, and nothing else of this. `closed`: the cases of which
    something could not be opened that may say anything."""

    said: dict[UUID, list[CaseStatement]] = field(default_factory=dict)
    closed: set[UUID] = field(default_factory=set)
    places_closed: set[UUID] = field(default_factory=set)
    danger_closed: set[UUID] = field(default_factory=set)

    @property
    def not_whole(self) -> set[UUID]:
        """The cases of which the reader cannot say whether somebody in them is in danger."""
        return self.closed | self.danger_closed

    def add(self, whose: Iterable[UUID], statements: Iterable[CaseStatement]) -> None:
        statement_list = list(statements)
        for person in whose:
            self.said.setdefault(person, []).extend(statement_list)


@dataclass(frozen=True)
class SourceRead:
    """What one source has read. `folders`: those whose keys open it; `add`: what it tells, once
    these keys are there."""

    add: Callable[[Collected], None]
    folders: frozenset[UUID] = frozenset()


# Each reads what it knows of those who are asked about, in a few queries for all.
TOLD: list[Callable[[StatementQuery], SourceRead]] = []
# The table of each, which has nothing about most cases.
TABLES: list[type[Model]] = []


@dataclass(frozen=True)
class AlreadyRead:
    """What a page has read for other lines of its own: every case of these people, with what of it
    the reader may open, the entries of these cases, their `states` as they are stored, and the
    `moves` of those that were ever closed.
    `related`: the case with all cases of whom it concerns, as family too. `folders`: whose keys it
    needs as well. `kept`: what sources read, and leave for other lines."""

    links: tuple[PersonInCase, ...]
    reach: Collection[CaseInReach]
    entries: Collection[CaseEntry]
    states: Collection[StateCode]
    moves: Collection[StageMove]
    related: Mapping[UUID, set[UUID]]
    folders: frozenset[UUID]
    kept: RowsRead


def links_of(
    people: Iterable[UUID], into: Mapping[UUID, UUID] | None = None
) -> tuple[PersonInCase, ...]:
    """Return every case of these people and of all their files; not those in which she is family.
    `into`: as `merged_of`, asked already."""
    files = _files_of(people, merged_of() if into is None else into)
    links = _cases_with(frozenset(files)) if files else ()
    return tuple(PersonInCase(case, file, files[file], given) for case, file, given in links)


@once_a_page
def _cases_with(files: frozenset[UUID]) -> tuple[tuple[UUID, UUID, bool], ...]:
    """Return case, file and whether she is on her way; a list asks first for the codes of those on
    a page, and then for their states."""
    return tuple(LINKS.ask(these(files)))


def _links(files: RawSQL) -> QuerySet[CasePerson, tuple[UUID, UUID, bool]]:
    rows = CasePerson.objects.filter(person__in=files).exclude(of_family=True)
    links = rows.order_by("case_id", "person_id")
    return links.values_list("case_id", "person_id", "case__on_the_way")


LINKS = Kept(_links)


def links_among(people: Iterable[UUID], known: Iterable[FileInCase]) -> tuple[PersonInCase, ...]:
    """Return the same for people of a case of which `files_and_cases_of` found all files."""
    files = _files_of(people, {file.file: file.into for file in known if file.into})
    return tuple(
        sorted(
            PersonInCase(file.case, file.file, files[file.file])
            for file in known
            if file.case and file.file in files and not file.of_family
        )
    )


def _files_of(people: Iterable[UUID], into: Mapping[UUID, UUID]) -> dict[UUID, UUID]:
    """Return all files of these people, each with the one that stands for it in the end."""
    whose = {last_of(person, into) for person in people}
    files = {file: last_of(file, into) for file in into if last_of(file, into) in whose}
    return files | {file: file for file in whose}


def collected(
    links: tuple[PersonInCase, ...],
    user: User,
    ring: Ring,
    now: datetime,
    read: AlreadyRead | None = None,
) -> Collected:
    """Return all that this reader may open of what was said, by person."""
    cases = {link.case_id for link in links}
    by_part = {part: of_which(part, read.reach) for part in SAID_IN} if read else None
    opened = by_part or _opened_of(cases, user)
    opens, where = opened[NARRATIVE], opened[WHEREABOUTS]
    asked = StatementQuery(links, user, ring, now, opens, where, read.kept if read else {})
    # What cannot be read counts as not read, and never as calm: nothing is stored for these cases.
    gathered = Collected(closed=cases - opens)
    # In two steps: first each source says which folders it needs, so that all keys are fetched in
    # one go.
    sources = [source(asked) for source in TOLD]
    ring.prepare(opens.union(read.folders if read else (), *(source.folders for source in sources)))
    _from_entries(asked, read.entries if read else entries_said(opens), gathered)
    for source in sources:
        source.add(gathered)
    gathered.said = with_trust(gathered.said, now)
    return gathered


def of_which(part: Compartment, reach: Iterable[CaseInReach]) -> frozenset[UUID]:
    """Return the cases of which the reader may open this part."""
    return frozenset(case.case.id for case in reach if part in case.parts)


def _opened_of(cases: Collection[UUID], user: User) -> dict[Compartment, frozenset[UUID]]:
    """Return by part the cases of which the reader may open it: as `reach_of`, by ids alone."""
    rows_read = OPENED.ask(these(cases), *(if_open_to(user, part) for part in SAID_IN))
    return {
        part: frozenset(row[0] for row in rows_read if row[place])
        for place, part in enumerate(SAID_IN, start=1)
    }


def _opened(cases: RawSQL, *opens: RowCondition) -> QuerySet[Case, tuple[UUID, bool, bool]]:
    names = [f"opens_{part}" for part in SAID_IN]
    rows = Case.objects.filter(id__in=cases).annotate(**dict(zip(names, opens, strict=True)))
    return rows.order_by().values_list("id", *names)


OPENED = Kept(_opened)


def reach_of(cases: Iterable[UUID], user: User) -> list[CaseInReach]:
    """Return each of these cases, with which parts of what was said in it this reader may open."""
    ids = set(cases)
    if not ids:
        return []
    rows = with_parts(user, Case.objects.filter(id__in=ids), *SAID_IN)
    rows_in_order = rows.select_related("assignee", "team").order_by("opened_on", "id")
    return [_in_reach(row, vars(row)) for row in rows_in_order]


def _in_reach(row: Case, values: Mapping[str, object]) -> CaseInReach:
    """Return a case in reach. `values`: what the database said of it beside its columns."""
    parts = frozenset(part for part in SAID_IN if values[f"opens_{part}"])
    return CaseInReach(row, bool(values["opens"]), parts)


def _from_entries(query: StatementQuery, rows: Iterable[CaseEntry], gathered: Collected) -> None:
    into: dict[tuple[UUID, UUID], UUID] = {}
    for link in query.links:
        # Also of the file that stands for hers: her plan writes of it in a case that names another.
        into[link.case_id, link.person] = into[link.case_id, link.whose] = link.whose
    for row in rows:
        if row.case_id not in query.opens or row.kind not in KINDS_SAID:
            continue
        if row.kind == "whereabouts" and row.case_id not in query.where:
            continue
        data = row.try_unseal(query.ring)
        if data is None:
            # Where she is says nothing of danger: who may not read it still knows all that decides
            # her state.
            unread = gathered.places_closed if row.kind == "whereabouts" else gathered.closed
            unread.add(row.case_id)
            continue
        if row.about_id is None:
            whose = query.people_in[row.case_id]
        else:
            whose = [
                whose_file for key in [(row.case_id, row.about_id)] if (whose_file := into.get(key))
            ]
        gathered.add(whose, _statements_of(row, data))


def _statements_of(row: CaseEntry, data: Content) -> Iterator[CaseStatement]:
    written = Written(
        str(row.id),
        row.kind,
        data,
        row.made_on,
        str(row.made_by),
        about=str(row.case_id),
        due=row.due,
        done_on=row.done_on,
    )
    return statements_in(written)
