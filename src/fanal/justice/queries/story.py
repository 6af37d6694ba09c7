"""Days in court and how far each proceeding is, on the first screen of a case; fetched with its
other rows."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse

from fanal.cases.queries.hearings import CourtDate
from fanal.cases.queries.story import NextDate, StoryItem, StoryQuery
from fanal.core.justice.kinds import ENDING, JusticeKind
from fanal.core.justice.proceedings import ProceedingStep, state_of
from fanal.core.sealing.compartments import LEGAL
from fanal.core.words import Sentence, say
from fanal.database.combined_queries import RowsAsked, RowsOf, rows_read
from fanal.justice.models import KIND, JusticeRecord, Proceeding
from fanal.justice.queries.court_days import court_date, heard
from fanal.justice.queries.steps import due_now_if_changed, step_in
from fanal.shelters.queries.week import hours_words
from fanal.web.codes import COUNTRIES

RECORDS, PROCEEDINGS = "justice:records", "justice:proceedings"
MOST_SHOWN = 3
AHEAD = timedelta(days=60)
NOT_BEGUN = say("no step yet")
LAST_DAY = say("last day of a time limit that cannot be extended")


def proceedings_ahead(query: StoryQuery, _opens_said: Collection[UUID]) -> RowsAsked:
    """Return what waits in the case with what was written below it, and the steps."""
    if LEGAL not in query.rights.opens:
        return {}
    return {
        RECORDS: RowsOf(JusticeRecord, lambda: _records_in(query)),
        PROCEEDINGS: RowsOf(Proceeding, lambda: _proceedings_in(query)),
    }


def _records_in(query: StoryQuery) -> QuerySet[JusticeRecord]:
    steps = Q(kind__in=KIND.in_scopes([query.case.id], [JusticeKind.STEP]))
    waits = Q(waits=True) | Q(under__waits=True)
    rows = JusticeRecord.objects.filter(steps | waits, case=query.case)
    return rows.select_related("proceeding").order_by()


def _proceedings_in(query: StoryQuery) -> QuerySet[Proceeding]:
    rows = Proceeding.objects.filter(case=query.case)
    return rows.select_related("person").order_by()


def _records(query: StoryQuery) -> list[JusticeRecord]:
    if LEGAL not in query.rights.opens:
        return []
    records = rows_read(query.read, RECORDS, lambda: _records_in(query))
    return sorted(records, key=lambda record: record.number)


def steps_read(query: StoryQuery) -> list[JusticeRecord]:
    return [record for record in _records(query) if record.record_kind is JusticeKind.STEP]


def court_dates_of(query: StoryQuery) -> Iterator[CourtDate]:
    rows = _records(query)
    for row in rows:
        if row.record_kind is not JusticeKind.HEARING:
            continue
        hearing = heard(row, (below for below in rows if below.under_id == row.id), query.ring)
        if hearing is not None:
            yield court_date(hearing, query.case)


def away_dates_of(query: StoryQuery) -> Iterator[NextDate]:
    """Yield for whoever does not open the legal part that she is away, from when, with whom beside
    her; neither court nor charge."""
    if LEGAL in query.rights.opens:
        return
    until = query.today + AHEAD
    for away in away_between([who.id for who in query.people], query.today, until):
        yield NextDate(away.day, hours_words(away))


def proceedings_in_one_line(query: StoryQuery) -> Iterator[StoryItem]:
    """Yield those in which something waits, then the latest: of which kind, where, what she is in
    it, how far."""
    if LEGAL not in query.rights.opens:
        return
    rows = rows_read(query.read, PROCEEDINGS, lambda: _proceedings_in(query))
    records = steps_read(query)
    waiting = {row.proceeding_id for row in _records(query) if row.waits}
    by_need = sorted(rows, key=lambda row: (row.id not in waiting, -row.number))
    for proceeding in by_need[:MOST_SHOWN]:
        state = state_of(step_in(row) for row in records if row.proceeding_id == proceeding.id)
        says = in_one_line(proceeding, state)
        about = proceeding.person.code_name if len(query.people) > 1 else ""
        address = reverse("justice:proceeding", args=[query.case.id, proceeding.id])
        yield StoryItem(says, address, say("Proceeding"), about)


def in_one_line(proceeding: Proceeding, state: ProceedingStep | None) -> Sentence:
    """Return which it is, with her role: she may be the victim in one and accused in the next."""
    return say(
        "{kind}, {country}: {role}; {state}",
        kind=proceeding.kind.sentence(),
        country=COUNTRIES.name(proceeding.country),
        role=proceeding.role.sentence(),
        state=state.kind.sentence() if state else NOT_BEGUN,
    )


def limits_ahead_of(query: StoryQuery) -> Iterator[NextDate]:
    """Yield the last days after which nothing can be mended, for whoever opens the legal part."""
    waiting = [row for row in _records(query) if row.record_kind in ENDING and row.waits]
    for row in due_now_if_changed(waiting, query.today):
        if row.due:
            address = reverse("justice:proceeding", args=[query.case.id, row.proceeding_id])
            yield NextDate(row.due, LAST_DAY, f"{address}#record-{row.id}", last=True)


# When somebody is away for the day, for the staff of her shelter: hours and an escort, no more.
# Neither court nor charge nor case stands in it (acceptance example J10).
@dataclass(frozen=True)
class Away:
    """The hours of a day on which she is away. `leaves`, `back`: as they were written, "" where
    nobody said so. `may_stay`: she may be where she lives, and is not free."""

    person: UUID
    day: date
    leaves: str
    back: str
    escort: bool
    may_stay: bool


def away_between(people: Collection[UUID], first: date, last: date) -> list[Away]:
    """Return when these people are away, in these days, by day and hour."""
    rows = JusticeRecord.objects.filter(proceeding__person__in=list(people), waits=True)
    rows = rows.select_related("proceeding").defer("sealed", "proceeding__sealed")
    away = [_away(row) for row in rows.order_by("number") if row.away.get("day")]
    shown = (day_away for day_away in away if first <= day_away.day <= last)
    return sorted(shown, key=lambda day_away: (day_away.day, day_away.leaves, str(day_away.person)))


def _away(row: JusticeRecord) -> Away:
    away = row.away
    return Away(
        row.proceeding.person_id,
        date.fromisoformat(away["day"]),
        away.get("leaves", ""),
        away.get("back", ""),
        bool(away.get("escort")),
        bool(away.get("may_stay")),
    )
