"""Who else is with her, as a call said it: nobody of them is forgotten once the call became a case."""

import pytest
from django.urls import reverse

from fanal.cases.models import Task
from fanal.intake.actions import WITH_HER, add_to_case, make_case, take_signal
from tests import files

TOLD = {"about_whom": "Bouavan, 15", "with_her": "Her sister Noy, 11"}


@pytest.fixture
def made(cast):
    return lambda **more: take_signal(
        team=cast.bangkok, answers=TOLD | more, **cast.acting(cast.sokha)
    )


def becomes_a_case(cast, call):
    return make_case(signal=call, **cast.acting(cast.sokha))


def test_her_worker_is_to_see_to_the_sister_today(cast, made):
    case = becomes_a_case(cast, made())
    task = Task.objects.get(case=case)
    assert (task.title, task.assignee, task.due) == (str(WITH_HER), cast.sokha, task.made_on)
    assert str(WITH_HER) in files.browser(cast, cast.sokha).get(reverse("cases:today")).text


def test_the_task_names_nobody(cast, made):
    assert "Noy" not in Task.objects.get(case=becomes_a_case(cast, made())).title


@pytest.mark.parametrize("nobody", [{}, {"with_her": ""}])
def test_a_call_that_names_nobody_else_asks_nothing(cast, nobody):
    call = take_signal(team=cast.bangkok, answers={"about_whom": "Bouavan"} | nobody, by=cast.sokha)
    becomes_a_case(cast, call)
    assert not Task.objects.exists()


def test_a_second_call_asks_once_more_only_after_the_first_was_seen_to(cast, made):
    write = cast.acting(cast.sokha)
    case = becomes_a_case(cast, made())
    add_to_case(signal=made(), case=case, reason="", **write)
    assert Task.objects.filter(case=case).count() == 1
    Task.objects.update(done_on=Task.objects.get().made_on)
    add_to_case(signal=made(), case=case, reason="", **write)
    assert Task.objects.filter(case=case).count() == 2


def test_what_the_call_said_of_them_stands_where_the_rest_of_it_is_looked_at(cast, made):
    call = made(where="Si Racha")
    case = becomes_a_case(cast, call)
    page = files.browser(cast, cast.sokha).get(reverse("intake:known", args=[call.id])).text
    assert "Her sister Noy, 11" in page
    assert reverse("cases:also", args=[case.id]) in page
    assert reverse("people:new") in page
