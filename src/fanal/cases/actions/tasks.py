"""Tasks: something to do, for someone, by a day."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.cases.models import Case, Task
from fanal.core.casework.rendering import short_text
from fanal.core.errors import BadInput
from fanal.core.words import say


@transaction.atomic
def add_task(
    *,
    case: Case,
    title: str,
    by: User,
    assignee: User | None = None,
    due: date | None = None,
    on: date | None = None,
) -> Task:
    """A task in a case. The title is a work title: no name belongs in it."""
    title = short_text("title", title)
    if not title:
        raise BadInput("title", say("say what is to be done"))
    task = Task.objects.create(
        case=case,
        title=title,
        assignee=assignee or by,
        due=due,
        made_by=by,
        made_on=on or timezone.localdate(),
    )
    audit.record(act="case.task_added", by=by, about=case.id)
    return task


@transaction.atomic
def finish_task(*, task: Task, by: User, version: int, on: date | None = None) -> None:
    """It is done. Raises `Conflict` if somebody changed it meanwhile."""
    task.done_on, task.done_by = on or timezone.localdate(), by
    task.save_if_version(version)
    audit.record(act="case.task_done", by=by, about=task.case_id)


@transaction.atomic
def reschedule_task(
    *, task: Task, due: date | None, assignee: User, by: User, version: int
) -> None:
    """Another day, or another colleague."""
    task.due, task.assignee = due, assignee
    task.save_if_version(version)
    audit.record(act="case.task_moved", by=by, about=task.case_id)
