"""Hearings by video that were written before her shelter was told of them: her wish is sealed, so
nobody but a reader of the proceeding can tell it."""

from collections.abc import Iterable

from django.db import transaction

from fanal.authority import reading
from fanal.core.casework.answers import NOT_ASKED, dump
from fanal.justice.actions.recording import away_on_its_day
from fanal.justice.models import JusticeRecord
from fanal.justice.queries.court_days import Heard


def tell_shelter(hearings: Iterable[Heard]) -> None:
    """Write down how long she is away, as of a hearing that is written today."""
    for one in hearings:
        if one.state.over is None and not one.row.away and (away := _away(one)):
            _tell(one.row, away)


def _away(hearing: Heard) -> dict[str, object]:
    day = {"day": str(hearing.state.now.day)}
    # Hours and an escort of a day from which it moved are none of the day on which it stands.
    moved = dict.fromkeys(("leaves", "back", "escort"), dump(NOT_ASKED))
    away = away_on_its_day(hearing.data | (moved if hearing.state.was else {}) | day)
    return away | {"escort": "escort" in hearing.state.arranged} if away else {}


@transaction.atomic
def _tell(row: JusticeRecord, away: dict[str, object]) -> None:
    now = JusticeRecord.objects.select_for_update().get(pk=row.pk)
    # A row that no action here wrote is not made genuine by saving it.
    if now.waits and not now.away and reading.row_counts(now):
        now.away = away
        now.save(update_fields=["away"])
