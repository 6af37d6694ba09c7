"""The lawyer's day: hearings of the week, limits that cannot be mended, whom to inform, papers that
expire. Of the open cases whose legal part the reader opens."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from uuid import UUID

from django.db.models import Q, QuerySet

from fanal.accounts.models import User
from fanal.cases.models import Case
from fanal.cases.queries.codes import in_danger_of
from fanal.core.calendars import read_text
from fanal.core.errors import BadInput
from fanal.core.justice.kinds import ENDING, JusticeKind
from fanal.core.justice.limits import WARNED_BEFORE
from fanal.core.justice.money import Balance, balances
from fanal.core.papers.kinds import PaperKind
from fanal.core.papers.states import PaperState
from fanal.core.sealing.compartments import LEGAL
from fanal.database.sql import YES
from fanal.justice import access
from fanal.justice.models import JusticeRecord
from fanal.justice.queries.court_days import BELOW, Heard, hearings_among
from fanal.justice.queries.journeys import with_ways
from fanal.justice.queries.money import MONEY, held_by, moves_in
from fanal.justice.queries.shown_records import ShownJustice
from fanal.justice.queries.steps import due_now_if_changed, waits_for_word
from fanal.keys.ring import Ring
from fanal.papers.models import TypedPaper

A_WEEK = timedelta(days=7)
PAPERS_AHEAD = timedelta(days=60)
TOLD_WITHIN = 7  # days (programme timers: told of a decision within a week)
K = JusticeKind


@dataclass(frozen=True)
class InCountry:
    """The hearings of one country, in the hours of its courts."""

    country: str
    hearings: list[Heard]


@dataclass(frozen=True)
class ToTell:
    """A step of which she was not told. `late`: days beyond a week."""

    record: ShownJustice
    days: int

    @property
    def late(self) -> bool:
        return self.days >= TOLD_WITHIN


@dataclass(frozen=True)
class ExpiringPaper:
    paper: TypedPaper
    kind: PaperKind
    until: date
    case: Case


@dataclass(frozen=True)
class LawyersDay:
    """The lawyer's day. `unsaid`: hearings whose day is over and of which nobody said what became
    of them. `unanswered`: what was asked of an authority. `in_danger`: who of all these is, by any
    case of hers. `opens`: whether the legal part of any case is open to the reader."""

    countries: list[InCountry]
    unsaid: list[Heard]
    limits: list[ShownJustice]
    to_tell: list[ToTell]
    papers: list[ExpiringPaper]
    measures: list[ShownJustice]
    evidence: list[ShownJustice]
    pressed: list[ShownJustice]
    unanswered: list[ShownJustice]
    in_danger: set[UUID]
    opens: bool

    @property
    def hearings(self) -> int:
        return sum(len(country.hearings) for country in self.countries)


def lawyers_day(user: User, ring: Ring, today: date) -> LawyersDay:
    """Return the lawyer's day, in a constant number of queries, whatever the number of hearings."""
    cases = {case.id: case for case in _with_anything(user)}
    rows = due_now_if_changed(_waiting(cases), today)
    ring.prepare({row.case_id for row in rows} | set(cases))
    hearings = with_ways(hearings_among(rows, ring))
    shown = [
        ShownJustice(row, row.try_unseal(ring)) for row in rows if row.record_kind is not K.HEARING
    ]
    limits = _due_within(WARNED_BEFORE[0], ENDING, shown, today)
    return LawyersDay(
        countries=by_country(
            hearing for hearing in hearings if today <= hearing.here().day < today + A_WEEK
        ),
        unsaid=[hearing for hearing in hearings if hearing.here().day < today],
        limits=sorted(limits, key=lambda one: one.row.due or today),
        to_tell=_to_tell(shown, today),
        papers=_papers(cases, ring, today),
        measures=_due_within(WARNED_BEFORE[1], [K.MEASURE], shown, today),
        evidence=_due_within(WARNED_BEFORE[1], [K.EVIDENCE], shown, today),
        pressed=[one for one in shown if one.kind is K.PRESSURE],
        unanswered=[one for one in shown if waits_for_word(one.row, _last_word(one.row), today)],
        in_danger=in_danger_of({row.proceeding.person_id for row in rows}),
        opens=bool(cases) or access.legal_cases_for(user).exists(),
    )


