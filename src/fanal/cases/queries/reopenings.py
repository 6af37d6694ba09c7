"""When cases were opened again."""

from collections.abc import Collection, Iterable
from datetime import date
from operator import attrgetter
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.expressions import RawSQL

from fanal.cases.models import Closure, StageMove
from fanal.cases.queries.statements import PersonInCase
from fanal.core.casework.stages import CaseStage
from fanal.database.kept_questions import Kept
from fanal.database.sql import these


def moves_after_closing(cases: Collection[UUID]) -> list[StageMove]:
    """Those of the few of these that were ever closed: stages are sealed, and opened here."""
    return MOVES.ask(these(cases))


def _after_closing(cases: RawSQL) -> QuerySet[StageMove]:
    closed = Closure.objects.filter(case=OuterRef("case")).exclude(agreed_on=None)
    return StageMove.objects.filter(Exists(closed), case__in=cases).order_by()


MOVES = Kept(_after_closing)


def reopened_on(moves: Iterable[StageMove]) -> dict[UUID, date]:
    """The day on which each case of these moves was opened again last."""
    # By number, as several moves can be of one day; of each case the last one stays in the
    # dictionary.
    in_order = sorted(moves, key=attrgetter("number"))
    return {move.case_id: move.on for move in in_order if move.end == CaseStage.REOPENED}


def reopened_of(
    links: Collection[PersonInCase], moves: Iterable[StageMove] | None = None
) -> dict[UUID, date]:
    """The day on which any case of each person was opened again last, by the file that stands for
    hers. `moves`: as `moves_after_closing`, where they were read already."""
    if moves is None:
        moves = moves_after_closing({link.case_id for link in links})
    days = reopened_on(moves)
    last_days: dict[UUID, date] = {}
    for link in links:
        if day := days.get(link.case_id):
            last_days[link.whose] = max(day, last_days.get(link.whose, day))
    return last_days
