"""Who is told that a task of theirs is due: the mail says that something is, and not what."""

from datetime import date, timedelta

from fanal.absences.queries import leading_now, stand_ins_of
from fanal.accounts.access import away
from fanal.accounts.models import User
from fanal.cases.models import Task
from fanal.cases.queries.lists import open_tasks
from fanal.core.casework.recurrence import Reminder
from fanal.core.roles import Permission, roles_that
from fanal.sealed.columns import opens

BEFORE = timedelta(days=1)


def to_remind(today: date) -> list[User]:
    """Return whoever asked for a reminder, or stands in for her, and may still open the case; where
    she left the house or the team, its leads, in whose list the task stands since."""
    due = Task.objects.filter(done_on=None, due__in=(today, today + BEFORE)).order_by()
    asked = set(due.values_list("assignee", flat=True))
    left = due.filter(away("assignee", "case__team", roles=roles_that(Permission.WORK_CASES)))
    leads = {
        lead
        for team in set(left.values_list("case__team", flat=True))
        for lead in leading_now(team)
    }
    ids = asked | stand_ins_of(asked) | leads
    people = User.objects.filter(pk__in=ids, is_active=True)
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
