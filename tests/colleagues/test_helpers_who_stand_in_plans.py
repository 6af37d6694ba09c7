"""An interpreter or a volunteer who stands in the plan of a coming day, and may not help any more:
whoever works on the case reads it where she reads that day."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.entries import add_entry
from fanal.cases.actions.tasks import add_task
from fanal.colleagues import helpers
from fanal.core.prevention.volunteers import Vetted
from tests import files

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def noy(cast):
    """An interpreter who was vetted today."""
    write, today = cast.acting(cast.noi), timezone.localdate()
    told = {"name": "Malai Sor", "languages": "lo", "phone": "02"}
    helper = helpers.add_helper(kind="interpreter", answers=told, **write)
    vetted = Vetted(2, declared=True, code_signed_on=today, on=today)
    helpers.vet(helper=helper, vetted=vetted, version=helper.version, **write)
    helper.refresh_from_db()
    return helper


@pytest.fixture
def case(cast):
    return files.case(cast)


def paused(cast, helper):
    write = cast.acting(cast.noi)
    helpers.pause(helper=helper, why="Seen with him.", version=helper.version, **write)


def interview(cast, case, helper, due):
    title = f"Interview with {helper.code}"
    return add_task(case=case, title=title, due=due, by=cast.sokha, assignee=cast.sokha)


def pages(cast, case):
    sokha = files.browser(cast, cast.sokha)
    addresses = (
        reverse("cases:today"),
        reverse("cases:tasks"),
        reverse("cases:case", args=[case.id]),
    )
    return [sokha.get(address).text for address in addresses]


def says(helper):
    return f"{helper.code} may not help here any more: ask somebody else"


def test_who_is_paused_is_named_at_an_interview_that_is_planned_with_her(cast, case, noy):
    interview(cast, case, noy, timezone.localdate() + DAY)
    assert all(says(noy) not in text for text in pages(cast, case))
    paused(cast, noy)
    for text in pages(cast, case):
        assert says(noy) in text
        assert "Seen with him" not in text


def test_a_step_of_the_plan_says_it_too(cast, case, noy):
    told = {"what": "See the doctor", "who": f"{noy.code} goes with her"}
    write = cast.acting(cast.sokha)
    goal = add_entry(case=case, kind="goal", answers={"words": "To be well"}, **write)
    due = timezone.localdate() + DAY
    add_entry(case=case, kind="action", answers=told, due=due, under=goal, **write)
    paused(cast, noy)
    text = files.browser(cast, cast.sokha).get(reverse("cases:today")).text
    assert "See the doctor" in text
    assert says(noy) in text


def test_whose_vetting_ends_before_the_day_is_named_for_that_day_alone(cast, case, noy):
    first = interview(cast, case, noy, noy.vetted_until)
    after = interview(cast, case, noy, noy.vetted_until + DAY)
    page = files.browser(cast, cast.sokha).get(reverse("cases:case", args=[case.id]))
    rows = {row["task"].id: row["to_replace"] for row in page.context["story"].tasks}
    assert rows == {first.id: "", after.id: says(noy)}


def test_who_is_kept_off_one_case_may_help_in_another(cast, case, noy):
    other = files.case(cast)
    for one in (case, other):
        interview(cast, one, noy, timezone.localdate() + DAY)
    helpers.decide_in_case(case=case, helper=noy, cleared=False, by=cast.noi)
    assert says(noy) in pages(cast, case)[2]
    assert says(noy) not in pages(cast, other)[2]
