"""Hearings and the journeys to them: which is for which, what moved, what a plan is proposed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import time
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models import User
from fanal.cases import access as cases
from fanal.core.calendars.hours import read_hour
from fanal.core.casework.answers import text_in
from fanal.core.errors import BadInput
from fanal.core.justice.courts import HearingNews, HearingPresence
from fanal.core.justice.kinds import JusticeKind
from fanal.core.sealing.compartments import LEGAL
from fanal.core.words import say
from fanal.journeys.models import Journey, Traveller
from fanal.journeys.queries.days_ahead import DayAhead
from fanal.journeys.queries.departed import TO_COURT
from fanal.journeys.queries.destination_warnings import ChangedReason
from fanal.justice.models import JusticeRecord, Proceeding
from fanal.justice.queries.court_days import Heard, HerWay, fits, open_hearings
from fanal.keys.ring import Ring

SAYS = {
    HearingNews.MOVED: say("The hearing was moved: do the days of this journey still fit?"),
    HearingNews.FELL_THROUGH: say("The hearing did not take place: is this journey still needed?"),
}


def changed_hearings(journey: Journey, user: User) -> Iterator[ChangedReason]:
    """Yield the last news of each hearing, for whoever opens the legal part."""
    hearings = JusticeRecord.objects.filter(journey=journey, case__in=cases.cases_with(user, LEGAL))
    last = {
        row.under_id: row
        for row in JusticeRecord.objects.filter(under__in=hearings).defer("sealed")
        if row.record_kind is JusticeKind.HEARING_NEWS and row.coded["news"] != HearingNews.ARRANGED
    }
    for row in last.values():
        if sentence := SAYS.get(HearingNews(row.coded["news"])):
            yield ChangedReason(sentence, reverse("justice:case", args=[row.case_id]))


def journey_to_court(proceeding: Proceeding) -> Journey | None:
    """Return the journey that she is on: as a rule the hearing is written down first, when there is
    no journey yet that could be named beside it. She is on one journey at a time."""
    hers = Journey.objects.filter(
        travellers__case=proceeding.case_id, travellers__person=proceeding.person_id, ended_on=None
    )
    return next((journey for journey in hers if journey.kind == TO_COURT), None)


# ── Her way there ────────────────────────────────────────────────────────────
def with_ways(heard: Iterable[Heard]) -> list[Heard]:
    """Return the hearings, each with her journey there, in one query: the one that was named beside
    it, or one to court on which she is, of its day or of a day from which it was moved."""
    hearings = list(heard)
    people = {hearing.row.proceeding.person_id for hearing in hearings}
    rows = Traveller.objects.filter(person__in=people, journey__ended_on=None)
    hers: dict[tuple[UUID, UUID], list[Journey]] = defaultdict(list)
    for row in rows.select_related("journey").order_by("journey__starts_on", "id"):
        if row.journey.kind == TO_COURT:
            hers[row.case_id, row.person_id].append(row.journey)
    return [
        replace(
            hearing, way=_way(hearing, hers[hearing.row.case_id, hearing.row.proceeding.person_id])
        )
        for hearing in hearings
    ]


def _way(hearing: Heard, journeys: Collection[Journey]) -> HerWay | None:
    named = hearing.row.journey
    ours = [*([named] if named and named.ended_on is None else []), *journeys]
    day = hearing.here().day
    before = [*(was.day for was in hearing.state.was)]
    for journey in ours:
        if fits(journey, day):
            return HerWay(journey, fits=True)
    # Planned for the day from which it was moved: shown as not fitting, so that somebody moves it
    # too.
    of_before = (j for j in ours if j is named or any(fits(j, was) for was in before))
    old = next(of_before, None)
    return HerWay(old, fits=False) if old else None


def hearings_ahead(ids: Collection[UUID], user: User, ring: Ring) -> Iterator[DayAhead]:
    """Yield the days ahead in court as the reader counts hours; when she leaves and is back only
    where the hearing still stands on the day of which that was said."""
    opens = set(cases.cases_with(user, LEGAL).filter(id__in=ids).values_list("id", flat=True))
    for hearing in open_hearings(opens, ring) if opens else ():
        here, moved = hearing.here(), bool(hearing.state.was)
        if here.day >= timezone.localdate():
            yield DayAhead(
                hearing.row.id,
                hearing.row.case_id,
                TO_COURT,
                JusticeKind.HEARING.sentence(),
                here.day,
                here.hour,
                text_in(hearing.data, "place"),
                None if moved else _hour(hearing, "leaves"),
                None if moved else _hour(hearing, "back"),
                hearing.row.journey_id,
                hearing.row.coded["presence"] == HearingPresence.MUST,
            )


def _hour(hearing: Heard, name: str) -> time | None:
    """Return the hour as it was written, where it can be read."""
    try:
        return read_hour(text_in(hearing.data, name))
    except BadInput:
        return None
