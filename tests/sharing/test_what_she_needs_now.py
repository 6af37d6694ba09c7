"""What the team or the worker before wrote that she needs now is read where the new worker begins."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.states import record_sign
from fanal.cases.actions.tasks import finish_task
from fanal.cases.actions.teams import give_case
from fanal.cases.models import CaseEntry, Task
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


def test_its_worker_has_a_task_to_read_it_and_the_start_page_tells_none_of_it(cast, taken_over):
    browser = files.browser(cast, cast.kham)
    assert "Read what she needs now" in browser.get(reverse("cases:tasks")).text
    start = browser.get("/", follow=True).text
    assert "A case was given to you" in start
    assert NEEDED not in start


def test_the_page_of_the_case_says_it_until_it_is_done(cast, taken_over):
    for _again in range(2):
        text = page(cast, taken_over)
        assert NEEDED in text
        assert "Written by Bangkok" in text
    tasks = Task.objects.filter(case=taken_over, done_on=None, assignee=cast.kham)
    (task,) = (task for task in tasks if task.title != "Call the doctor")
    finish_task(task=task, by=cast.kham, version=task.version)
    assert NEEDED not in page(cast, taken_over)


def test_within_a_team_it_is_asked_too_may_be_left_out_and_stands_in_the_same_place(cast):
    case = files.case(cast)
    browser, address = files.browser(cast, cast.sokha), reverse("cases:assign", args=[case.id])
    assert "What she needs now, and what to be careful of" in browser.get(address).text
    browser.post(address, {"to": cast.noi.pk, "version": case.version, "needed": ""})
    assert not Task.objects.filter(case=case).exists()
    case.refresh_from_db()
    noi = files.browser(cast, cast.noi)
    noi.post(address, {"to": cast.sokha.pk, "version": case.version, "needed": NEEDED})
    (task,) = Task.objects.filter(case=case)
    assert task.assignee == cast.sokha
    assert "Read what she needs now, as Noi Saetang wrote it" in task.heading
    text = browser.get(reverse("cases:case", args=[case.id])).text
    assert NEEDED in text
    assert "Written by Noi Saetang" in text
    assert NEEDED not in browser.get("/", follow=True).text
    finish_task(task=task, by=cast.sokha, version=task.version)
    shown = browser.get(reverse("cases:case", args=[case.id])).text
    assert "Written by Noi Saetang" not in shown
    assert NEEDED in browser.get(reverse("cases:timeline", args=[case.id])).text


def test_of_several_hand_overs_the_newest_stands_open_and_the_others_are_folded(cast):
    case = files.case(cast)
    for by, to, words in (
        (cast.sokha, cast.noi, "Never call at night."),
        (cast.noi, cast.sokha, "Her phone is read by her uncle."),
    ):
        case.refresh_from_db()
        give_case(
            case=case, to=to, version=case.version, place=False, needed=words, **cast.acting(by)
        )
    text = files.browser(cast, cast.sokha).get(reverse("cases:case", args=[case.id])).text
    shown, folded, _rest = re.split(
        r"</?details", text.partition("What she needs now")[2], maxsplit=2
    )
    assert "Her phone is read by her uncle." in shown
    assert "Never call at night." not in shown
    assert "Never call at night." in folded


def test_it_is_no_word_of_now_once_she_was_seen_on_a_later_day(cast):
    case = files.case(cast)
    give_case(
        case=case, to=cast.sokha, version=case.version, place=False,
        needed="Nobody has seen her yet.", **cast.acting(cast.noi)
    )  # fmt: skip
    CaseEntry.objects.filter(case=case).update(made_on=timezone.localdate() - timedelta(days=1))
    address = reverse("cases:case", args=[case.id])
    told = {"case": case, "person": case.people.get(), "said_at": None, **cast.acting(cast.sokha)}
    for sign, now in (("said_by_third_person", True), ("seen", False)):
        record_sign(sign=sign, **told)
        text = files.main_of(cast, cast.sokha, address)
        assert ("What she needs now" in text) is now
        assert "Nobody has seen her yet." in text
        assert ("What Noi Saetang wrote before" in text) is not now
