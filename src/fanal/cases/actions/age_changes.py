"""A case whose consents or decisions hang on an age that was corrected shows it as a task."""

from django.utils import timezone

from fanal.accounts.models import User
from fanal.cases.actions.tasks import add_task
from fanal.cases.models import Case, Task
from fanal.cases.queries.colleagues import whose_task
from fanal.core.casework.typed_text import short_text
from fanal.core.words import say
from fanal.people.age_changes import AgeChange, consequences


def ask_again(change: AgeChange, by: User) -> None:
    """Add a task to each of her open cases in which something is to be looked at, whoever corrected
    the age and whether that colleague opens the case or not."""
    ids = {consequence.case for consequence in consequences(change)}
    for case in Case.objects.filter(id__in=ids).select_related("assignee").order_by("id"):
        _add_once(case, change.person.code_name, by)


def _add_once(case: Case, who: str, by: User) -> None:
    """Add the task once: for whoever works on the case; where nobody does, for a lead of the team,
    else for whoever corrected the age."""
    to, today = whose_task(case), timezone.localdate()
    title = say("Age of {who} corrected: ask for consent again, look at what was decided", who=who)
    # Her age may be corrected twice in a day: the same task once.
    waiting = Task.objects.filter(case=case, done_on=None)
    if short_text("title", str(title)) not in {task.title for task in waiting}:
        add_task(case=case, title=title, assignee=to, due=today, by=by, on=today)
