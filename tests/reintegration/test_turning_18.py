"""She turns 18 while a plan runs: she is asked herself, her rules anew, a guardian's promises end."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from fanal.core.errors import BadInput, Refused
from fanal.core.reintegration.lost_to_follow_up import Standing, plan_standing
from fanal.people.models import AgeForConsent
from fanal.reintegration.actions import ending, plans, records
from fanal.reintegration.actions.plans import ContactRules
from fanal.reintegration.models import Plan, PlanRecord
from fanal.reintegration.queries.facts import facts_of
from fanal.reintegration.queries.pages import plan_page
from tests import files
from tests.kept import kept
from tests.reintegration.scene import DAY, again, begins, page_of, today


@kept
def scene(cast):
    """A plan agreed with a girl, who is 18 since ten days; one promise to her mother is open."""
    turned = files.in_every_year(today() - 10 * DAY)
    person = files.person(cast, adult=False)
    born_on(person, turned)
    here = SimpleNamespace(person=person, turned=turned, case=files.case(cast, people=[person]))
    here.plan = begins(cast, person, today() - 190 * DAY)
    Plan.objects.update(made_on=turned - 100 * DAY)
    here.promise = records.promise(
        plan=again(here.plan),
        words="School fees, to her mother.",
        due=today() + 30 * DAY,
        to="guardian",
        **cast.acting(cast.sokha),
    )
    return here


def born_on(person, adult_since):
    born = adult_since.replace(year=adult_since.year - 18).isoformat()
    AgeForConsent.objects.filter(person=person).delete()
    AgeForConsent.objects.create(person=person, coded={"born": [born, born], "adult": False})


@pytest.fixture
def here(cast):
    return scene(cast)


def asks(cast, here, goes_on=True, on=None):
    ending.asked_as_adult(
        plan=again(here.plan),
        goes_on=goes_on,
        way="visit",
        words="I want to go on.",
        on=on or today(),
        **cast.acting(cast.sokha),
    )


def test_the_page_and_the_lists_say_that_she_is_asked_as_an_adult(cast, sokha, here):
    says = "She is an adult now: ask her herself whether the plan goes on"
    assert says in sokha.get(page_of(here)).text
    assert says[1:] in sokha.get(reverse("reintegration:list")).text


def test_her_own_yes_ends_the_promises_to_her_guardian_and_asks_her_rules_anew(cast, here):
    asks(cast, here)
    assert again(here.promise).coded["state"] == "lapsed"
    anew = plan_page(again(here.plan), cast.ring(cast.sokha)).anew
    assert (anew.plan, anew.rules) == (False, True)
    with pytest.raises(Refused):
        asks(cast, here)


def test_her_own_no_is_a_refusal_the_same_day(cast, here):
    asks(cast, here, goes_on=False)
    assert plan_standing(facts_of(again(here.plan)), today()) is Standing.REFUSED
    assert again(here.plan).due is None


def test_a_day_on_which_she_was_still_a_child_is_refused(cast, here):
    with pytest.raises(BadInput) as why:
        asks(cast, here, on=here.turned - DAY)
    assert why.value.where == "on"
    assert again(here.promise).coded["state"] == "open"


def test_nothing_of_before_is_proposed_for_her_rules_and_they_hold_until_she_is_asked(
    cast, sokha, here
):
    plan = again(here.plan)
    plans.change_rules(
        plan=plan,
        rules=ContactRules(pretext="the school", never_call=True),
        version=plan.version,
        **cast.acting(cast.sokha),
        today=here.turned - 50 * DAY,
    )
    asked = sokha.post(page_of(here, "as_adult"), as_adult())
    assert asked["Location"] == page_of(here, "rules")
    form = sokha.get(page_of(here, "rules"))
    assert not form.context["form"].initial
    assert "the school" in form.text
    told = {"ways": ["call"], "pretext": "a friend", "version": again(here.plan).version}
    assert sokha.post(page_of(here, "rules"), told).status_code == 302
    page = sokha.get(page_of(here))
    assert page.context["page"].anew is None
    assert "a friend" in page.text
    assert "Promise it to her" in page.text


def as_adult():
    when = today()
    return {
        "goes_on": "yes",
        "way": "visit",
        "words": "Yes.",
        "on_day": when.day,
        "on_month": when.month,
        "on_year": when.year,
    }


def test_before_that_day_it_is_prepared_and_to_whom_is_asked_of_a_promise(cast, sokha):
    person = files.person(cast, ["Noy"], adult=False)
    turns = files.in_every_year(today() + 40 * DAY)
    born_on(person, turns)
    here = SimpleNamespace(person=person)
    plan = begins(cast, person, today() - 100 * DAY)
    assert plan.due == turns
    text = sokha.get(page_of(here)).text
    assert "she will be an adult for sure" in text
    due = today() + DAY
    told = {
        "words": "Fees.",
        "to": "guardian",
        "due_day": due.day,
        "due_month": due.month,
        "due_year": due.year,
    }
    assert sokha.post(page_of(here, "new_promise"), told).status_code == 302
    assert PlanRecord.objects.get().coded["to"] == "guardian"
    calendar = sokha.get(reverse("cases:tasks")).text
    assert "Ask how she is" not in calendar


def test_the_task_of_turning_18_says_that_her_rules_are_asked_anew(cast, here):
    from fanal.cases.models import Task
    from fanal.protection.actions.eighteen import prepare_eighteen

    assert prepare_eighteen(today=today(), offices=[cast.bangkok.office_id]) == 1
    assert "how she may be reached" in Task.objects.get(case=here.case).title
