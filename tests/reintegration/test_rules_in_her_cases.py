"""Whoever calls her by her plan reads how she may be reached in her cases too."""

from datetime import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fanal.audit.models import JournalEntry
from fanal.cases.actions.cases import add_person
from fanal.cases.actions.entries import add_entry
from fanal.journeys.actions import plans as journeys
from fanal.journeys.actions import preparing
from fanal.reintegration import access
from fanal.reintegration.actions import plans
from fanal.reintegration.actions.plans import ContactRules
from tests import files
from tests.reintegration.scene import again, begins, goal, page_of, scene, today

PAGES = ["person", "contact"]
NEVER = "Never: they call us"


@pytest.fixture
def here(cast):
    return scene(cast)


@pytest.fixture
def sokha(cast):
    return files.browser(cast, cast.sokha)


def says_in_her_case(cast, case, **answers):
    ring = cast.ring(cast.sokha)
    add_entry(case=case, kind="contact", answers=answers, by=cast.sokha, ring=ring)


@pytest.mark.parametrize("page", PAGES)
def test_a_rule_of_her_case_stands_above_her_plan_and_above_a_contact(cast, sokha, here, page):
    says_in_her_case(cast, here.case, when=NEVER)
    shown = sokha.get(page_of(here, page)).text
    assert NEVER in shown
    assert reverse("cases:section", args=[here.case.id, "contact"]) in shown


def test_whom_she_named_and_her_word_are_proposed_until_the_plan_says_them(cast, sokha, here):
    says_in_her_case(cast, here.case, may_answer="Her aunt", code_word="mango")
    known = sokha.get(page_of(here, "rules")).context["form"].initial
    assert (known["safe_person"], known["code_word"]) == ("Her aunt", "mango")
    told = {"plan": here.plan, "version": again(here.plan).version, "by": cast.sokha}
    rules = ContactRules(ways=["call"], safe_person="Her sister")
    plans.change_rules(rules=rules, ring=cast.ring(cast.sokha), **told)
    known = sokha.get(page_of(here, "rules")).context["form"].initial
    assert (known["safe_person"], known["code_word"]) == ("Her sister", "")


def test_no_page_tells_us_to_say_first_the_word_by_which_it_is_known_that_it_is_her(
    cast, sokha, here
):
    says_in_her_case(cast, here.case, may_answer="Her aunt", code_word="mango")
    of_case = reverse("cases:case", args=[here.case.id])
    says = "Her aunt; agreed word, which she says herself: “mango”."
    for address in (of_case, reverse("cases:sign_of_life", args=[here.case.id, here.person.id])):
        assert says in sokha.get(address).text


def test_the_last_rule_of_a_case_holds(cast, sokha, here):
    says_in_her_case(cast, here.case, when=NEVER)
    says_in_her_case(cast, here.case, when="In the evening")
    shown = sokha.get(page_of(here)).text
    assert "In the evening" in shown
    assert NEVER not in shown


@pytest.mark.parametrize("page", PAGES)
def test_what_nobody_asked_is_no_hour_of_hers(sokha, here, page):
    shown = sokha.get(page_of(here, page)).text
    assert "within her hours now" not in shown
    assert "Any day" not in shown


def test_once_she_gave_hours_the_page_says_whether_it_is_one(cast, sokha, here):
    told = {"plan": here.plan, "version": again(here.plan).version, "by": cast.sokha}
    plans.change_rules(rules=ContactRules(ways=["call"]), ring=cast.ring(cast.sokha), **told)
    assert "within her hours now" in sokha.get(page_of(here)).text


def test_a_case_without_a_rule_of_its_own_leads_to_the_plan_that_has_one(cast, sokha, here):
    """Whoever calls her at once because she is in danger starts from the case."""
    of_case = reverse("cases:case", args=[here.case.id])
    assert "Her plan says how she may be reached" not in sokha.get(of_case).text  # nobody asked her
    told = {"plan": here.plan, "version": again(here.plan).version, "by": cast.sokha}
    plans.change_rules(rules=ContactRules(ways=["call"]), ring=cast.ring(cast.sokha), **told)
    assert "Her plan says how she may be reached" in sokha.get(of_case).text
    says_in_her_case(cast, here.case, when=NEVER)
    assert "Her plan says how she may be reached" not in sokha.get(of_case).text


def test_where_no_plan_runs_nobody_is_sent_to_one(cast, sokha):
    case = files.case(cast, people=[files.person(cast)])
    shown = sokha.get(reverse("cases:case", args=[case.id])).text
    assert "Her plan says how she may be reached" not in shown
    assert "No rule: do not call before somebody says how." in shown


def test_a_case_in_which_she_stands_as_family_alone_is_none_of_hers(cast):
    here = scene(cast)
    daughter = files.person(cast, names=("ນ້ອຍ",))
    other = files.case(cast, people=[daughter])
    add_person(case=other, person=here.person, by=cast.sokha, role="family")
    assert other not in access.cases_with_rules(cast.sokha, here.person)
    assert other not in access.open_cases_of(cast.sokha, here.person)
    assert here.case in access.open_cases_of(cast.sokha, here.person)


