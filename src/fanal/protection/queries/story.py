"""What her first screen says of it: what is late or due within a week, and nothing else."""

from collections.abc import Collection, Iterator
from datetime import date
from uuid import UUID

from django.urls import reverse

from fanal.accounts.models import Office
from fanal.accounts.names import names_of_colleagues
from fanal.cases.models import Closure, StageMove
from fanal.cases.queries import reopenings
from fanal.cases.queries.latest_entries import LatestRecord
from fanal.cases.queries.story import StoryItem, StoryQuery, Unsettling
from fanal.core.protection.due import DueStep, due_in, due_soon
from fanal.core.protection.events import unsettled_in
from fanal.core.protection.facts import CaseFacts
from fanal.core.sealing.compartments import IDENTITY, LEGAL, NARRATIVE
from fanal.core.words import Sentence, say
from fanal.database.combined_queries import RowsAsked, RowsOf, rows_read
from fanal.database.sql import these
from fanal.identification.case_countries import countries_told
from fanal.identification.models import Circumstances
from fanal.identification.story import CIRCUMSTANCES, circumstances_of
from fanal.journeys.queries.hooks import returns_of
from fanal.journeys.queries.statements import NOBODY_TRAVELS
from fanal.protection.models import ProtectionDecision, ProtectionRecord
from fanal.protection.queries.facts import (
    RECORDS,
    KnownPeople,
    ages_of,
    closed_on,
    decisions_of,
    facts_of,
    records_of,
)
from fanal.protection.queries.releases import released_on_screen
from fanal.sharing.queries.earlier_disclosures import told_before

DECISIONS, OFFICE, MOVES = "best interests", "office of the team", "moves after closing"
FACTS = "facts for the clocks"


def records_ahead(query: StoryQuery, _opens: frozenset[UUID]) -> RowsAsked:
    """What the first screen of a case reads of them."""
    if not {NARRATIVE, LEGAL} & query.rights.opens:
        return {}
    case = query.case
    return {
        RECORDS: RowsOf(ProtectionRecord, lambda: records_of([case.id])),
        DECISIONS: RowsOf(ProtectionDecision, lambda: decisions_of([case.id])),
        MOVES: RowsOf(Closure, lambda: reopenings.MOVES.asked(these([case.id]))),
        OFFICE: RowsOf(Office, lambda: Office.objects.filter(pk=case.team.office_id).order_by()),
    }


def due_in_one_line(query: StoryQuery) -> Iterator[StoryItem]:
    """The earliest first; of several people with the code name of each."""
    facts = _facts(query)
    names = {person.id: person.code_name for person in query.people}
    url = reverse("protection:case", args=[query.case.id])
    for one in due_soon(due_in(facts, query.today) if facts else (), query.today):
        about = names.get(one.person, "") if one.person and len(names) > 1 else ""
        yield StoryItem(_says(query, one), url, about=about)


def records_written(query: StoryQuery) -> Iterator[LatestRecord]:
    """Yield each record of which the reader may know."""
    if not {NARRATIVE, LEGAL} & query.rights.opens:
        return
    rows: list[ProtectionRecord] = rows_read(
        query.read, RECORDS, lambda: records_of([query.case.id])
    )
    names = names_of_colleagues() if rows else {}
    for row in rows:
        if row.compartment in query.rights.opens:
            yield LatestRecord(
                row.made_on,
                row.record_kind.described.title,
                names.get(row.made_by_id, ""),
                "safety",
                reverse("protection:case", args=[query.case.id]),
            )


def unsettled_since(query: StoryQuery) -> Iterator[Unsettling]:
    """What has happened since anybody looked at the risk of each: of a closed case, too, whose
    steps are not due any more."""
    if facts := _facts(query):
        for person, look in unsettled_in(facts, query.today).items():
            yield Unsettling(person, look.on, look.why)


def _facts(query: StoryQuery) -> CaseFacts | None:
    """What the clocks read of the case, as far as this reader may; read once for all its lines."""
    if not query.rights.works or NARRATIVE not in query.rights.opens:
        return None
    known = query.read.get(FACTS)
    if isinstance(known, CaseFacts):
        return known
    found = query.read[FACTS] = _facts_read(query)
    return found


def _facts_read(query: StoryQuery) -> CaseFacts | None:
    case = query.case
    records: list[ProtectionRecord] = rows_read(query.read, RECORDS, lambda: records_of([case.id]))
    decided: list[ProtectionDecision] = rows_read(
        query.read, DECISIONS, lambda: decisions_of([case.id])
    )
    offices: list[Office] = rows_read(
        query.read, OFFICE, lambda: Office.objects.filter(pk=case.team.office_id).order_by()
    )
    ages = ages_of(query.born, query.today) if IDENTITY in query.rights.opens else None
    known = KnownPeople(
        [person.id for person in query.people],
        query.danger_since,
        ages,
        query.hearings,
        _returns(query),
        released=released_on_screen(query),
        untrusted=told_before([case.id]).get(case.id, ()),
    )
    closed = closed_on([case.id]).get(case.id) if case.closed else None
    if case.closed and closed is None:
        return None
    countries = dict.fromkeys([*_acts(query), *(office.country for office in offices)])
    moves: list[StageMove] = rows_read(
        query.read, MOVES, lambda: reopenings.moves_after_closing([case.id])
    )
    again = reopenings.reopened_on(moves).get(case.id)
    ids = (decision.assessment_id for decision in decided)
    return facts_of(case, known, records, ids, list(countries), closed, again)


def _acts(query: StoryQuery) -> list[str]:
    """Return where it happened, where the reader opens what was written for the law."""
    if LEGAL not in query.rights.opens:
        return []
    rows: list[Circumstances] = rows_read(
        query.read, CIRCUMSTANCES, lambda: circumstances_of(query)
    )
    return countries_told(rows, query.ring)


def _returns(query: StoryQuery) -> Collection[date]:
    """Return the days of returns; nobody asks for journeys in a case in which nobody travels."""
    none = query.read.get(NOBODY_TRAVELS)
    still = isinstance(none, frozenset) and query.case.id in none
    return () if still else returns_of([query.case.id]).get(query.case.id, ())


def _says(query: StoryQuery, one: DueStep) -> Sentence:
    late = one.days_late(query.today)
    step = one.sentence()
    if one.unsettling:  # why says more than how late
        return say("{step}: {why}", step=step, why=one.why)
    if late:
        days = say("1 day late") if late == 1 else say("{n} days late", n=late)
        return say("{step} ({days})", step=step, days=days)
    return say("{step} by {day}", step=step, day=one.by)
