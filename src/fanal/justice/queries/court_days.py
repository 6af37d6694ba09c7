"""Days in court, opened from what is sealed; one rule for every page, list and calendar."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from fanal.cases.access import with_parts
from fanal.cases.models import Case
from fanal.cases.queries.hearings import CourtDate
from fanal.cases.queries.helpers import no_longer_help
from fanal.core.calendars import read_text
from fanal.core.calendars.hours import read_hour
from fanal.core.casework.answers import text_in
from fanal.core.errors import BadInput
from fanal.core.justice.codes import IN_COURT, MEASURES
from fanal.core.justice.courts import (
    FOR_THE_DAY,
    CourtDay,
    HearingNews,
    HearingPresence,
    HearingState,
    zone_of,
)
from fanal.core.justice.kinds import JusticeKind
from fanal.core.papers.kinds import FOR_COURT, PaperKind, is_missed_in_court
from fanal.core.words import Sentence
from fanal.database.sql import YES, with_rows_of_cases
from fanal.journeys.models import Journey
from fanal.justice.models import KIND, JusticeRecord
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.papers.models import KIND as PAPER
from fanal.papers.models import TypedPaper
from fanal.papers.queries.hooks import PARTS
from fanal.people.consent_ages import consent_ages
from fanal.web.words import translated

BELOW = Prefetch("records_below", JusticeRecord.objects.order_by("number"))


@dataclass(frozen=True)
class HerWay:
    """Her way to a hearing. `fits`: whether it is for the day on which the hearing stands now."""

    journey: Journey
    fits: bool


@dataclass(frozen=True)
class Heard:
    """A hearing as it stands, with its row and what was answered. `way`: her journey there, as far
    as it was asked for (`fanal.justice.queries.journeys`). `papers`: of hers, those that have not
    come, by the day on which it stands; `measures`: what is to protect her there, and nobody has
    answered yet (`with_awaited`). `child`: whether she is one that day, or may be."""

    row: JusticeRecord
    data: Content
    state: HearingState
    way: HerWay | None = None
    papers: tuple[Sentence, ...] = ()
    measures: tuple[Sentence, ...] = ()
    child: bool = False

    @property
    def case(self) -> Case:
        return self.row.case

    @property
    def at(self) -> datetime | None:
        return self.state.now.at

    @property
    def on_her_way(self) -> bool:
        """Whether a journey takes her there; of one for another day a page says so in its words."""
        if self.way:
            return True
        named = self.row.journey
        return named is not None and named.ended_on is None and fits(named, self.here().day)

    @property
    def order(self) -> tuple[object, ...]:
        return self.state.now.day, self.state.now.hour is None, self.state.now.hour or time()

    def here(self) -> CourtDay:
        """Return the day as the reader counts it: in the zone of her office."""
        at = self.at
        if at is None:
            return self.state.now
        local = timezone.localtime(at)
        return CourtDay(local.date(), local.time(), str(timezone.get_current_timezone()))

    @property
    def elsewhere(self) -> bool:
        """Whether the hour of the court is another than the reader's."""
        here = self.here()
        return self.at is not None and (here.day, here.hour) != (
            self.state.now.day,
            self.state.now.hour,
        )


# Who has far to go leaves some days before; a hearing may last longer than its first day.
A_FEW_DAYS = timedelta(days=3)


def fits(journey: Journey, day: date) -> bool:
    return journey.starts_on <= day <= journey.starts_on + A_FEW_DAYS


def court_day(data: Content, zone: str) -> CourtDay | None:
    """Return the day in court; None where what is kept is no whole day."""
    try:
        day_read = read_text(text_in(data, "day")).date
        hour = read_hour(text_in(data, "hour"))
    except BadInput:
        return None
    return CourtDay(day_read.interval.earliest, hour, zone) if day_read.day else None