@pytest.mark.parametrize("page", ["sign_of_life", "write", "follow_up", "journey"])
def test_wherever_a_rule_of_her_case_is_shown_the_journal_says_that_it_was_opened(
    cast, sokha, here, page
):
    says_in_her_case(cast, here.case, when="In the evening")
    address = {
        "sign_of_life": ("cases:sign_of_life", [here.case.id, here.person.id]),
        "write": ("cases:write", [here.case.id, "visit"]),
        "follow_up": ("protection:of_person", [here.case.id, here.person.id, "follow_up"]),
        "journey": ("journeys:sign", [_journey(cast, here)]),
    }[page]
    before = opened()
    assert "In the evening" in sokha.get(reverse(address[0], args=address[1])).text
    assert opened() == before + 1


def opened():
    return [entry.act for entry in JournalEntry.objects.all()].count("case.opened")


def _journey(cast, here):
    by = {"by": cast.sokha}
    journey = journeys.plan_journey(
        kind="return", team=cast.bangkok, lead=cast.sokha, starts_on=today(), **by
    )
    custodian = journeys.add_custodian(
        journey=journey, label="Shelter team", team=cast.bangkok, **by
    )
    preparing.prepare(
        journey=journey,
        person=here.person,
        case=here.case,
        custodian=custodian,
        nationality="LA",
        at=timezone.now(),
        **by,
    )
    return journey.id


def test_what_her_plan_says_of_calling_stands_wherever_she_is_asked_also_once_it_has_ended(
    cast, here
):
    rules = ContactRules(begin=time(18), pretext="We sell rice.", never_call=True)
    plan = again(here.plan)
    plans.change_rules(plan=plan, rules=rules, version=plan.version, **cast.acting(cast.sokha))
    plan = again(here.plan)
    plan.ended_on = today()
    plan.save(update_fields=["ended_on"])
    sokha = files.browser(cast, cast.sokha)
    of_her = [here.case.id, here.person.id]
    for address in (
        reverse("cases:sign_of_life", args=of_her),
        reverse("cases:write", args=[here.case.id, "visit"]),
        reverse("protection:of_person", args=[*of_her, "follow_up"]),
    ):
        text = sokha.get(address).text
        assert "<strong>Never call.</strong>" in text
        assert "from 18:00" in text
        assert "We sell rice" in text
    case_page = reverse("cases:case", args=[here.case.id])
    assert "Her plan says how she may be reached" in sokha.get(case_page).text
    shown = sokha.get(page_of(here)).text
    assert "Still to come" not in shown
    assert "Not due yet" not in shown
    assert "Not asked any more: the plan has ended" in shown


def test_the_word_agreed_for_her_journey_home_is_proposed_where_her_plan_begins(cast, sokha, here):
    journey = journeys.plan_journey(
        kind="return", team=cast.bangkok, lead=cast.sokha, starts_on=today(), by=cast.sokha
    )
    hands = journeys.add_custodian(
        journey=journey, label="Escort", team=cast.bangkok, by=cast.sokha
    )
    preparing.prepare(
        journey=journey, person=here.person, case=here.case, custodian=hands, by=cast.sokha,
        at=timezone.now(),
    )  # fmt: skip
    write = reverse("journeys:write_plan", args=[journey.id, "contact"])
    sokha.post(write, {"code_word": "mango"})
    known = sokha.get(page_of(here, "rules")).context["form"].initial
    assert known["code_word"] == "mango"
    says_in_her_case(cast, here.case, code_word="papaya")
    known = sokha.get(page_of(here, "rules")).context["form"].initial
    assert known["code_word"] == "papaya"


def test_the_rules_of_many_plans_are_read_at_once_and_those_of_the_case_once(cast, sokha, here):
    says_in_her_case(cast, here.case, code_word="mango")
    page = reverse("cases:write", args=[here.case.id, "visit"])

    def asked():
        with CaptureQueriesContext(connection) as found:
            assert "mango" in sokha.get(page).text
        texts = [one["sql"] for one in found.captured_queries]
        plans = [one for one in texts if 'FROM "reintegration_' in one]
        entries = [one for one in texts if 'FROM "cases_caseentry"' in one and "number" in one]
        return len(plans), len(entries)

    rules = ContactRules(ways=["call"])
    told = {"plan": here.plan, "version": again(here.plan).version, "by": cast.sokha}
    plans.change_rules(rules=rules, ring=cast.ring(cast.sokha), **told)
    one = asked()
    for name in ("ນ້ອຍ", "ໃຫຍ່"):
        also = files.person(cast, names=(name,))
        add_person(case=here.case, person=also, role="concerned", by=cast.sokha)
        begins(cast, also, today(), rules=rules)
    assert asked() == one


# A goal that stands in her case is proposed to her plan with who wrote it, and asked of her anew.
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
