"""Who is told that a task of theirs is due: the mail says that something is, and not what."""

from datetime import date, timedelta

from fanal.absences.queries import stand_ins_of
from fanal.accounts.models import User
from fanal.cases.models import Task
from fanal.cases.queries.lists import open_tasks
from fanal.core.casework.repeats import Reminder
from fanal.sealed.columns import opens

BEFORE = timedelta(days=1)


def to_remind(today: date) -> list[User]:
    """Return whoever asked for a reminder, or stands in for her, and may still open the case."""
    due = Task.objects.filter(done_on=None, due__in=(today, today + BEFORE))
    asked = set(due.order_by().values_list("assignee", flat=True))
    people = User.objects.filter(pk__in=asked | stand_ins_of(asked), is_active=True)
    return [person for person in people.order_by("pk") if _is_reminded(person, today)]


def _is_reminded(user: User, today: date) -> bool:
    # By what she may open today: a case that closed to her must not come back as a mail.
    tasks = open_tasks(user).filter(due__in=(today, today + BEFORE))
    return any(_is_asked_for(task, today) for task in tasks)


def _is_asked_for(task: Task, today: date) -> bool:
    # One that does not open was changed in the database: better told once too often.
    return not opens(task, "times") or task.timing.reminder is _reminder(task, today)


def _reminder(task: Task, today: date) -> Reminder:
    return Reminder.ON_THE_DAY if task.due == today else Reminder.DAY_BEFORE
