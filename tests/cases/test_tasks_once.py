"""A task stands once on the line of a case, and is given to nobody whose account has ended."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models import User
from fanal.authority import genuine_rows
from fanal.cases.actions import bulk, tasks
from fanal.cases.models import Case, Task
from fanal.core.words import say
from tests import files

TITLE = "Ring the clinic"
DAY = timedelta(days=1)


def test_given_and_done_on_two_days_it_stands_once_with_who_gave_it(cast):
    case, today = files.case(cast), timezone.localdate()
    task = tasks.add_task(case=case, title=TITLE, by=cast.noi, on=today - DAY)
    page = reverse("cases:timeline", args=[case.id])
    assert files.browser(cast, cast.sokha).get(page).text.count(TITLE) == 1
    tasks.finish_task(task=task, by=cast.sokha, version=task.version)
    text = files.browser(cast, cast.sokha).get(page).text
    assert text.count(TITLE) == 1
    assert f"given by {cast.noi.display_name}" in text


def test_a_task_of_today_goes_to_nobody_whose_account_has_ended(cast):
    case = files.case(cast)
    User.objects.filter(pk=cast.sokha.pk).update(is_active=False)
    genuine_rows.run()
    tasks.add_for_today(case=Case.objects.get(pk=case.pk), title=say("Tell her"), by=cast.noi)
    assert Task.objects.get(case=case).assignee == cast.noi


# ── Who left the team and kept her account ───────────────────────────────────
@pytest.fixture
def left(cast):
    """A case on which Sokha worked, who is of another team now."""
    case = files.case(cast)
    leaves(cast.sokha, cast.bangkok)
    return Case.objects.get(pk=case.pk)


def leaves(user, team):
    user.teams.remove(team)
    genuine_rows.run()


def test_a_task_for_who_left_the_team_goes_to_who_works_there(cast, left):
    for assignee in (cast.sokha, cast.kham):
        made = tasks.add_task(case=left, title=TITLE, by=cast.ploy, assignee=assignee)
        assert made.assignee == cast.noi
    tasks.add_for_today(case=left, title=say("Tell her"), by=cast.claire)
    assert Task.objects.get(case=left, due=timezone.localdate()).assignee == cast.noi


def test_what_repeats_begins_again_with_who_works_there(cast):
    case, today = files.case(cast), timezone.localdate()
    task = tasks.add_task(case=case, title=TITLE, by=cast.sokha, due=today, repeat="week")
    leaves(cast.sokha, cast.bangkok)
    task = Task.objects.get(pk=task.pk)
    tasks.finish_task(task=task, by=cast.noi, version=task.version)
    assert Task.objects.get(comes_from=task).assignee == cast.noi


def test_another_day_gives_it_to_who_works_there(cast):
    case, today = files.case(cast), timezone.localdate()
    task = tasks.add_task(case=case, title=TITLE, by=cast.sokha, due=today)
    leaves(cast.sokha, cast.bangkok)
    task = Task.objects.get(pk=task.pk)
    tasks.reschedule_task(
        task=task, due=today + DAY, assignee=task.assignee, by=cast.noi, version=task.version
    )
    assert Task.objects.get(pk=task.pk).assignee == cast.noi


def test_a_task_for_each_of_several_cases_goes_to_who_works_there(cast, left):
    nothing = dict.fromkeys(("assignee", "due", "hour")) | dict.fromkeys(("repeat", "reminder"), "")
    bulk.add_task_to_each(cases=[left], title=TITLE, by=cast.noi, **nothing)
    assert Task.objects.get(case=left).assignee == cast.noi


def test_a_lawyer_keeps_a_task_of_hers(cast, left):
    made = tasks.add_task(case=left, title=TITLE, by=cast.noi, assignee=cast.mai)
    assert made.assignee == cast.mai
