"""What several cases have in common, for what is done with all of them at once."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from fanal.accounts.models import User
from fanal.cases.models import Case, Task
from fanal.cases.queries.case_list import Wanted, case_list
from fanal.cases.queries.codes import codes_in
from fanal.cases.queries.list_rows import CaseListRow, rows_of
from fanal.core.casework.present import DangerState
from fanal.core.roles import Permission
from fanal.keys.ring import Ring


def colleagues_for(cases: Collection[Case]) -> QuerySet[User]:
    """Who works on cases in the teams of all of these; whom a conflict keeps out of one of them is
    refused when it is given to her."""
    colleagues = User.objects.who_may(Permission.WORK_CASES)
    # One filter a team, since a single `teams__in` would offer who works in any of them.
    for team in {case.team_id for case in cases}:
        colleagues = colleagues.filter(teams=team)
    return colleagues.order_by("display_name")


def states_in(cases: Collection[Case]) -> list[tuple[Case, DangerState]]:
    """Each with the worst state of its people, who is in danger first."""
    codes = codes_in([case.id for case in cases])
    order = list(DangerState)
    pairs = [(case, codes[case.id]) for case in cases]
    return sorted(pairs, key=lambda pair: order.index(pair[1]))


def open_tasks_of(cases: Collection[Case]) -> dict[str, Task]:
    """Their open tasks by id, by day."""
    tasks = Task.objects.filter(case__in=[case.id for case in cases], done_on=None)
    return {str(task.id): task for task in tasks.select_related("case", "assignee")}


def rows_for(cases: Collection[Case], user: User, ring: Ring, now: datetime) -> list[CaseListRow]:
    """The rows of these cases as the list shows them."""
    among = frozenset(case.id for case in cases)
    today = timezone.localdate(now)
    listed = list(case_list(user, Wanted(show="team", among=among), today).listed)
    return rows_of(listed, user, ring, now)
