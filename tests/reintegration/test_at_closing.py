"""A case is closed: what her plan says is proposed and not asked again; and who is never asked."""

import pytest
from django.urls import reverse

from fanal.core.errors import BadInput
from fanal.partners.actions.partners import add_partner
from fanal.reintegration.actions import goals, plans
from fanal.reintegration.actions.plans import ContactRules
from fanal.sharing.actions.rules import never_tell
from tests import files
from tests.closing import leads_to
from tests.reintegration.scene import again, goal, today, tried


def close_page(cast, here):
    return files.browser(cast, cast.sokha).get(reverse("cases:close", args=[here.case.id]))


def test_goals_last_contact_and_her_own_view_stand_where_the_case_is_closed(cast, here):
    made = goal(cast, here.plan)
    goals.review_goal(
        goal=made, rater="hers", level=-1, words="", on=today(), **cast.acting(cast.sokha)
    )
    tried(cast, here.plan, "reached", safe=True, words="It goes well.")
    page = close_page(cast, here)
    for one in (
        "What her plan says",
        "A shop of my own.",
        "a little",
        "It goes well.",
        "she said that she is safe",
        "Goals of her plan that are not yet as she hopes: 1",
    ):
        assert one in page.text, one
    assert not page.context["form"].initial  # her words of that day explain nothing that is open
    says = "Goals of her plan that are not yet as she hopes: 1"
    there = reverse("reintegration:of_case", args=[here.case.id])
    assert leads_to(cast, here.case, cast.sokha, says) == there


def test_how_she_may_be_reached_is_not_asked_for_where_her_plan_says_it(cast, here):
    assert "No rule says how to reach her" in close_page(cast, here).text
    changes(cast, here, ways=["call"])
    assert "No rule says how to reach her" not in close_page(cast, here).text


def test_the_reason_that_her_plan_says_is_proposed(cast, here):
    tried(cast, here.plan, "refused")
    assert close_page(cast, here).context["form"].initial["reason"] == "her_wish"


def test_her_words_are_no_explanation_of_what_stands_against_closing(cast, here):
    tried(cast, here.plan, "refused", words="Leave me alone.")
    assert "words" not in close_page(cast, here).context["form"].initial
    told = {"reason": "her_wish", "words": ""}
    page = files.browser(cast, cast.sokha).post(reverse("cases:close", args=[here.case.id]), told)
    assert page.status_code == 422


def test_a_case_without_a_plan_closes_as_before(cast):
    case = files.case(cast, people=[files.person(cast, ["Noy"])])
    page = files.browser(cast, cast.sokha).get(reverse("cases:close", args=[case.id]))
    assert "What her plan says" not in page.text
    assert not page.context["form"].initial


def changes(cast, here, **rules):
    plan = again(here.plan)
    plans.change_rules(
        plan=plan, rules=ContactRules(**rules), version=plan.version, **cast.acting(cast.sokha)
    )


def test_a_partner_who_must_never_know_is_not_named_to_look_for_her(cast, here):
    house = add_partner(kind="organisation", type="shelter", name="ບ້ານ ງຽບ", by=cast.noi)
    never_tell(case=here.case, reason="Her uncle.", by=cast.noi, partner=house)
    with pytest.raises(BadInput) as why:
        changes(cast, here, partner="ບ້ານ ງຽບ")
    assert why.value.where == "partner"
    changes(cast, here, partner="The sisters of Savannakhet")
