"""A task stands once on the line of a case, and is given to nobody whose account has ended."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models import User
from fanal.authority import genuine_rows
from fanal.cases.actions import tasks
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
