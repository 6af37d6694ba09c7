"""Her plan asks how she is in the first weeks, and no more where a case of hers says it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions import states
from fanal.cases.queries.present import states_in
from fanal.core.journeys.events import Sign
from fanal.core.reintegration.lost_to_follow_up import left_alone
from fanal.reintegration.actions import plans
from fanal.reintegration.actions.first_weeks import ask_in_the_first_weeks
from fanal.reintegration.actions.plans import ContactRules
from fanal.reintegration.models import Plan
from fanal.reintegration.queries.facts import facts_of
from fanal.reintegration.queries.lists import waves_today
from tests import files
from tests.reintegration.scene import DAY, again, begins, page_of, scene, today, tried
from tests.security.planting import row_of, update

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(cast):
    """She came home eight days ago, and the plan was made with her that day."""
    here = scene(cast)
    Plan.objects.all().delete()
    here.plan = begins(cast, here.person, today() - 8 * DAY, on=today() - 8 * DAY)
    return here


def rows_of(cast):
    return [row.title for row in waves_today(cast.sokha, timezone.localtime())]


def test_a_week_after_she_came_home_her_worker_is_asked_to_ask_her(cast, here):
    assert again(here.plan).due == today() - DAY
    assert rows_of(cast) == ["Ask how she is"]
    text = files.browser(cast, cast.sokha).get(page_of(here)).text
    assert "7 days" in text
    assert "Nobody has asked her yet" in text
    assert "1 day late" in text
    tried(cast, here.plan, "reached")
    assert again(here.plan).due == today() + 22 * DAY
    assert rows_of(cast) == []
    assert "Nobody has asked her yet" not in files.browser(cast, cast.sokha).get(page_of(here)).text


def test_what_a_case_says_of_her_is_not_asked_again(cast, here):
    states.record_sign(
        case=here.case,
        person=here.person,
        sign=Sign.SPOKEN_TO,
        said_at=None,
        **cast.acting(cast.sokha),
    )
    assert rows_of(cast) == []
    ask_in_the_first_weeks(today())
    assert again(here.plan).due == today() + 22 * DAY


def test_a_plan_that_an_earlier_release_began_is_asked_for_from_the_next_day_on(cast, here):
    Plan.objects.update(due=today() + timedelta(days=170))
    assert rows_of(cast) == []
    ask_in_the_first_weeks(today())
    assert rows_of(cast) == ["Ask how she is"]


def test_a_plan_that_was_changed_by_hand_does_not_keep_the_others_from_being_asked_for(cast, here):
    other = files.person(cast)
    files.case(cast, people=[other])
    forged = begins(cast, other, today() - 8 * DAY, on=today() - 8 * DAY)
    Plan.objects.update(due=today() + timedelta(days=170))
    update(Plan, {"coded": row_of(Plan, id=here.plan.pk)["coded"]}, id=forged.pk)
    ask_in_the_first_weeks(today())
    assert again(here.plan).due == today() - DAY


@pytest.mark.parametrize("said", [{"result": "refused"}, {"result": "reached", "wants_on": False}])
def test_a_no_with_a_wrong_word_is_a_call_for_help_and_ends_nothing(cast, here, said):
    tried(cast, here.plan, **said, said_word="wrong", case=here.case, on=today() - DAY)
    assert not left_alone(facts_of(again(here.plan)))
    (seen,) = states_in(here.case, cast.sokha, cast.ring(cast.sokha)).values()
    assert seen.state.in_danger


def test_her_agreed_word_on_the_telephone_is_asked_and_proves_that_it_was_her(cast, here):
    browser = files.browser(cast, cast.sokha)
    asked = page_of(here, "contact")
    assert "said_word" not in browser.get(asked).context["form"].fields  # none is agreed
    rules = ContactRules(code_word="mango")
    plans.change_rules(
        plan=again(here.plan),
        rules=rules,
        version=again(here.plan).version,
        **cast.acting(cast.sokha),
    )
    assert "said_word" in browser.get(asked).context["form"].fields
    yesterday = today() - DAY
    tried(cast, here.plan, "reached", safe=True, case=here.case, on=yesterday, hour=10)
    case_page = reverse("cases:case", args=[here.case.id])
    assert "without the code word (no proof)" in browser.get(page_of(here)).text
    assert "without the code word: no proof" in browser.get(case_page).text
    later = {"case": here.case, "on": yesterday}
    tried(cast, here.plan, "reached", safe=True, said_word="right", **later)
    assert "spoken to, with the code word" in browser.get(page_of(here)).text
    assert "no proof" not in browser.get(case_page).text
    tried(cast, here.plan, "reached", safe=True, said_word="wrong", **later, hour=12)
    assert "a wrong code word" in browser.get(page_of(here)).text
    (seen,) = states_in(here.case, cast.sokha, cast.ring(cast.sokha)).values()
    assert seen.state.in_danger
