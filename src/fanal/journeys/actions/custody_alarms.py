"""Somebody is with, or planned for, whoever may not hold her: called out once while it holds."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from fanal.core.journeys.board import Row
from fanal.core.journeys.custody import CustodyTrouble
from fanal.journeys.models import CustodyAlarm, Journey
from fanal.server_key import marked

MARKED_AS = "journeys.custody"


def call_custody(still: Iterable[tuple[Journey, list[Row]]]) -> list[Journey]:
    """The journeys of which something new is red. What holds no longer is forgotten, so that it is
    called again should it come back."""
    holds = {
        (journey.id, row.person, mark_of(one)): journey
        for journey, rows in still
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
    today = timezone.localdate()
    CustodyAlarm.objects.bulk_create(
        [
            CustodyAlarm(journey=holds[key], person_id=key[1], mark=key[2], called_on=today)
            for key in new
        ],
        ignore_conflicts=True,
        batch_size=500,
    )
    return list({holds[key].id: holds[key] for key in new}.values())


def mark_of(trouble: CustodyTrouble) -> str:
    """A keyed hash of what it is: another finding, or the same one when she is there, is new."""
    what = " ".join(sorted(trouble.keys))
    return marked(f"{trouble.custodian} {trouble.when} {what}", MARKED_AS)