def heard(row: JusticeRecord, below: Iterable[JusticeRecord], ring: Ring) -> Heard | None:
    """Return the hearing with every move of it; None where the reader has no key."""
    data = row.try_unseal(ring)
    if data is None:
        return None
    zone = zone_of(row.proceeding.country, text_in(data, "zone"))
    first = court_day(data, zone)
    if first is None:
        return None
    state = HearingState(first, arranged=_arranged(data))
    for record in below:
        state = _after(state, record, zone, ring)
    return Heard(row, data, state)


def _after(state: HearingState, record: JusticeRecord, zone: str, ring: Ring) -> HearingState:
    content = record.try_unseal(ring) or {}
    match news := HearingNews(record.coded["news"]):
        case HearingNews.MOVED:
            day = court_day(content, zone)
            return state.moved(day, _arranged(content)) if day else state
        case HearingNews.ARRANGED:
            return state.also(_arranged(content))
    return replace(state, over=news)


def _arranged(data: Content) -> dict[str, str]:
    return {name: answer for name in FOR_THE_DAY if (answer := text_in(data, name))}


def open_hearings(cases: Collection[UUID], ring: Ring) -> Iterator[Heard]:
    """Yield the hearings of these cases that are not over, as far as the ring opens them."""
    if not with_rows_of_cases([JusticeRecord], cases):
        return  # of most cases: a small question in place of one of five tables
    rows = JusticeRecord.objects.filter(case__in=cases, waits=YES)
    yield from hearings_among(_with_what_is_below(rows), ring)


def _with_what_is_below(rows: QuerySet[JusticeRecord]) -> list[JusticeRecord]:
    rows = rows.select_related("case", "proceeding__person", "journey").prefetch_related(BELOW)
    return list(rows.order_by("number"))


def hearings_among(rows: Collection[JusticeRecord], ring: Ring) -> list[Heard]:
    """Return the hearings among these records, which come with what was written below each."""
    hearings = [row for row in rows if row.record_kind is JusticeKind.HEARING]
    ring.prepare({row.case_id for row in hearings})
    opened = (heard(row, row.records_below.all(), ring) for row in hearings)
    unanswered = [row for row in rows if not row.records_below.all()]
    return with_awaited(filter(None, opened), unanswered, ring)


def court_dates_over(cases: Collection[UUID], ring: Ring) -> Iterator[CourtDate]:
    """Yield what was held or fell through: what was noted elsewhere of their days is over too."""
    kinds = KIND.in_scopes(cases, [JusticeKind.HEARING])
    rows = JusticeRecord.objects.filter(case__in=cases, kind__in=kinds, waits=False)
    for hearing in hearings_among(_with_what_is_below(rows), ring):
        yield court_date(hearing, hearing.case)


def court_dates(cases: Collection[UUID], ring: Ring) -> Iterator[CourtDate]:
    """Yield the days in court for the lists and calendars of cases."""
    for hearing in open_hearings(cases, ring):
        yield replace(
            court_date(hearing, hearing.case),
            answered_at=reverse("justice:below", args=[hearing.row.case_id, hearing.row.id]),
            more=_whose_and_what_is_missing(hearing),
        )


def court_date(hearing: Heard, case: Case) -> CourtDate:
    here = hearing.here()
    return CourtDate(
        case,
        here.day,
        here.hour,
        reverse("justice:proceeding", args=[hearing.row.case_id, hearing.row.proceeding_id]),
        moved_from=frozenset(was.day for was in hearing.state.was),
        over=hearing.state.over is not None,
    )


def with_awaited(
    hearings: Iterable[Heard], unanswered: Iterable[JusticeRecord], ring: Ring
) -> list[Heard]:
    """Return the hearings, each with what has not come by then. `unanswered`: of the records beside
    them, those below which nothing was written."""
    measures: dict[UUID, list[Sentence]] = defaultdict(list)
    for row in unanswered:
        code = row.coded.get("measure") if row.waits else None
        if code in IN_COURT:
            measures[row.proceeding_id].append(dict(MEASURES)[code])
    found = _with_papers(hearings, ring)
    return [
        replace(
            hearing,
            measures=tuple(measures[hearing.row.proceeding_id]),
            child=child,
        )
        for hearing, child in zip(found, _as_children(found), strict=True)
    ]


