"""A plan runs for three years: somebody asks her, also when a colleague forgets it or leaves."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.cases import assign
from fanal.reintegration.models import Plan
from fanal.reintegration.queries.lists import waves_today
from tests import files
from tests.kept import kept
from tests.reintegration.scene import again, begins, page_of, plan_in, scene, today

DAY = timedelta(days=1)
FORGOTTEN = "Sokha Chea has not asked her"
LEFT = "Sokha Chea has left"


def rows_of(user, ago=0):
    return [wave.more for wave in waves_today(user, timezone.localtime() + ago * DAY)]


def start_of(cast, user):
    return files.browser(cast, user).get(reverse("cases:today"), follow=True).text


@pytest.fixture
def here(cast):
    """Her first contact was due a week ago."""
    return scene(cast)


@kept
def late(cast):
    person = files.person(cast)
    files.case(cast, people=[person])
    return begins(cast, person, today() - 230 * DAY)


def leaves(user):
    user.is_active = False
    user.save(update_fields=["is_active"])


def test_whom_nobody_asked_in_her_time_stands_on_the_start_page_of_a_lead(cast):
    late(cast)
    assert FORGOTTEN in start_of(cast, cast.noi)


def test_before_that_it_is_the_work_of_the_colleague_alone(cast, here):
    assert rows_of(cast.noi) == []
    assert len(rows_of(cast.sokha)) == 1


def test_whose_colleague_has_left_is_shown_to_a_lead_on_the_day(cast, here):
    leaves(cast.sokha)
    assert LEFT in start_of(cast, cast.noi)


def test_a_lead_of_another_team_is_shown_nothing(cast, here):
    late(cast)
    leaves(cast.sokha)
    assert rows_of(cast.somchit) == []


def test_it_is_given_to_a_colleague_who_is_asked_from_then_on(cast, here):
    leaves(cast.sokha)
    noi = files.browser(cast, cast.noi)
    assert "nobody asks her" in noi.get(page_of(here)).text
    answer = noi.post(page_of(here, "give_plan"), {"to": str(cast.noi.pk)})
    assert answer["Location"] == page_of(here)
    assert plan_in(here).worker == cast.noi
    assert "Noi Saetang asks her." in noi.get(page_of(here)).text
    assert len(rows_of(cast.noi)) == 1
    assert LEFT not in start_of(cast, cast.noi)


def test_nobody_of_another_team_is_given_it(cast, here):
    sokha = files.browser(cast, cast.sokha)
    answer = sokha.post(page_of(here, "give_plan"), {"to": str(cast.somchit.pk)})
    assert answer.status_code == 422
    assert plan_in(here).worker == cast.sokha


def test_it_goes_along_when_her_case_is_given_to_a_colleague(cast, here):
    assign(case=again(here.case), to=cast.sokha, by=cast.noi, version=again(here.case).version)
    assign(case=again(here.case), to=cast.noi, by=cast.sokha, version=again(here.case).version)
    assert plan_in(here).worker == cast.noi


def test_the_plan_of_somebody_else_stays_with_her(cast, here):
    Plan.objects.filter(pk=here.plan.pk).update(worker=cast.noi)
    assign(case=again(here.case), to=cast.sokha, by=cast.noi, version=again(here.case).version)
    assert plan_in(here).worker == cast.noi


def test_who_has_none_of_her_own_is_not_told_that_none_runs(cast, here):
    page = files.browser(cast, cast.noi).get(reverse("reintegration:list")).text
    assert "No plan of yours runs" in page
