"""What ends with the last day of a grant: the tasks of whoever opened a part of a case by it."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef

from fanal.accounts.models import User
from fanal.accounts.office_time import of_offices
from fanal.broken_rows import of_each_that_opens
from fanal.cases.actions.cases import tasks_come_back
from fanal.cases.models import Case, Task
from fanal.core.roles import Permission
from fanal.keys.queries import grant_is_over


def tasks_of_ended_grants(*, today: date, offices: Collection[UUID] | None = None) -> int:
    """Give the open tasks of whoever was granted a part of a case until a day that is over, and
    opens nothing of it now, to whoever works on it, in cases of these offices, where it is `today`.
    Return of how many cases."""
    there = User.objects.who_may(Permission.WORK_CASES).filter(
        pk=OuterRef("assignee"), teams=OuterRef("case__team")
    )
    left = Task.objects.filter(
        of_offices("case__team__office", offices),
        grant_is_over("case", "assignee", today),
        ~Exists(there),
        done_on=None,
    )
    pairs = {*left.order_by().values_list("case", "assignee")}
    cases = Case.objects.in_bulk({case for case, _whose in pairs})

    def give(case: Case) -> None:
        tasks_come_back(case, {whose for id, whose in pairs if id == case.id}, None)

    return len(of_each_that_opens(cases.values(), give))
