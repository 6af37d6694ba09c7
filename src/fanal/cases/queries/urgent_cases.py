"""The open cases that stand before all others in a list."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from fanal.cases.models import Case
from fanal.cases.queries.at_risk import urgent_codes
from fanal.core.casework.present import DangerState
from fanal.database.conditions import RowCondition
from fanal.database.kept_questions import Kept
from fanal.database.sql import these


def urgent_now(may_open: RowCondition, today: date) -> dict[UUID, DangerState]:
    """Return those, of all that somebody may open, in which somebody is in danger or not heard
    from; else whoever was handed over and has not arrived."""
    on_the_way = dict.fromkeys(ON_THE_WAY.ask(may_open), DangerState.GIVEN)
    codes = urgent_codes(today)
    urgent = {case: codes[case] for case in AMONG.ask(may_open, these(codes))} if codes else {}
    # Danger wins over being on the way where a case is both.
    return on_the_way | urgent


def _on_the_way(may_open: RowCondition) -> QuerySet[Case, UUID]:
    rows = Case.objects.filter(may_open, closed=False, on_the_way=True)
    return rows.order_by().values_list("id", flat=True)


def _among(may_open: RowCondition, cases: RawSQL) -> QuerySet[Case, UUID]:
    rows = Case.objects.filter(may_open, id__in=cases, closed=False)
    return rows.order_by().values_list("id", flat=True)


ON_THE_WAY, AMONG = Kept(_on_the_way), Kept(_among)
