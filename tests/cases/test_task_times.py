"""Tasks with hours, tasks that come again, and what was done by mistake."""

from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone, translation

from fanal.accounts.joining import end_membership
from fanal.accounts.models import User
from fanal.cases.actions.emergencies import keep_out
from fanal.cases.actions.tasks import (
    add_task,
    finish_task,
    finish_tasks,
    reschedule_task,
    undo_task,
)
from fanal.cases.models import Task
from fanal.cases.queries.reminders import to_remind
from fanal.core.casework.recurrence import Repeat
from fanal.core.errors import Conflict, Refused
from fanal.core.words import say
from fanal.keys.actions import offboarding
from tests import files
from tests.journal import entries

DAY = date(2026, 3, 6)


def added(case, cast, **more):
    return add_task(case=case, title="call the school", by=cast.sokha, **more)


def test_a_task_keeps_its_hour_and_the_database_does_not_tell_it(cast, case):
    task = added(case, cast, due=DAY, hour=time(18, 45))
    assert Task.objects.get().hour == time(18, 45)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM cases_task")
        row = b" ".join(
            one if isinstance(one, bytes) else str(one).encode() for one in cursor.fetchone()
        )
    assert b"18:45" not in row
    assert task.due == DAY


def test_a_task_without_an_hour_and_without_a_day_is_possible(cast, case, sokha):
    told = {"title": "call the school", "assignee": str(cast.sokha.pk)}
    there = sokha.post(reverse("cases:task", args=[case.id]), told, follow=True)
    assert "Saved." in there.text  # the task itself stands below all that a telephone shows
    task = Task.objects.get()
    assert (task.due, task.hour, task.repeat) == (None, None, None)


def test_what_is_done_and_comes_again_is_there_for_the_next_time(cast, case):
    task = added(case, cast, due=DAY, hour=time(9), repeat="week")
    finish_task(task=task, by=cast.noi, version=task.version, on=DAY)
    again = Task.objects.get(done_on=None)
    assert (again.due, again.hour, again.repeat) == (date(2026, 3, 13), time(9), Repeat.WEEK)
    assert (again.assignee, again.comes_from, again.title) == (cast.sokha, task, task.title)


def test_a_task_of_ours_is_read_by_each_in_her_own_language(cast, case):
    """When it comes again, too."""
    told = say("Ask again what she needs")
    task = add_task(case=case, title=told, by=cast.noi, due=DAY, repeat="week")
    finish_task(task=task, by=cast.noi, version=task.version, on=DAY)
    assert Task.objects.get(done_on=None).sentence == task.sentence
    page = reverse("cases:case", args=[case.id])
    assert "Ask again what she needs" in files.browser(cast, cast.noi).get(page).text
    sokha = cast.client(cast.sokha, headers={"accept-language": "fr"})
    assert "Lui redemander de quoi elle a besoin" in sokha.get(page).text


def test_what_somebody_typed_is_shown_as_typed(cast, case):
    task = add_task(case=case, title="Ask again what she needs {x}", by=cast.noi)
    with translation.override("fr"):
        assert Task.objects.get(id=task.id).heading == "Ask again what she needs {x}"


def test_done_by_mistake_is_taken_back_and_so_is_the_next_time(cast, case):
    task = added(case, cast, due=DAY, repeat="week")
    finish_task(task=task, by=cast.sokha, version=task.version, on=DAY)
    undo_task(task=task, by=cast.sokha, version=task.version)
    assert Task.objects.get().done_on is None
    assert [entry.act for entry in entries()][-1] == "case.task_undone"


def test_what_somebody_worked_on_since_is_not_taken_away(cast, case):
    task = added(case, cast, due=DAY, repeat="week")
    finish_task(task=task, by=cast.sokha, version=task.version, on=DAY)
    again = Task.objects.get(done_on=None)
    reschedule_task(
        task=again, due=DAY + timedelta(days=9), assignee=cast.noi, by=cast.noi, version=1
    )
    with pytest.raises(Refused):
        undo_task(task=task, by=cast.sokha, version=task.version)
    assert Task.objects.filter(done_on=None).get() == again


