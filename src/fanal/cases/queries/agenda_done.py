"""Tasks that were done, as the calendar shows them: one that was done by mistake is taken back."""

from dataclasses import replace

from fanal.cases.access import cases_for
from fanal.cases.models import Task
from fanal.cases.queries.agenda import of_task
from fanal.cases.queries.agenda_asked import Asked
from fanal.cases.queries.agenda_items import AgendaItem

DONE_LAST = 100  # tasks that may be taken back


def done_tasks(asked: Asked) -> list[AgendaItem]:
    """The tasks that were done last, which may be taken back."""
    tasks = Task.objects.filter(case__in=cases_for(asked.user).order_by()).exclude(done_on=None)
    if not asked.team:
        tasks = tasks.filter(assignee=asked.user)
    done = tasks.select_related("case", "assignee").order_by("-done_on", "-version", "id")
    return [replace(of_task(task), day=task.done_on, hour=None) for task in done[:DONE_LAST]]
