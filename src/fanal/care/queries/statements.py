"""The word of a health worker that somebody is in danger: it counts like any other, until somebody
says that it is over."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db.models import QuerySet

from fanal.care.models import CareRequest, CareSummary
from fanal.cases.queries.statements import Collected, SourceRead, StatementQuery
from fanal.cases.queries.story import StoryQuery
from fanal.core.casework.statements import (
    CaseStatement,
    StatementQuestion,
    StatementSource,
    WrittenBy,
)
from fanal.database.combined_queries import RowsAsked, RowsOf, rows_read

RELEASED = "released by health workers"


def words_ahead(_asked: StoryQuery, opens: frozenset[UUID]) -> RowsAsked:
    """What the first screen of a case reads of them."""
    return {RELEASED: RowsOf(CareRequest, lambda: _released_to(opens))}


def _released_to(cases: frozenset[UUID]) -> QuerySet[CareSummary]:
    rows = CareSummary.objects.filter(request__case__in=cases)
    return rows.select_related("request", "made_by").order_by()


def said_by_health_workers(query: StatementQuery) -> SourceRead:
    """Return what they told of danger; in one query, and in none where nobody was asked."""
    rows = rows_read(query.kept, RELEASED, lambda: _released_to_any(query))
    return SourceRead(partial(_add_statements, query, rows), frozenset(row.folder for row in rows))


def _released_to_any(query: StatementQuery) -> Iterable[CareSummary]:
    return _released_to(query.opens) if CareRequest in query.told_in else ()


def _add_statements(
    query: StatementQuery, rows: Iterable[CareSummary], collected: Collected
) -> None:
    whose = {(link.case_id, link.person): link.whose for link in query.links}
    for row in rows:
        case, person = row.request.case_id, row.request.person_id
        data = row.try_unseal(query.ring)
        if data is None:
            # It may say danger: the case counts as not read, not as calm. Of where she is, and when
            # she was heard from, it tells nothing.
            collected.danger_closed.add(case)
        elif "danger" in data and (case, person) in whose:
            said = datetime.fromisoformat(data["danger"])
            collected.add([whose[case, person]], [_in_danger(row, said)])


def _in_danger(row: CareSummary, said: datetime) -> CaseStatement:
    return CaseStatement(
        id=str(row.id),
        question=StatementQuestion.DANGER,
        answer=True,
        said=said,
        written=said,
        form=WrittenBy.CARE,
        source=StatementSource.COLLEAGUE,
        by=str(row.made_by),
        about=str(row.request.case_id),
    )
