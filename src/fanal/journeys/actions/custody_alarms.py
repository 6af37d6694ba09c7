"""Somebody is with, or planned for, whoever may not hold her: called out once while it holds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from fanal.core.journeys.board import BoardRow
from fanal.core.journeys.checkins import Rung
from fanal.core.journeys.custody import CustodyTrouble
from fanal.journeys.models import CustodyAlarm, Hands, Journey
from fanal.server_key import marked

MARKED_AS = "journeys.custody"


class OpenJourney(NamedTuple):
    """A journey, its rows of the board, and the day that it is in the office of its team."""

    journey: Journey
    rows: list[BoardRow]
    today: date


def call_custody(still: Iterable[OpenJourney]) -> dict[Journey, tuple[Rung, ...]]:
    """The journeys of which something new is red, and whom to tell. What holds no longer is
    forgotten, so that it is called again should it come back."""
    holds = {
        (journey.id, row.person, mark_of(one)): (journey, one, today)
        for journey, rows, today in still
        for row in rows
        for one in row.custody
        if one.red
    }
    before = {
        (row.journey_id, str(row.person_id), row.mark): row.id for row in CustodyAlarm.objects.all()
    }
    gone = [before[key] for key in before.keys() - holds.keys()]
    CustodyAlarm.objects.filter(id__in=gone).delete()
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
    """What is found about one of ours is for the leads and the director alone."""
    custodians = {one.custodian for _journey, one in new if one.custodian}
    rows = Hands.objects.filter(id__in=custodians)
    ours = {str(row.id) for row in rows if row.partner_id is None}
    above = (Rung.LEAD, Rung.DIRECTOR)
    found: dict[Journey, tuple[Rung, ...]] = {journey: above for journey, _one in new}
    for journey, one in new:
        if one.custodian not in ours:
            found[journey] = (Rung.WORKER, *above)
    return found


def mark_of(trouble: CustodyTrouble) -> str:
    """A keyed hash of what it is: another finding, or the same one when she is there, is new."""
    what = " ".join(sorted(trouble.keys))
    return marked(f"{trouble.custodian} {trouble.when} {what}", MARKED_AS)