def _with_anything(user: User) -> QuerySet[Case]:
    """The cases of which there can be a row on this page: none is left out for being old."""
    waiting = JusticeRecord.objects.filter(waits=YES).order_by().values("case")
    papers = TypedPaper.objects.order_by().values("case")
    return access.legal_cases_for(user).filter(Q(id__in=waiting) | Q(id__in=papers))


def _last_word(row: JusticeRecord) -> date | None:
    return max((below.on for below in row.records_below.all()), default=None)


def _to_tell(shown: Iterable[ShownJustice], today: date) -> list[ToTell]:
    steps = sorted((one for one in shown if one.kind is K.STEP), key=lambda one: one.row.on)
    return [ToTell(step, (today - step.row.on).days) for step in steps]


def _due_within(
    days: int, kinds: Container[JusticeKind], shown: Iterable[ShownJustice], today: date
) -> list[ShownJustice]:
    """Return those of these kinds that end, or are to be looked at, by then or are overdue."""
    last = today + timedelta(days=days)
    return [one for one in shown if one.kind in kinds and one.row.due and one.row.due <= last]


def _waiting(cases: Mapping[UUID, Case]) -> list[JusticeRecord]:
    rows = JusticeRecord.objects.filter(case__in=list(cases), waits=True)
    rows = rows.select_related("case", "proceeding__person", "journey").prefetch_related(BELOW)
    return list(rows.order_by("number"))


def by_country(hearings: Iterable[Heard]) -> list[InCountry]:
    """The hearings by country, each by day and hour; the country first in court comes first."""
    ordered = sorted(hearings, key=lambda hearing: (hearing.row.proceeding.country, *hearing.order))
    groups = [
        InCountry(country, list(some))
        for country, some in groupby(ordered, key=lambda hearing: hearing.row.proceeding.country)
    ]
    return sorted(groups, key=lambda group: (group.hearings[0].state.now.day, group.country))


def _papers(cases: Mapping[UUID, Case], ring: Ring, today: date) -> list[ExpiringPaper]:
    """The papers of the legal part that are over or soon: powers of attorney first of all."""
    rows = TypedPaper.objects.in_parts(cases, [LEGAL]).select_related("person").order_by("id")
    expiring = []
    for row in rows:
        until = _until(row, ring) if row.stands is PaperState.RECEIVED else None
        if until and until <= today + PAPERS_AHEAD:
            case = cases[row.case_id]
            expiring.append(ExpiringPaper(row, PaperKind(row.kind), until, case))
    return sorted(expiring, key=lambda paper: (paper.until, str(paper.paper.id)))


def _until(row: TypedPaper, ring: Ring) -> date | None:
    until = (row.try_unseal(ring) or {}).get("until")
    try:
        return read_text(until).date.interval.earliest if until else None
    except BadInput:
        return None


# ── Compensation ─────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class CaseMoney:
    """The money of a case. `held_by`: to whom was paid what has not all reached her."""

    case: Case
    balances: list[Balance]
    held_by: list[str]


def compensation(user: User, ring: Ring) -> tuple[list[Balance], list[CaseMoney]]:
    """Return the balances of all these cases by currency, and of each. Never one figure."""
    with_records = JusticeRecord.objects.order_by().values("case")
    cases = {case.id: case for case in access.legal_cases_for(user).filter(id__in=with_records)}
    rows = [
        record
        for record in JusticeRecord.objects.filter(case__in=list(cases)).order_by("number")
        if record.record_kind in MONEY
    ]
    ring.prepare({row.case_id for row in rows})
    of_each: dict[UUID, list[JusticeRecord]] = {}
    for row in rows:
        of_each.setdefault(row.case_id, []).append(row)
    every = moves_in(rows, ring)
    return balances(every), [
        CaseMoney(cases[case_id], balances(moves_in(some, ring)), held_by(some, ring))
        for case_id, some in of_each.items()
    ]
