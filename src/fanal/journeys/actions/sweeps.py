"""Missed signs of life, and hand-overs that nobody confirms, climb the ladder. The sweep may run
twice, late, or at the same time.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fanal.accounts.office_time import offices_by_zone
from fanal.audit import actions as audit
from fanal.authority.table_checks import quarantine_table
from fanal.cases.actions.present import to_tell
from fanal.core.journeys.board import BoardRow
from fanal.core.journeys.checkins import CONFIRMED_WITHIN, LADDER, Rung
from fanal.core.journeys.custody import CustodyTrouble
from fanal.journeys.actions.mails import owe
from fanal.journeys.models import Alarm, CustodyAlarm, Journey, JourneyCustodian
from fanal.journeys.queries.board import open_journeys, rows_of
from fanal.journeys.queries.custody import custody_troubles
from fanal.journeys.queries.custody_in_other_files import files_elsewhere
from fanal.journeys.queries.departures import departures
from fanal.journeys.queries.today.arrivals import given_at
from fanal.journeys.queries.unsound import emptied, unsound
from fanal.sealed.server_key import marked


@transaction.atomic
def call_alarms(*, now: datetime) -> dict[Rung, set[Journey]]:
    """Call the rungs that are due, and all at once where somebody is with, or planned for, whoever
    may not hold her; return whose journeys' people to tell, by rung."""
    for model in (Journey, Alarm, CustodyAlarm):  # before anybody is called by what they say
        quarantine_table(model)
    called: dict[Rung, set[Journey]] = {rung: set() for rung in Rung}
    still = _still_open(now)
    _let_go(
        [
            open_journey.journey
            for open_journey in still
            if open_journey.journey.ended_on and not open_journey.rows
        ]
    )
    # Called before their hour by a clock that was ahead: nobody would be told once it comes.
    Alarm.objects.filter(due__gt=now).delete()
    late, unconfirmed = _climbed(_signs_missed(still), now), _climbed(_between_hands(still), now)
    # Another sweep may have called the same rung at this moment.
    Alarm.objects.bulk_create([*late, *unconfirmed], ignore_conflicts=True, batch_size=500)
    for alarm in (*late, *unconfirmed):
        called[Rung(alarm.rung)].add(alarm.journey)
    _tell_other_files([alarm for alarm in late if alarm.rung == Rung.WORKER], now)
    for journey in {journey for journeys in called.values() for journey in journeys}:
        audit.record(act="journey.alarm", by=None, about=journey.id)
    for journey, rungs in call_custody(still).items():
        audit.record(act="journey.custody_alarm", by=None, about=journey.id)
        for rung in rungs:
            called[rung].add(journey)
    return called


def _signs_missed(still: Iterable[OpenJourney]) -> list[Missed]:
    return [(one, row.person, row.due) for one in still for row in one.rows if row.due is not None]


def _between_hands(still: Iterable[OpenJourney]) -> list[Missed]:
    """Return who was handed over, with the hour by which she was to be confirmed."""
    return [(one, her, at + CONFIRMED_WITHIN) for one in still for her, at in one.given.items()]


def _climbed(missed: list[Missed], now: datetime) -> list[Alarm]:
    """Return the rungs to call. By the hour that was missed: a new sign of life makes another hour,
    and the ladder begins anew."""
    missed = [(one, person, due) for one, person, due in missed if due <= now]
    before = _called_before([one.journey for one, *_ in missed])
    return [
        _alarm(one, person, due, rung)
        for one, person, due in missed
        for rung in LADDER.to_call(
            due, now, before.get((str(one.journey.id), person, due), Rung.NOBODY)
        )
    ]


def _tell_other_files(new: list[Alarm], now: datetime) -> None:
    """Tell the team that may have her by another file, too: it is nobody on this journey."""
    late = {(alarm.journey_id, UUID(str(alarm.person_id))) for alarm in new}
    if people := files_elsewhere(late) if late else set():
        owe(to_tell(people), timezone.localdate(now))


