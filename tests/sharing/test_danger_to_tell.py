"""What her case says of danger is proposed to whoever warns the other team, with who said it and when;
not to whom she can go, nor how she is reached."""

from django.urls import reverse

from fanal.cases.actions.cases import add_person
from fanal.cases.actions.consents import record_consent
from fanal.cases.actions.entries import add_entry
from tests import files
from tests.sharing.transfers import agreed, told_case

FEARED, SIGNS, FLAT = "A man at the market asks for her.", "She stops answering.", "The teacher"


def writes_of_her_safety(cast, here, **answers):
    add_entry(case=here.case, kind="safety", answers=answers, **cast.acting(cast.sokha))


def page(cast, shared):
    return files.browser(cast, cast.sokha).get(reverse("sharing:put", args=[shared.id, "safety"]))


def proposed(answer):
    return answer.context["form"]["text"].value()


def test_what_she_fears_is_proposed_with_who_wrote_it_and_not_who_hides_her(cast):
    here = told_case(cast)
    shared = agreed(cast, here)
    assert not proposed(page(cast, shared))
    writes_of_her_safety(cast, here, danger_now=True, dangers=FEARED)
    told = {"dangers": FEARED, "warning_signs": SIGNS, "safe_people": FLAT}
    writes_of_her_safety(cast, here, danger_now=True, **told)
    answer = page(cast, shared)
    text = proposed(answer)
    assert text.startswith("In danger (")
    assert "Sokha" in text
    assert text.count(FEARED) == 1
    assert SIGNS in text
    assert FLAT not in text
    assert "From what the case says of danger" in answer.context["lead"]


def test_a_danger_of_which_nobody_wrote_more_is_proposed_by_itself(cast):
    here = told_case(cast)
    files.in_danger(cast, here.case)
    assert proposed(page(cast, agreed(cast, here))).startswith("In danger (")


def test_of_a_case_that_says_nothing_to_fear_nothing_is_proposed(cast):
    here = told_case(cast)
    writes_of_her_safety(cast, here, danger_now=False, safe_people=FLAT)
    assert not proposed(page(cast, agreed(cast, here)))


def test_of_two_sisters_in_one_case_no_danger_is_proposed(cast):
    here = told_case(cast)
    writes_of_her_safety(cast, here, danger_now=True, dangers=FEARED)
    sister = files.person(cast, names=["Her sister"])
    add_person(case=here.case, person=sister, by=cast.sokha)
    answered = {"person": sister, "purpose": "referral", "answer": "given"}
    record_consent(case=here.case, **answered, **cast.acting(cast.sokha))
    assert not proposed(page(cast, agreed(cast, here)))
