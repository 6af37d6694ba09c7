"""A health worker opens no case: she reads that she is to see a child, how old, whose consent it
takes and who comes with her, and never why."""

from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.actions import end_account
from fanal.care.actions import files as files_of_care
from fanal.care.actions.asking import SaidBeside
from fanal.care.models import CareRequest
from fanal.cases.actions import carers
from fanal.cases.actions.cases import add_person
from fanal.cases.actions.entries import add_entry
from fanal.people.models import AgeForConsent
from tests import consents, files
from tests.care.scene import again, asks, noted, page, taken

pytestmark = pytest.mark.django_db
ANSWERS = {"agreed": "yes", "happened": "no", "words": "Since Monday."}


def child_of(cast, years):
    person = files.person(cast, adult=False)
    born = f"{timezone.localdate().year - years}-01-01"
    AgeForConsent.objects.update_or_create(
        person=person, defaults={"coded": {"born": [born, born], "adult": False}}
    )
    case = files.case(cast, people=[person])
    return SimpleNamespace(person=person, case=case, ring=cast.ring(cast.sokha))


def read(cast, name, *args):
    return files.browser(cast, cast.ploy).get(page(name, *args)).text


def test_she_reads_her_age_who_consents_and_who_comes_with_her(cast):
    here = child_of(cast, 12)
    asked = asks(cast, here, beside=SaidBeside("Mali, her mother", "Mali"))
    assert "12" in read(cast, "today")
    text = read(cast, "request", asked.id)
    for said in ("12", "Who consents for the child", "Mali, her mother", "Who comes"):
        assert said in text, said


def test_what_was_not_said_names_whom_to_ask_and_from_15_on_her_own_word_counts(cast):
    young, older = asks(cast, child_of(cast, 12)), asks(cast, child_of(cast, 16))
    assert "ask Sokha Chea before you treat her" in read(cast, "request", young.id)
    text = read(cast, "request", older.id)
    assert "Her own word counts" in text
    assert "before you treat her" not in text


def test_whoever_asked_and_has_left_is_not_named_to_be_asked(cast):
    asked = asks(cast, child_of(cast, 12))
    end_account(user=cast.sokha, by=cast.anan)
    text = read(cast, "request", asked.id)
    assert "ask a lead of Bangkok before you treat her" in text
    assert "Not said: ask a lead of Bangkok." in text


def test_whose_age_nobody_knows_is_treated_as_a_child_and_an_adult_is_not(cast, here):
    assert "Who consents for the child" not in read(cast, "request", here.asked.id)
    unknown = child_of(cast, 12)
    AgeForConsent.objects.filter(person=unknown.person).delete()
    asked = asks(cast, unknown)
    assert "Who consents for the child" in read(cast, "request", asked.id)


def test_it_stands_where_she_is_to_be_seen_and_in_care(cast):
    here = child_of(cast, 12)
    here.asked = asks(cast, here)
    taken(cast, here)
    assert again(here.asked).state == "taken"
    assert "12" in read(cast, "today")


def test_her_care_file_says_it_too_and_to_whoever_was_let_in_whom_to_ask(cast):
    here = child_of(cast, 12)
    here.asked = asks(cast, here, beside=SaidBeside("Mali, her mother", "Mali"))
    file = taken(cast, here)
    text = read(cast, "file", file.id)
    for said in ("12", "Who consents for the child", "Mali, her mother"):
        assert said in text, said
    other = cast.join("dara", "Dara Lim", cast.ploy.role, "Bangkok")
    files_of_care.name(file=file, to=other, agreed="yes", **cast.acting(cast.ploy))
    text = files.browser(cast, other).get(page("file", file.id)).text
    assert "12" in text
    assert "Ask Sokha Chea before you treat her." in text
    assert "Not said" not in text


def test_where_she_is_to_be_seen_again_after_the_request_is_over_it_is_said(cast):
    here = child_of(cast, 12)
    here.asked = asks(cast, here)
    noted(cast, taken(cast, here), due=timezone.localdate(), next_words="The wound")
    CareRequest.objects.update(over_on=timezone.localdate())
    text = read(cast, "today")
    assert "The wound" in text
    assert "12 years" in text


def test_the_case_proposes_who_answered_for_her_before(cast):
    here = child_of(cast, 12)
    write = {"case": here.case, **cast.acting(cast.sokha)}
    mother = add_entry(kind="around", answers={"name": "Mali", "relation": "mother"}, **write)
    form = reverse("care:ask", args=[here.case.id])
    sokha = files.browser(cast, cast.sokha)
    assert sokha.get(form).context["form"]["consents"].value() == ""
    consents.says(
        cast, here, "care", given_by="parent_or_caregiver", giver=mother, answers={"assent": True}
    )
    assert "Mali" in sokha.get(form).context["form"]["consents"].value()
    told = ANSWERS | {
        "person": str(here.person.pk), "to": str(cast.ploy.pk), "consents": "Mali", "comes": "Aunt Noi",
    }  # fmt: skip
    answer = sokha.post(form, told)
    assert answer.status_code == 302, answer.context["form"].errors
    asked = CareRequest.objects.get(case=here.case)
    assert "Aunt Noi" in read(cast, "request", asked.id)


def test_who_two_decided_answers_for_her_is_proposed_and_not_who_did_before(cast):
    here = child_of(cast, 12)
    write = {"case": here.case, **cast.acting(cast.sokha)}
    mother = add_entry(kind="around", answers={"name": "Mali", "relation": "mother"}, **write)
    given = {"given_by": "parent_or_caregiver", "giver": mother, "answers": {"assent": True}}
    consents.says(cast, here, "care", **given)
    decision = carers.ask_carer_decision(
        person=here.person,
        speaker=None,
        ground="absent",
        reasons="Nobody knows where her mother is.",
        **write,
    )
    sokha, form = files.browser(cast, cast.sokha), reverse("care:ask", args=[here.case.id])

    def proposed():
        return sokha.get(form).context["form"]["consents"].value()

    assert "Mali" in proposed()
    carers.agree_carer_decision(row=decision, by=cast.noi)
    assert "Mali" not in proposed()
    assert str(cast.sokha) in proposed()
    assert str(cast.noi) in proposed()
    decision.refresh_from_db()
    carers.end_carer_decision(row=decision, by=cast.noi)
    assert "Mali" in proposed()


def test_who_answered_for_one_child_of_a_case_is_not_proposed_for_another(cast):
    here = child_of(cast, 12)
    write = {"case": here.case, **cast.acting(cast.sokha)}
    mother = add_entry(kind="around", answers={"name": "Mali", "relation": "mother"}, **write)
    consents.says(
        cast, here, "care", given_by="parent_or_caregiver", giver=mother, answers={"assent": True}
    )
    brother = files.person(cast, adult=False)
    add_person(case=here.case, person=brother, by=cast.sokha)
    form = files.browser(cast, cast.sokha).get(reverse("care:ask", args=[here.case.id]))
    assert not form.context["form"]["consents"].value()


def test_of_an_adult_the_form_asks_nothing_of_it(cast, here):
    form = files.browser(cast, cast.sokha).get(reverse("care:ask", args=[here.case.id]))
    assert "consents" not in form.context["form"].fields
