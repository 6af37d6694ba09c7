"""Days in court, opened from what is sealed; one rule for every page, list and calendar."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from fanal.cases.models import Case
from fanal.cases.queries.hearings import CourtDate
from fanal.cases.queries.helpers import no_longer_help
from fanal.core.calendars import read_text
from fanal.core.calendars.hours import read_hour
from fanal.core.casework.answers import text_in
from fanal.core.errors import BadInput
from fanal.core.justice.courts import (
    FOR_THE_DAY,
    CourtDay,
    HearingNews,
    HearingPresence,
    HearingState,
    zone_of,
)
from fanal.core.justice.kinds import JusticeKind
from fanal.journeys.models import Journey
from fanal.justice.models import JusticeRecord
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.sql import YES

BELOW = Prefetch("records_below", JusticeRecord.objects.order_by("number"))


@dataclass(frozen=True)
class HerWay:
    """`fits`: whether it is for the day on which the hearing stands now."""

    journey: Journey
    fits: bool


@dataclass(frozen=True)
class Heard:
    """A hearing as it stands, with its row and what was answered. `way`: her journey there, as far
    as it was asked for (`fanal.justice.queries.journeys`)."""

    row: JusticeRecord
    data: Content
    state: HearingState
    way: HerWay | None = None

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
        """As the reader counts: in the zone of her office."""
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
    """None where what is kept is no whole day."""
    try:
        day_read = read_text(text_in(data, "day")).date
        hour = read_hour(text_in(data, "hour"))
    except BadInput:
        return None
    return CourtDay(day_read.interval.earliest, hour, zone) if day_read.day else None


def heard(row: JusticeRecord, below: Iterable[JusticeRecord], ring: Ring) -> Heard | None:
    """The hearing with every move of it; None where the reader has no key."""
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


def open_hearings(cases: Iterable[UUID], ring: Ring) -> Iterator[Heard]:
    """Those of these cases that are not over, as far as the ring opens them."""
    return _hearings(JusticeRecord.objects.filter(case__in=cases, waits=YES), ring)


def _hearings(rows: QuerySet[JusticeRecord], ring: Ring) -> Iterator[Heard]:
    rows = rows.select_related("case", "proceeding__person", "journey").prefetch_related(BELOW)
    hearings = [row for row in rows.order_by("number") if row.record_kind is JusticeKind.HEARING]
    ring.prepare({row.case_id for row in hearings})
    for row in hearings:
        hearing = heard(row, row.records_below.all(), ring)
        if hearing is not None:
            yield hearing


def court_dates(cases: Collection[UUID], ring: Ring) -> Iterator[CourtDate]:
    """For the lists and calendars of cases."""
    for hearing in open_hearings(cases, ring):
        yield replace(
            court_date(hearing, hearing.case),
            answered_at=reverse("justice:below", args=[hearing.row.case_id, hearing.row.id]),
            more=_whose_and_what_is_missing(hearing),
        )


def ended_dates(cases: Collection[UUID], ring: Ring) -> Iterator[CourtDate]:
    """Those that were held or cancelled: where the same day was noted too, it is no hearing."""
    for hearing in _hearings(JusticeRecord.objects.filter(case__in=cases, waits=False), ring):
        yield court_date(hearing, hearing.case)


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


def _whose_and_what_is_missing(hearing: Heard) -> str:
    """As the lawyer's day says it: whoever reads the day alone takes it for arranged."""
    return " · ".join([hearing.row.proceeding.person.code_name, *missing_for(hearing)])


def missing_for(hearing: Heard) -> list[str]:
    """What nobody has arranged yet for the day on which it stands now."""
    if text_in(hearing.data, "presence") == HearingPresence.NEED_NOT:
        return []
    state, escorted = hearing.state, hearing.on_her_way
    some = (state.to_ask_anew(name) for name in FOR_THE_DAY if name != "escort" or not escorted)
    anew = ", ".join(filter(None, some))
    missing = [_("the day has changed, ask anew: {who}").format(who=anew)] if anew else []
    if gone := no_longer_help(state.arranged.values(), hearing.case, state.now.day):
        says = _("{who} may not help here any more: ask somebody else")
        missing.append(says.format(who=", ".join(gone)))
    known = {**state.before, **state.arranged}
    if "interpreter" not in known:
        missing.append(_("no interpreter yet"))
    if "escort" not in known and not escorted:
        missing.append(_("nobody goes with her yet"))
    return missing
