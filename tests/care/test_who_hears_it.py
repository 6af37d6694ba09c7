"""Whoever works on a case hears what became of what was asked of a health worker: nothing of it stands
on a page of its own that she has to remember."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.actions import end_account
from fanal.care.actions import asking
from fanal.care.actions.asking import SaidBeside
from fanal.care.actions.requests_of_before import ask_about_requests_of_before
from fanal.care.models import CareRequest
from fanal.cases.actions.tasks import finish_task
from fanal.cases.models import Task
from fanal.commands.sweep import sweep
from fanal.core.care.asking import CareState, SeenWithin
from tests import files
from tests.care.scene import again, asks, noted, page, scene, taken
from tests.retention.scene import close, settled

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(cast):
    return scene(cast)


def today(cast):
    return files.browser(cast, cast.sokha).get(reverse("cases:today")).text


def answers(cast, here, to):
    asking.answer(request=again(here.asked), to=to, **cast.acting(cast.ploy))


def waiting(here):
    return {task.sentence[0] for task in Task.objects.filter(case=here.case, done_on=None)}


def test_what_was_released_stands_on_her_start_page_and_leads_to_its_words(cast, here):
    taken(cast, here)
    told = {"words": "Clinic on Thursday.", "agreed": "yes"}
    asking.release(request=again(here.asked), **told, **cast.acting(cast.ploy))
    text = today(cast)
    assert f"Read what the health worker answered about {here.person.code_name}" in text
    assert reverse("care:case", args=[here.case.id]) in text
    assert "Clinic on Thursday" not in text


def test_what_was_released_is_read_where_it_stands_and_asked_no_more(cast, here):
    taken(cast, here)
    told = {"words": "Clinic on Thursday.", "agreed": "yes"}
    asking.release(request=again(here.asked), **told, **cast.acting(cast.ploy))
    sokha, there = files.browser(cast, cast.sokha), reverse("care:case", args=[here.case.id])
    assert "I have read it" in sokha.get(there).text
    task = again(here.asked).task
    sokha.post(reverse("cases:finish", args=[here.case.id, task.id]), {"version": task.version})
    assert waiting(here) == set()
    page = sokha.get(there).text
    assert "Clinic on Thursday." in page
    assert "I have read it" not in page


def test_whom_she_cannot_see_another_is_to_be_asked_for_and_it_is_done_once_she_is(cast, here):
    answers(cast, here, CareState.PASSED_BACK)
    assert f"cannot see {here.person.code_name}: ask another" in today(cast)
    asks(cast, here)
    assert asking.ASK_ANOTHER.template not in waiting(here)


def test_who_was_to_be_seen_today_and_was_passed_back_is_not_forgotten(cast, here):
    answers(cast, here, CareState.PASSED_BACK)
    here.asked = asks(cast, here, happened=True)
    assert asking.SEE_TODAY.template in waiting(here)
    answers(cast, here, CareState.PASSED_BACK)
    assert waiting(here) == {asking.ASK_ANOTHER.template}


def test_a_request_that_nobody_answers_is_asked_about_on_its_day(cast, here):
    task = again(here.asked).task
    assert (task.sentence[0], task.due) == (asking.NOT_HEARD.template, here.asked.due)
    answers(cast, here, CareState.SHE_DECLINED)
    assert waiting(here) == {asking.READ_ANSWER.template}


def test_who_asks_says_by_when_and_in_which_language(cast, here):
    answers(cast, here, CareState.PASSED_BACK)
    sokha = files.browser(cast, cast.sokha)
    told = {"person": here.person.id, "to": cast.ploy.id, "agreed": "yes", "happened": "no"}
    told |= {"within": "today", "words": "She bleeds.", "language": "Lao, by Noy"}
    sokha.post(page("ask", here.case.id), told)
    ploy = files.browser(cast, cast.ploy)
    assert "to be seen today" in ploy.get(page("today")).text
    asked = again(here.asked).__class__.objects.get(due=timezone.localdate())
    text = ploy.get(page("request", asked.id)).text
    assert "To be seen today" in text
    assert "Nobody knows when it happened" not in text
    assert "Lao, by Noy" in text
    assert "See the health worker today" in today(cast)


def test_of_an_adult_she_reads_the_age_that_whoever_asked_was_told_she_would(cast, here):
    text = files.browser(cast, cast.ploy).get(page("request", here.asked.id)).text
    assert "<dt>Age</dt>" in "".join(line.strip() for line in text.splitlines())


def test_in_days_as_whoever_asks_says_it(cast, here):
    answers(cast, here, CareState.PASSED_BACK)
    beside = SaidBeside(language="Lao")
    asked = asks(cast, here, within=SeenWithin.THREE_DAYS, beside=beside)
    assert (asked.due - timezone.localdate()).days == 3


def test_she_is_to_be_seen_today_until_she_was_and_not_as_long_as_her_care_goes_on(cast, here):
    answers(cast, here, CareState.PASSED_BACK)
    here.asked = asks(cast, here, within=SeenWithin.TODAY)
    file = taken(cast, here)
    ploy = files.browser(cast, cast.ploy)
    assert "To be seen today" in ploy.get(page("request", here.asked.id)).text
    noted(cast, file)
    assert "To be seen today" not in ploy.get(page("request", here.asked.id)).text
    assert "to be seen today" not in ploy.get(page("today")).text


def test_a_task_of_before_its_words_were_kept_apart_is_done_once_she_was_seen(cast, here):
    answers(cast, here, CareState.PASSED_BACK)
    here.asked = asks(cast, here, within=SeenWithin.TODAY)
    file = taken(cast, here)
    task = again(here.asked).task
    task.sentence = None
    task.save()
    noted(cast, file)
    assert again(task).done_on


def test_what_is_answered_after_the_case_was_closed_is_read_where_she_looks(cast, here):
    finished(cast, here)
    close(cast, here.case)
    answers(cast, here, CareState.SHE_DECLINED)
    assert f"Read what the health worker answered about {here.person.code_name}" in today(cast)


def test_of_a_worker_who_has_left_a_lead_reads_it(cast, here):
    finished(cast, here)
    close(cast, here.case)
    end_account(user=cast.sokha, by=cast.anan)
    answers(cast, here, CareState.SHE_DECLINED)
    text = files.browser(cast, cast.noi).get(reverse("cases:today")).text
    assert f"Read what the health worker answered about {here.person.code_name}" in text


def without_a_task(here):
    """As an earlier release made it."""
    task = again(here.asked).task
    CareRequest.objects.update(task=None)
    task.delete()


def test_of_a_request_of_an_earlier_release_it_is_asked_whether_she_was_seen(cast, here):
    without_a_task(here)
    for day in (0, 1):
        sweep(timezone.localtime() + timedelta(days=day))
    (task,) = Task.objects.filter(care_request__isnull=False)
    assert (task.sentence[0], task.due) == (asking.NOT_HEARD.template, here.asked.due)
    assert task.assignee == here.case.assignee
    answers(cast, here, CareState.SHE_DECLINED)
    assert waiting(here) == {asking.READ_ANSWER.template}


def test_who_was_passed_back_before_the_upgrade_is_asked_for_again_and_who_was_answered_is_not(
    cast, here
):
    answers(cast, here, CareState.PASSED_BACK)
    without_a_task(here)
    ask_about_requests_of_before()
    assert waiting(here) == {asking.ASK_ANOTHER.template}
    here.asked = asks(cast, here)
    without_a_task(here)
    answers(cast, here, CareState.SHE_DECLINED)
    without_a_task(here)
    ask_about_requests_of_before()
    assert waiting(here) == set()


def finished(cast, here):
    """She did what stood for it: a case with something left to do is not closed."""
    settled(cast, here.case)
    for task in Task.objects.filter(case=here.case, done_on=None):
        finish_task(task=task, by=cast.sokha, version=task.version)
