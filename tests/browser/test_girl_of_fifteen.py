"""A girl of 15 with a suspect father, in French on a small telephone: from the call to her consent,
to an interview that is refused and then allowed."""

from django.urls import reverse

from fanal.cases import actions as cases
from fanal.cases.models import Case, Consent
from fanal.core.law.interview import RULES
from fanal.identification.models import Interview
from fanal.people.actions import add_birth
from tests.browser.test_journey import french
from tests.browser.walks import visitors


def called(go_to, cast):
    """Her friend calls; a case is opened from it, and she says how old she is."""
    sokha = go_to("sokha", "/intake/new/")
    sokha.page.locator("label.big:has([name=danger_now][value=yes])").click()
    sokha.page.locator("label.big:has([name=who_calls][value=other])").click()
    sokha.fill(known="Son père l’a vendue.", about_whom="Bouavan")
    sokha.press(sokha.page.locator("main .savebar button").first)
    sokha.press(sokha.page.locator("main form .buttons button").first)
    case = Case.objects.get()
    girl = case.people.get()
    add_birth(
        person=girl, source="herself", ages=(15, 15), by=cast.sokha, ring=cast.ring(cast.sokha)
    )
    return case, girl


def test_her_own_yes_opens_the_interview_and_that_of_her_suspect_father_does_not(visit, cast):
    go_to = visitors(visit, cast, "girl")
    case, girl = called(go_to, cast)
    ring = cast.ring(cast.sokha)
    cases.add_entry(
        case=case, kind="around", by=cast.sokha, ring=ring,
        answers={"name": "Somchai", "relation": "father", "safe": "suspect"},
    )  # fmt: skip
    before = reverse("identification:before", args=[case.id, girl.id])
    sokha = go_to("sokha", before)
    sokha.reads(french("There is no consent to an interview that counts. Record it first; for a child, with "
                       "who may answer in its place."))  # fmt: skip
    assert sokha.page.locator("[name=rules]").count() == 0
    sokha.looks("01-refused")

    consent = reverse("cases:consent", args=[case.id])
    sokha = go_to("sokha", consent)
    sokha.reads(french("the child in writing; the caregiver only if the child agrees"))
    sokha.looks("02-consent")
    father = case.people_around.get().entry
    cases.record_consent(
        case=case, person=girl, purpose="interview", answer="given", by=cast.sokha, ring=ring,
        given_by="parent_or_caregiver", giver=father,
    )  # fmt: skip
    sokha = go_to("sokha", reverse("cases:section", args=[case.id, "consent"]))
    sokha.reads(french("does not count")).looks("03-the-father")
    sokha = go_to("sokha", before)
    assert sokha.page.locator("[name=rules]").count() == 0

    cases.record_consent(
        case=case, person=girl, purpose="interview", answer="given", by=cast.sokha, ring=ring
    )
    sokha = go_to("sokha", before)
    sokha.looks("04-allowed")
    for rule in RULES:
        sokha.page.locator(f"[name=rules][value={rule}]").check()
    sokha.page.locator("select[name=language]").select_option("fr")
    sokha.press(sokha.page.locator("main form button.btn, main form .buttons button").first)
    sokha.looks("05-first-question")
    assert Interview.objects.filter(person=girl, ended_on=None).exists()
    assert Consent.objects.count() == 2
    assert Case.objects.count() == 1
