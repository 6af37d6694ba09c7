"""A goal that stands in her case is proposed to her plan with who wrote it, and asked of her anew."""

import pytest
from django.urls import reverse

from fanal.cases.actions.cases import add_person
from fanal.cases.actions.entries import add_entry
from tests import files
from tests.reintegration.scene import goal, scene


@pytest.fixture
def here(cast):
    return scene(cast)


def agreed(cast, here, words, domain, **more):
    told = {"words": words, "domain": domain, **more}
    return add_entry(case=here.case, kind="goal", answers=told, **cast.acting(cast.sokha))


def asked(cast, here):
    page = files.browser(cast, cast.sokha).get(
        reverse("reintegration:new_goal", args=[here.person.id])
    )
    return page, page.context["form"]


def test_the_goals_of_her_case_are_proposed_one_by_one_as_far_as_her_plan_has_none(cast, here):
    assert not asked(cast, here)[1]["words"].value()
    agreed(cast, here, "A stall at the market.", "income")
    agreed(cast, here, "To be well.", "health", outcome="reached")
    agreed(cast, here, "To learn to sew.", "schooling")
    page, form = asked(cast, here)
    assert form["words"].value() == "A stall at the market."
    assert form["domain"].value() == "income"
    assert not form["hoped"].value()
    assert "Sokha" in page.context["lead"]
    assert "ask her" in page.context["lead"]
    # In other words by now: what it concerns is the same.
    goal(cast, here.plan, words="A shop.")
    assert asked(cast, here)[1]["words"].value() == "To learn to sew."


def test_of_a_case_of_two_nobody_knows_whose_goal_it_is(cast, here):
    agreed(cast, here, "A stall at the market.", "income")
    add_person(case=here.case, person=files.person(cast, ["Another"]), by=cast.sokha)
    assert not asked(cast, here)[1]["words"].value()
