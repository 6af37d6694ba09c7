"""A plan that somebody asked to end goes on until another agrees: who takes it back, and who does not."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from fanal.core.errors import BadInput, Refused
from fanal.core.reintegration.closing import ClosingAnswers
from fanal.reintegration import access
from fanal.reintegration.actions import ending, plans
from fanal.reintegration.models import Plan
from tests import files
from tests.files import again
from tests.reintegration.scene import begins, page_of, plan_in, today


def asks(cast, here, by=None):
    answers = ClosingAnswers(her_words="Enough.", who_goes_on=True, person_there=True)
    told = {"why": "by_her_word", "answers": answers, "reasons": "She asks for it."}
    ending.ask_to_end(plan=again(here.plan), **told, **cast.acting(by or cast.sokha))


def test_whoever_asked_takes_it_back_by_the_page_and_nobody_else_does(cast, sokha, here):
    asks(cast, here)
    back = page_of(here, "do_not_end")
    noi = files.browser(cast, cast.noi)
    assert back not in noi.get(page_of(here)).text
    assert noi.post(back).status_code == 404
    assert plan_in(here).asked_by == cast.sokha
    assert back in sokha.get(page_of(here)).text
    assert sokha.post(back)["Location"] == page_of(here)
    assert plan_in(here).asked_by is None
    assert plan_in(here).ended_on is None


def test_it_is_asked_once(cast, here):
    asks(cast, here)
    with pytest.raises(Refused, match="somebody has asked to end it already"):
        asks(cast, here, by=cast.noi)


def test_a_plan_of_which_nobody_asked_is_ended_by_no_address(cast, here):
    other = begins(cast, files.person(cast, ["Noy"]), today())
    asks(cast, SimpleNamespace(plan=other))
    noi = files.browser(cast, cast.noi)
    assert noi.post(page_of(here, "agree_end")).status_code == 404
    assert plan_in(here).ended_on is None


def test_who_works_on_no_cases_is_asked_about_no_plan_and_lists_none(cast, here):
    asks(cast, here)
    for user in (cast.duc, cast.anan):
        assert access.plans_to_end(user) == []
        assert not access.plans_for(user).exists()
        assert access.families_to_second(user, today()) == []
    assert access.plans_to_end(cast.noi) == [here.plan]
    assert access.plans_for(cast.noi).get() == here.plan


def test_who_asked_does_not_agree_at_the_address_either(cast, sokha, here):
    asks(cast, here)
    assert sokha.post(page_of(here, "agree_end")).status_code == 404
    assert plan_in(here).ended_on is None


def test_while_a_plan_runs_no_second_one_is_begun(cast, sokha, here):
    assert sokha.get(page_of(here, "begin"))["Location"] == page_of(here)
    with pytest.raises(Refused):
        begins(cast, here.person, today())
    assert Plan.objects.count() == 1


def test_of_a_case_of_two_women_it_is_asked_whose_plan_is_meant(cast, sokha, here):
    other = files.person(cast, ["Noy"])
    case = files.case(cast, people=[here.person, other])
    text = sokha.get(reverse("reintegration:of_case", args=[case.id])).text
    assert "whose plan?" in text
    for person in (here.person, other):
        assert reverse("reintegration:person", args=[person.id]) in text
    alone = sokha.get(reverse("reintegration:of_case", args=[here.case.id]))
    assert alone["Location"] == page_of(here)


def test_the_day_from_which_it_is_counted_is_changed_on_its_page(cast, sokha, here):
    day = today()
    told = {"start_kind": "left_house", "start_day": day.day, "start_month": day.month}
    answer = sokha.post(page_of(here, "start"), told | {"start_year": day.year})
    assert answer.status_code == 302
    assert (plan_in(here).start, plan_in(here).coded["start"]) == (day, "left_house")


def test_a_plan_is_given_to_nobody_who_does_not_work_on_her_cases(cast, here):
    with pytest.raises(BadInput, match="does not work on her cases"):
        plans.give_plan(plan=here.plan, to=cast.linh, by=cast.noi)
    assert plan_in(here).worker == cast.sokha