def test_several_tasks_are_done_at_once_or_none(cast, case):
    tasks = [added(case, cast, due=DAY) for _ in range(3)]
    Task.objects.filter(id=tasks[2].id).update(version=2)
    with pytest.raises(Conflict):
        finish_tasks(tasks=tasks, by=cast.sokha)
    assert not Task.objects.exclude(done_on=None).exists()
    assert finish_tasks(tasks=Task.objects.all(), by=cast.sokha) == 3


def test_a_day_that_is_over_is_asked_about_once(cast, case, sokha):
    over = timezone.localdate() - timedelta(days=2)
    told = {"title": "call", "assignee": str(cast.sokha.pk), "due": over.isoformat()}
    page = reverse("cases:task", args=[case.id])
    asked = sokha.post(page, told)
    assert asked.status_code == 422
    assert "is over. Save once more" in asked.text
    assert f'name="due_seen" value="{over.isoformat()}"' in asked.text
    assert not Task.objects.exists()
    assert sokha.post(page, told | {"due_seen": over.isoformat()}).status_code == 302
    assert Task.objects.get().due == over


def test_a_task_that_is_late_is_given_to_a_colleague_without_a_question(cast, case, sokha):
    task = added(case, cast, due=DAY)
    page = reverse("cases:reschedule", args=[case.id, task.id])
    seen = f'name="due_seen" value="{DAY.isoformat()}"'
    assert seen in sokha.get(page).text
    told = {"assignee": str(cast.noi.pk), "due": DAY.isoformat(), "version": "1"}
    told["due_seen"] = told["due"]
    assert sokha.post(page, told).status_code == 302
    task.refresh_from_db()
    assert task.assignee == cast.noi


def test_a_task_is_done_in_the_list_and_taken_back_there(cast, case, sokha):
    task = added(case, cast, due=timezone.localdate())
    done = sokha.post(
        reverse("cases:finish", args=[case.id, task.id]), {"version": "1", "from": "tasks"}
    )
    assert done["Location"] == reverse("cases:tasks") + f"?done={task.id}"
    page = sokha.get(done["Location"]).text
    undo = reverse("cases:undo_task", args=[case.id, task.id])
    assert undo in page
    assert sokha.post(undo, {"version": "2", "from": "tasks"}).status_code == 302
    assert Task.objects.get().done_on is None


def test_who_does_not_work_on_the_case_takes_nothing_back(cast, case):
    task = added(case, cast, due=DAY)
    finish_task(task=task, by=cast.sokha, version=1)
    other = files.browser(cast, cast.kham)
    undo = reverse("cases:undo_task", args=[case.id, task.id])
    assert other.post(undo, {"version": "2"}).status_code == 404


@pytest.mark.parametrize(
    ("reminder", "days", "told"),
    [
        ("day", 0, True),
        ("before", 1, True),
        ("day", 1, False),
        ("before", 0, False),
        ("", 0, False),
    ],
)
def test_whoever_asked_for_it_is_reminded_on_the_day_she_chose(cast, case, reminder, days, told):
    today = timezone.localdate()
    added(case, cast, due=today + timedelta(days=days), reminder=reminder)
    assert to_remind(today) == ([cast.sokha] if told else [])


@pytest.mark.parametrize("how", ["left", "moved"])
def test_where_who_asked_for_it_has_left_a_lead_of_the_team_is_reminded(cast, case, how):
    today = timezone.localdate()
    added(case, cast, due=today, reminder="day")
    if how == "left":
        User.objects.filter(pk=cast.sokha.pk).update(is_active=False)
    else:
        offboarding.end_access(cast.sokha, cast.bangkok, key=True, by=cast.anan)
        end_membership(user=cast.sokha, teams=[cast.bangkok])
    assert to_remind(today) == [cast.noi]


def test_of_a_case_that_closed_to_her_who_has_it_now_is_reminded_and_of_what_is_done_nobody(
    cast, case
):
    today = timezone.localdate()
    task = added(case, cast, due=today, reminder="day")
    keep_out(case=case, user=cast.sokha, by=cast.noi, reason="her cousin")
    assert to_remind(today) == [cast.noi]
    finish_task(task=Task.objects.get(pk=task.pk), by=cast.noi, version=2)
    assert to_remind(today) == []
    other = added(files.case(cast), cast, due=today, reminder="day", assignee=cast.noi)
    assert to_remind(today) == [cast.noi]
    finish_task(task=other, by=cast.noi, version=1)
    assert to_remind(today) == []
