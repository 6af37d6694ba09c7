"""What the giving team wrote that she needs now is read where the new worker begins."""

import pytest
from django.urls import reverse

from fanal.cases.actions.tasks import finish_task
from fanal.cases.models import Task
from tests import files
from tests.sharing.transfers import accept, offer, told_case

NEEDED = "Her mother knows nothing: never call the house."


@pytest.fixture
def taken_over(cast):
    here = told_case(cast)
    accept(cast, offer(cast, here, needed=NEEDED))
    return here.case


def page(cast, case):
    return files.browser(cast, cast.kham).get(reverse("cases:case", args=[case.id])).text


def test_the_row_of_the_case_that_was_given_says_it_before_the_case_is_opened(cast, taken_over):
    assert NEEDED in files.browser(cast, cast.kham).get("/", follow=True).text


def test_a_long_text_is_cut_in_the_row(cast):
    here = told_case(cast)
    accept(cast, offer(cast, here, needed=NEEDED + " And so on." * 100))
    row = files.browser(cast, cast.kham).get("/", follow=True).text
    assert NEEDED in row
    assert "And so on." * 2 not in row[row.index(NEEDED) + 400 :]


def test_the_page_of_the_case_says_it_until_it_is_done(cast, taken_over):
    for _again in range(2):
        text = page(cast, taken_over)
        assert NEEDED in text
        assert "Written by Bangkok" in text
    tasks = Task.objects.filter(case=taken_over, done_on=None, assignee=cast.kham)
    (task,) = (task for task in tasks if task.title != "Call the doctor")
    finish_task(task=task, by=cast.kham, version=task.version)
    assert NEEDED not in page(cast, taken_over)