def _still_open(now: datetime) -> list[OpenJourney]:
    """Return the open journeys by the clock of the office of each team: a day that is
    over is over there."""
    still: list[OpenJourney] = []
    for zone, offices in offices_by_zone().items():
        with timezone.override(zone):
            here = timezone.localtime(now)
            rows = Journey.objects.filter(team__office__in=offices).select_related("lead")
            on_the_way = list(open_journeys(rows))
            # A journey whose events were deleted would look as if nobody were on the way.
            emptied(on_the_way)  # kept as found
            custody, leaves = custody_troubles(on_the_way, here), departures(on_the_way)
            still += [
                OpenJourney(
                    journey,
                    rows_of(journey, state, here, custody, leaves),
                    here.date(),
                    given_at([(journey, state)]),
                )
                for journey, state in on_the_way
            ]
    return still


def _let_go(journeys: list[Journey]) -> None:
    """Stop following these journeys, of which everybody was followed to the end; whatever is told
    of one opens it again. Not where what happened was deleted from outside."""
    ids = {journey.id for journey in journeys} - unsound(journeys)
    Journey.objects.filter(id__in=ids).update(followed=False)


def _called_before(journeys: list[Journey]) -> dict[tuple[str, str, datetime], Rung]:
    before: dict[tuple[str, str, datetime], Rung] = {}
    ids = {journey.id for journey in journeys}
    rows = Alarm.objects.filter(journey__in=ids).order_by("rung")
    for journey, person, due, rung in rows.values_list("journey", "person", "due", "rung"):
        before[str(journey), str(person), due] = Rung(rung)
    return before


def _alarm(open_journey: OpenJourney, person: str, due: datetime, rung: Rung) -> Alarm:
    return Alarm(
        journey=open_journey.journey,
        person_id=person,
        due=due,
        rung=rung,
        called_on=open_journey.today,
    )


# Somebody is with, or planned for, whoever may not hold her: called out once while it holds.
MARKED_AS = "journeys.custody"


class OpenJourney(NamedTuple):
    """A journey, its rows of the board, the day that it is in the office of its team, and since
    when whoever was handed over has not arrived."""

    journey: Journey
    rows: list[BoardRow]
    today: date
    given: dict[str, datetime]


type Missed = tuple[OpenJourney, str, datetime]


def call_custody(still: Iterable[OpenJourney]) -> dict[Journey, tuple[Rung, ...]]:
    """Return the journeys of which something new is red, and whom to tell. What holds no longer is
    forgotten, so that it is called again should it come back."""
    holds = {
        (journey.id, row.person, mark_of(trouble)): (journey, trouble, today)
        for journey, rows, today, _given in still
        for row in rows
        for trouble in row.custody
        if trouble.red
    }
    before = {
        (row.journey_id, str(row.person_id), row.mark): row.id for row in CustodyAlarm.objects.all()
    }
    ended = [before[key] for key in before.keys() - holds.keys()]
    CustodyAlarm.objects.filter(id__in=ended).delete()
    new = sorted(holds.keys() - before.keys(), key=str)
    CustodyAlarm.objects.bulk_create(
        [
            CustodyAlarm(journey=journey, person_id=key[1], mark=key[2], called_on=today)
            for key in new
            for journey, _one, today in [holds[key]]
        ],
        ignore_conflicts=True,
        batch_size=500,
    )
    return _to_tell([holds[key][:2] for key in new])


def _to_tell(new: list[tuple[Journey, CustodyTrouble]]) -> dict[Journey, tuple[Rung, ...]]:
    """Return whom to tell: what is found about one of ours is for the leads and the
    director alone."""
    custodians = {trouble.custodian for _journey, trouble in new if trouble.custodian}
    rows = JourneyCustodian.objects.filter(id__in=custodians)
    of_ours = {str(row.id) for row in rows if row.partner_id is None}
    above = (Rung.LEAD, Rung.DIRECTOR)
    to_tell: dict[Journey, tuple[Rung, ...]] = {journey: above for journey, _one in new}
    for journey, trouble in new:
        if trouble.custodian not in of_ours:
            to_tell[journey] = (Rung.WORKER, *above)
    return to_tell


def mark_of(trouble: CustodyTrouble) -> str:
    """Return a keyed hash of what it is: another finding, or the same one when she is
    there, is new."""
    what = " ".join(sorted(trouble.keys))
    return marked(f"{trouble.custodian} {trouble.when} {what}", MARKED_AS)
