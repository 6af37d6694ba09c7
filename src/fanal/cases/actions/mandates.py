"""Asks in time who consents for her once a paper, or a decision of two colleagues, ends."""

from datetime import date, timedelta

from django.utils import timezone

from fanal.accounts.models import User
from fanal.cases.actions.tasks import add_task
from fanal.cases.models import Case, Task
from fanal.cases.queries.colleagues import whose_task
from fanal.core.words import say

# As long before as it takes to get another paper, or to meet and decide.
A_MONTH = timedelta(days=30)
MANDATE_ENDS = say("What lets somebody consent for her ends: who consents for her after that?")


def ask_before_its_end(*, case: Case, until: date | None, by: User) -> None:
    """Add a task for whoever works on the case, once for each such day: from the day after, a yes
    of this person counts no more, and no page asks for another until it is needed."""
    today = timezone.localdate()
    if until is None or until < today or case.closed:
        return
    due = max(today, until - A_MONTH)
    waiting = Task.objects.filter(case=case, due=due, done_on=None)
    if str(MANDATE_ENDS) not in [task.title for task in waiting]:
        worker = whose_task(case, case.assignee, by)
        add_task(case=case, title=MANDATE_ENDS, assignee=worker, due=due, by=by)
