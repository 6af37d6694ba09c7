"""Statements of journeys on the present state of whoever travels in a case."""

from collections.abc import Iterable
from functools import partial
from uuid import UUID

from django.db.models import QuerySet

from fanal.cases.queries.statements import Collected, SourceRead, StatementQuery
from fanal.cases.queries.story import StoryQuery
from fanal.database.combined_queries import RowsAsked, RowsOf, rows_read
from fanal.journeys.models import Traveller
from fanal.journeys.queries.known_journeys import KnownJourneys

# The cases without a journey, kept for the other lines of a page.
NOBODY_TRAVELS = "nobody travels"
TRAVELLERS = "travellers"


def travellers_ahead(_asked: StoryQuery, opens: frozenset[UUID]) -> RowsAsked:
    """Return what the first screen of a case reads of journeys, unless somebody travels."""
    return {TRAVELLERS: RowsOf(Traveller, lambda: _travellers_in(opens))}


def _travellers_in(cases: frozenset[UUID]) -> QuerySet[Traveller]:
    return Traveller.objects.filter(case__in=cases).order_by()


def _travellers_of_any(query: StatementQuery) -> Iterable[Traveller]:
    return _travellers_in(query.opens) if Traveller in query.told_in else ()


def said_on_journeys(query: StatementQuery) -> SourceRead:
    """Return what is said of everybody who travels in one of these cases, in four
    queries for all of them."""
    return SourceRead(partial(_add_statements, query))


def _add_statements(query: StatementQuery, collected: Collected) -> None:
    whose = {(link.case_id, link.person): link.whose for link in query.links}
    rows = rows_read(query.kept, TRAVELLERS, lambda: _travellers_of_any(query))
    rows.sort(key=lambda row: (row.journey_id, row.person_id))
    # Kept for the line of journeys on the same page, which then asks nothing.
    query.kept[NOBODY_TRAVELS] = query.opens - {row.case_id for row in rows}
    travellers = [row for row in rows if (row.case_id, row.person_id) in whose]
    ids = {traveller.journey_id for traveller in travellers}
    if not ids:
        return
    known = KnownJourneys(ids, query.now)
    for traveller in travellers:
        statements = known.of(
            traveller.journey_id, str(traveller.person_id), where=traveller.case_id in query.where
        )
        collected.add([whose[traveller.case_id, traveller.person_id]], statements)
