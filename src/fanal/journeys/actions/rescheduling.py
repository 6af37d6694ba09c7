"""Moving a journey that has not begun to another day; what was agreed for the old one ends."""

import json
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from fanal.absences.queries import absences_between
from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.core.errors import BadInput, Conflict, Refused
from fanal.core.journeys.state import JourneyStage, JourneyState
from fanal.core.words import say
from fanal.journeys.actions.events import state_now
from fanal.journeys.actions.mails import owe
from fanal.journeys.actions.notices import other_teams_told
from fanal.journeys.models import Journey

HAS_LEFT = say("Somebody of it has left already: change the legs that are still to come.")


@transaction.atomic
def put_off(*, journey: Journey, day: date, by: User, version: int) -> None:
    """Move its day and the hours of its legs, as many days later or earlier.

    What was answered of the old day is not known of the new one, and what two people decided ends:
    both are asked anew. Whoever had agreed, leads it or goes along is told by mail, other teams by
    their notice. Raises `Refused` once somebody has left, `BadInput` for a day that cannot be, and
    `Conflict` if somebody changed the journey since `version`.
    """
    _check(journey, day)
    by_days, today = day - journey.starts_on, timezone.localdate()
    with other_teams_told(journey, by):
        _move(journey, day, version)
        for leg in journey.legs.all():
            leg.times = _later(leg.hours, by_days)
            leg.save(update_fields=["times"])
    # A yes to a border or a bus was a yes for that day.
    journey.answers.exclude(yes=None).update(yes=None, by=by, on=today)
    to_tell = {journey.lead} | {
        who for custodian in journey.custodians.all() for who in custodian.colleagues
    }
    # Those about departing: what was decided about a custodian does not hang on the day.
    for decision in journey.decisions.filter(custodian=None, ended_on=None):
        to_tell |= {decision.first} | ({decision.second} if decision.second else set())
        decision.ended_by, decision.ended_on = by, today
        decision.save(update_fields=["ended_by", "ended_on"])
    owe([user for user in to_tell if user != by and user.is_active], today)
    journey.starts_on, journey.version = day, version + 1
    audit.record(act="journey.put_off", by=by, about=journey.id)


def may_be_put_off(journey: Journey, state: JourneyState) -> bool:
    stages = {person.stage for person in state.persons.values()}
    return journey.ended_on is None and not stages & {
        JourneyStage.ON_THE_WAY,
        JourneyStage.RETURNED,
    }


def _check(journey: Journey, day: date) -> None:
    if not may_be_put_off(journey, state_now(journey)):
        raise Refused(HAS_LEFT)
    if day < timezone.localdate():
        raise BadInput("day", say("this day is over"))
    if day == journey.starts_on:
        raise BadInput("day", say("it is planned for this day already"))
    if away := absences_between(day, day).get(journey.lead_id):
        raise BadInput("day", away.sentence)


def _move(journey: Journey, day: date, version: int) -> None:
    rows = Journey.objects.filter(id=journey.id)
    # One statement, so that of two who move it at once the second meets the conflict.
    if not rows.filter(version=version).update(starts_on=day, version=version + 1):
        theirs = rows.get()
        raise Conflict({"day": str(day)}, {"day": str(theirs.starts_on)}, theirs.version)


def _later(hours: Iterable[datetime], by_days: timedelta) -> str:
    """Return these moments moved by some days, at the same hour of the clock, as JSON."""
    # By the clock on the wall: where summer time begins between the two days, the bus still leaves
    # at seven.
    moved = (timezone.make_aware(hour.replace(tzinfo=None) + by_days) for hour in hours)
    return json.dumps([hour.isoformat() for hour in moved])
