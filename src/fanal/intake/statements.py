"""What a call says of her present state, once it is about a case: danger, where she is, and, where
she calls herself, that she spoke to us."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from functools import partial
from uuid import UUID

from django.db.models import QuerySet

from fanal.cases.models import CasePerson
from fanal.cases.queries.statements import Collected, SourceRead, StatementQuery
from fanal.cases.queries.story import StoryQuery
from fanal.core.casework.answers import is_value, load
from fanal.core.casework.entry_statements import AT
from fanal.core.casework.statements import (
    CaseStatement,
    SaidAt,
    StatementQuestion,
    StatementSource,
    WrittenBy,
)
from fanal.core.journeys.events import Sign
from fanal.database.combined_queries import RowsAsked, RowsOf, rows_read
from fanal.intake.models import Signal, Triage
from fanal.intake.queries import CALLS_OF_CASE, calls_of
from fanal.keys.sealed import Content

ABOUT_A_CASE = ("case", "addition")
CALLS_ABOUT = "calls about her"


def said_in_calls(query: StatementQuery) -> SourceRead:
    """Return what was said in each call about one of these cases, as far as the reader may open it.

    A call is about everybody in the case: it names nobody by her file. Heard from is whoever
    called.
    """
    calls = _calls_about(query)
    folders = frozenset(signal.folder for _case, signal in calls)
    return SourceRead(partial(_add_statements, query, calls), folders)


def _add_statements(
    query: StatementQuery, calls: list[tuple[UUID, Signal]], collected: Collected
) -> None:
    heard: list[tuple[UUID, CaseStatement]] = []
    for case, signal in calls:
        data = signal.try_unseal(query.ring)
        if data is None:
            # A call that this reader cannot open may say danger: the case counts as not read, not
            # as calm.
            collected.closed.add(case)
            continue
        statements = said_in_call(case, signal, data, case in query.where)
        collected.add(query.people_in[case], statements)
        heard += [(case, statement) for statement in heard_in_call(case, signal, data)]
    if heard:
        _add_heard(query, heard, collected)


def _add_heard(
    query: StatementQuery, heard: list[tuple[UUID, CaseStatement]], collected: Collected
) -> None:
    callers = who_calls_herself({case for case, _sign in heard})
    whose = {(link.case_id, link.person): link.whose for link in query.links}
    for case, sign in heard:
        her = whose.get((case, callers[case])) if case in callers else None
        collected.add([her] if her else [], [sign])


def who_calls_herself(cases: Collection[UUID]) -> dict[UUID, UUID]:
    """Return by case the one whom it concerns, and who is no child of hers; none where there are
    several, for nobody knows which of them called until somebody says so
    (`fanal.intake.callers`)."""
    callers: dict[UUID, list[UUID]] = {}
    for link in CasePerson.objects.filter(case__in=cases).exclude(of_family=True).order_by():
        # A baby in her case did not call.
        if link.role != "child":
            callers.setdefault(link.case_id, []).append(link.person_id)
    return {case: people[0] for case, people in callers.items() if len(people) == 1}


def calls_ahead(query: StoryQuery, opens: frozenset[UUID]) -> RowsAsked:
    """What the first screen of a case reads of calls."""
    return {
        CALLS_ABOUT: RowsOf(Triage, lambda: _triages_about(opens)),
        CALLS_OF_CASE: RowsOf(Triage, lambda: calls_of(query.case)),
    }


def _triages_about(cases: frozenset[UUID]) -> QuerySet[Triage]:
    about = Triage.objects.filter(case__in=cases, outcome__in=ABOUT_A_CASE).order_by()
    same = Triage.objects.filter(duplicate_of__in=about.values("signal")).order_by()
    both = Triage.objects.filter(id__in=about.values("id").union(same.values("id")))
    return both.select_related("signal__taken_by").order_by()


def _triages_of_any(query: StatementQuery) -> Iterable[Triage]:
    return _triages_about(query.opens) if Triage in query.told_in else ()


def _calls_about(query: StatementQuery) -> list[tuple[UUID, Signal]]:
    """The calls of each case, those with them that were found to be the same call again."""
    rows = rows_read(query.kept, CALLS_ABOUT, lambda: _triages_of_any(query))
    rows.sort(key=lambda call: (str(call.case_id), call.number, call.id))
    calls = [
        (row.case_id, row.signal)
        for row in rows
        if row.case_id and row.case_id in query.opens and row.outcome in ABOUT_A_CASE
    ]
    case_of: dict[UUID | None, list[UUID]] = {}
    for case, signal in calls:
        case_of.setdefault(signal.id, []).append(case)
    again = [row for row in rows if row.duplicate_of_id and row.signal.state == "duplicate"]
    return calls + [
        (case, row.signal) for row in again for case in case_of.get(row.duplicate_of_id, ())
    ]


def said_in_call(
    case: UUID, signal: Signal, data: Content | None, where: bool
) -> Iterator[CaseStatement]:
    """Return what one call says, opened; nothing where it is closed. `where`: also where she is."""
    if data is None:
        return
    danger, place = load(data.get("danger_now")), load(data.get("where"))
    yield _statement(case, signal, data, StatementQuestion.DANGER, danger)
    if where and is_value(place):
        yield _statement(case, signal, data, StatementQuestion.PLACE, place)


def heard_in_call(case: UUID, signal: Signal, data: Content | None) -> Iterator[CaseStatement]:
    """Yield a sign of life where she called herself: we spoke to her at that hour."""
    if data is not None and load(data.get("who_calls")) == StatementSource.HERSELF:
        sign = Sign.SPOKEN_TO
        yield _statement(case, signal, data, StatementQuestion.SIGN_OF_LIFE, sign)


def _statement(
    case: UUID, signal: Signal, data: Content, question: StatementQuestion, answer: object
) -> CaseStatement:
    caller = load(data.get("who_calls"))
    # Said and written at one moment: a call is written down while it is said.
    when = _said_at(data.get(AT), signal.taken_on)
    name = load(data.get("caller"))
    return CaseStatement(
        id=f"{signal.id}:{question}",
        question=question,
        answer=answer,
        said=when,
        written=when,
        form=WrittenBy.CALL,
        source=StatementSource(caller)
        if caller in set(StatementSource)
        else StatementSource.NOT_SAID,
        who=str(name) if is_value(name) else "",
        by=str(signal.taken_by),
        about=str(case),
    )


def _said_at(stored: object, day: date) -> SaidAt:
    return datetime.fromisoformat(stored) if isinstance(stored, str) else day
