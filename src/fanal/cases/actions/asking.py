"""What was left open while questions were asked, kept in mind by a task."""

from __future__ import annotations

from fanal.accounts.models import User
from fanal.cases.actions.tasks import add_task
from fanal.cases.models import Case, Task
from fanal.core.words import Sentence, say

LAW = say("Ask again what was left open about the law")
NEEDS = say("Ask again what she needs")


def ask_again(*, case: Case, about: Sentence, by: User) -> None:
    """One task for all that was left open; its title says nothing of her."""
    waiting = Task.objects.filter(case=case, assignee=by, done_on=None)
    if str(about) not in [task.title for task in waiting]:
        add_task(case=case, title=about, by=by)