def _as_children(hearings: Collection[Heard]) -> list[bool]:
    """Return of each whether she is a child on that day, or may be one, also where nobody knows her
    age: it may be the day after her birthday."""
    people = {hearing.row.proceeding.person_id for hearing in hearings}
    ages = consent_ages(people, timezone.localdate()) if people else {}
    whose = ((hearing, ages[hearing.row.proceeding.person_id]) for hearing in hearings)
    return [age.as_child and not age.is_adult(hearing.state.now.day) for hearing, age in whose]


def _with_papers(hearings: Iterable[Heard], ring: Ring) -> list[Heard]:
    """Return the hearings, each with what a court waits for of her and has not come: a report that
    nobody misses before that day is missed on it. Only what the reader opens: a medical one is not
    the lawyer's."""
    found = list(hearings)
    cases = {hearing.row.case_id for hearing in found if hearing.row.waits}
    rows = TypedPaper.objects.filter(case__in=cases, kind__in=PAPER.in_scopes(cases, FOR_COURT))
    waiting = [row for row in rows if is_missed_in_court(PaperKind(row.kind), row.stands)]
    if not waiting or ring.pair is None:
        return found
    opens = with_parts(ring.pair.user, Case.objects.order_by(), *PARTS).in_bulk(cases)
    read = [row for row in waiting if getattr(opens[row.case_id], f"opens_{row.compartment}")]
    return [replace(one, papers=_of_that_day(one, read)) for one in found]


def _of_that_day(hearing: Heard, papers: Iterable[TypedPaper]) -> tuple[Sentence, ...]:
    whose = hearing.row.case_id, hearing.row.proceeding.person_id
    day = hearing.state.now.day
    hers = (row for row in papers if (row.case_id, row.person_id) == whose)
    return tuple(row.says for row in hers if row.due is None or row.due <= day)


def _whose_and_what_is_missing(hearing: Heard) -> str:
    """Return whose it is and what is missing, as the lawyer's day says it: whoever reads the day
    alone takes it for arranged."""
    return " · ".join([hearing.row.proceeding.person.code_name, *missing_for(hearing)])


def missing_for(hearing: Heard) -> list[str]:
    """Return what nobody has arranged yet for the day on which it stands now."""
    papers = _not_here(hearing.papers)
    if text_in(hearing.data, "presence") == HearingPresence.NEED_NOT:
        return papers
    state, escorted = hearing.state, hearing.on_her_way
    some = (state.to_ask_anew(name) for name in FOR_THE_DAY if name != "escort" or not escorted)
    anew = ", ".join(filter(None, some))
    missing = [_("the day has changed, ask anew: {who}").format(who=anew)] if anew else []
    plan = hearing.case.pk, state.now.day, state.arranged.values()
    missing += filter(None, no_longer_help([plan]))
    known = {**state.before, **state.arranged}
    if "interpreter" not in known:
        missing.append(_("no interpreter yet"))
    if "escort" not in known and not escorted:
        missing.append(_("nobody goes with her yet"))
    # Whoever takes her there is not who speaks for her, or sits beside her.
    if hearing.child and "adult" not in known:
        missing.append(_("no guardian or other adult to stand by the child yet"))
    return [*missing, *_not_answered(hearing.measures), *papers]


def _not_answered(measures: Iterable[Sentence]) -> list[str]:
    listed = ", ".join(dict.fromkeys(map(translated, measures)))
    says = _("asked for, no answer yet: {measures}")
    return [says.format(measures=listed)] if listed else []


def _not_here(papers: Iterable[Sentence]) -> list[str]:
    listed = ", ".join(dict.fromkeys(map(translated, papers)))
    return [_("not here yet: {papers}").format(papers=listed)] if listed else []
