"""The next look after a plan: in which language she was asked, who answered for a child, and where her
answer stands when her case is closed."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from fanal.cases.actions.entries import add_entry
from fanal.cases.models import Case, Consent, Task
from fanal.core.calendars.months import add_months
from fanal.core.errors import BadInput
from fanal.partners.actions.partners import add_partner
from fanal.people.models import AgeForConsent
from fanal.reintegration.actions import ending, goals, plans
from fanal.reintegration.actions.after_plan_contact import LookAnswer
from fanal.reintegration.actions.plans import ContactRules
from fanal.sharing.actions.rules import never_tell
from tests import files
from tests.closing import leads_to
from tests.kept import kept
from tests.reintegration.scene import DAY, again, begins, goal, page_of, scene, today, tried
from tests.reintegration.test_plans import HERS

TOLD = {"why": "by_her_word", "her_words": "Enough.", "reasons": "She asks.", "look": "yes"}


@kept
def girl(cast):
    """Thirteen years old, with a plan of half a year; her mother is no danger to her."""
    person = files.person(cast, adult=False)
    born(person, add_months(today(), -13 * 12))
    here = SimpleNamespace(person=person, case=files.case(cast, people=[person]))
    here.plan = begins(cast, person, today() - 190 * DAY)
    here.mother = add_entry(
        case=here.case, kind="around", answers={"name": "Somphone", "relation": "mother", "safe": "safe"},
        **cast.acting(cast.sokha)
    )  # fmt: skip
    return here


def born(person, day):
    AgeForConsent.objects.filter(person=person).delete()
    AgeForConsent.objects.create(
        person=person, coded={"born": [day.isoformat()] * 2, "adult": False}
    )


def closed(here):
    Case.objects.filter(pk=here.case.pk).update(closed=True)


def asks(cast, here, by=None, **look):
    by = by or cast.sokha
    ending.ask_to_end(
        plan=again(here.plan), why="by_her_word", answers=HERS, reasons="So.", **cast.acting(by), look=LookAnswer(**{"answer": "yes", "language": "lao"} | look),
        case=here.case
    )  # fmt: skip


def ends(cast, here):
    ending.agree_to_end(plan=again(here.plan), by=cast.noi)
    return Task.objects.filter(case=here.case).first()


# ── In which language ────────────────────────────────────────────────────────
def test_the_language_in_which_she_was_asked_stands_in_her_consent(cast):
    here = scene(cast)
    with pytest.raises(BadInput) as why:
        asks(cast, here, language=" ")
    assert why.value.where == "language"
    asks(cast, here)
    consent = Consent.objects.get()
    assert consent.unseal(cast.ring(cast.sokha))["language"] == "lao"
    assert (consent.given_by, consent.made_by) == ("herself", cast.sokha)


def test_a_yes_that_stands_already_is_not_asked_for_again(cast):
    here = scene(cast)
    asks(cast, here)
    ending.do_not_end(plan=again(here.plan), by=cast.noi)
    asks(cast, here, language="")
    assert Consent.objects.count() == 1


# ── Where her cases are closed ───────────────────────────────────────────────
def test_where_her_case_is_closed_the_worker_of_the_plan_writes_her_answer(cast):
    here = scene(cast)
    closed(here)
    sokha = files.browser(cast, cast.sokha)
    assert sokha.post(page_of(here, "end"), TOLD | {"language": "lao"}).status_code == 302
    assert Consent.objects.get().case_id == here.case.id
    files.browser(cast, cast.noi).post(page_of(here, "agree_end"))
    task = Task.objects.get()
    assert (task.case_id, task.assignee) == (here.case.id, cast.sokha)
    assert reverse("cases:case", args=[here.case.id]) in sokha.get(reverse("cases:tasks")).text


def test_where_her_case_is_closed_a_lead_writes_it_and_no_other_colleague(cast):
    here = scene(cast)
    closed(here)
    type(here.plan).objects.update(worker=cast.noi)
    sokha = files.browser(cast, cast.sokha).post(page_of(here, "end"), TOLD | {"language": "lao"})
    assert "the worker of this plan writes it, or a lead" in sokha.text
    assert not Consent.objects.exists()
    noi = files.browser(cast, cast.noi)
    type(here.plan).objects.update(worker=cast.sokha)
    assert noi.post(page_of(here, "end"), TOLD | {"language": "lao"}).status_code == 302


# ── A child ──────────────────────────────────────────────────────────────────
def test_for_a_child_her_own_yes_and_that_of_whoever_answers_for_her_are_asked(cast):
    here = girl(cast)
    for alone in ({}, {"given_by": "parent_or_caregiver"}):
        with pytest.raises(BadInput) as why:
            asks(cast, here, **alone)
        assert why.value.where == "look"
    assert not Consent.objects.exists()
    with pytest.raises(BadInput):
        asks(cast, here, given_by="parent_or_caregiver", assent=False)
    asks(cast, here, given_by="parent_or_caregiver", assent=True)
    assert Consent.objects.get().assent is True
    assert "as she wished" in ends(cast, here).heading


def test_the_page_asks_of_a_child_alone_who_answered_for_her(cast):
    here = girl(cast)
    sokha = files.browser(cast, cast.sokha)
    page = sokha.get(page_of(here, "end")).text
    assert 'name="given_by"' in page
    assert 'name="assent"' in page
    told = TOLD | {"language": "lao", "given_by": "legal_guardian", "assent": "yes"}
    assert "her yes is no consent yet" in sokha.post(page_of(here, "end"), told).text
    told |= {"given_by": "parent_or_caregiver", "giver": str(here.mother.id)}
    assert sokha.post(page_of(here, "end"), told).status_code == 302
    assert Consent.objects.get().giver == here.mother
    born(here.person, add_months(today(), -30 * 12))
    page = sokha.get(page_of(here, "end")).text
    assert 'name="language"' in page
    assert 'name="given_by"' not in page


@pytest.mark.parametrize("turns_in_days", [0, 60])
def test_who_turned_18_meanwhile_is_asked_herself_first(cast, turns_in_days):
    here = girl(cast)
    asks(cast, here, given_by="parent_or_caregiver", assent=True)
    if turns_in_days == 0:
        Consent.objects.update(on=today() - 5 * DAY)
    born(here.person, add_months(today() + turns_in_days * DAY, -18 * 12))
    task = ends(cast, here)
    assert "ask her herself" in task.heading
    assert task.due == add_months(today(), 6)


# A case is closed: what her plan says is proposed and not asked again; and who is never asked.
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
