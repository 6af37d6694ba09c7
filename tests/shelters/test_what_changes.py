"""What was allowed in a shelter, once what it rested on holds no longer."""

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.consents import record_consent, withdraw_consent
from fanal.cases.actions.entries import add_entry, edit_entry
from fanal.cases.models import Consent
from fanal.shelters.actions import admission, asking, visits
from fanal.shelters.models import ShelterStay, Visitor
from tests import files
from tests.shelters.scene import again, scene, sleeps


def page(name, *args):
    return reverse(f"shelters:{name}", args=args)


@pytest.fixture
def here(cast):
    found = scene(cast)
    found.stay = sleeps(cast, found)
    found.write = cast.acting(cast.sokha)
    return found


# ── Who may visit ────────────────────────────────────────────────────────────
def may_visit(here, name):
    told = {"stay": here.stay, "name": name, "relation": "her cousin", "she_agrees": True}
    return visits.allow_visitor(**told, **here.write)


def around(here, **told):
    answers = {"relation": "relative"} | told
    return add_entry(case=here.case, kind="around", answers=answers, **here.write)


def at_the_door(cast, here, visitor):
    told = {"visitor": str(visitor.id), "on": str(timezone.localdate()), "words": ""}
    return files.browser(cast, cast.rith).post(page("visit", here.stay.id), told)


def test_a_cousin_found_to_be_a_suspect_since_is_not_let_in_and_the_case_compares_again(cast, here):
    cousin, sister = may_visit(here, "Somchai Dee"), may_visit(here, "Mali Boun")
    assert at_the_door(cast, here, cousin).status_code == 302
    around(here, name="สมชาย ดี", safe="suspect")
    refused = at_the_door(cast, here, cousin)
    assert refused.status_code == 422
    assert "have changed since this name was compared" in refused.text
    assert at_the_door(cast, here, sister).status_code == 422
    sokha = files.browser(cast, cast.sokha)
    shown = sokha.get(page("stay", here.stay.id)).text
    assert shown.count("the name has to be compared again") == 2
    assert page("compare", sister.id) in shown
    assert "Mali Boun" in sokha.get(page("compare", sister.id)).text
    assert sokha.post(page("compare", sister.id), {}).status_code == 302
    assert at_the_door(cast, here, sister).status_code == 302
    found = sokha.post(page("compare", cousin.id), {})
    assert found.status_code == 422
    assert "not to be let in, call a lead" in found.text
    assert at_the_door(cast, here, cousin).status_code == 422


def test_a_suspect_whose_name_is_learnt_later_is_compared_with_who_may_visit(cast, here):
    entry = around(here, name="", safe="suspect")
    cousin = may_visit(here, "Somchai Dee")
    assert at_the_door(cast, here, cousin).status_code == 302
    told = {"name": "Somchai Dee", "relation": "relative", "safe": "suspect"}
    edit_entry(entry=again(entry), answers=told, version=again(entry).version, **here.write)
    assert at_the_door(cast, here, cousin).status_code == 422


def test_somebody_around_her_found_to_have_recruited_her_is_not_let_in(cast, here):
    entry = around(here, name="Mali Boun")
    visits.allow_visitor(
        stay=here.stay, name="", relation="", she_agrees=True, who=str(entry.id), **here.write
    )
    visitor = Visitor.objects.get()
    told = {"name": "Mali Boun", "relation": "recruiter"}
    edit_entry(entry=again(entry), answers=told, version=again(entry).version, **here.write)
    assert at_the_door(cast, here, visitor).status_code == 422


# ── Her yes to a bed ─────────────────────────────────────────────────────────
def test_no_bed_is_kept_for_who_took_back_her_yes_while_the_shelter_was_asked(cast, here):
    woman, far = files.in_vientiane(cast)
    write = cast.acting(cast.kham)
    row = asking.ask_for_bed(
        case=far,
        person=woman,
        shelter=here.shelter,
        asked=admission.BedAsked("given"),
        shown={"called": "Bee", "diet": "", "tonight": ""},
        **write,
    )
    kham, rith = files.browser(cast, cast.kham), files.browser(cast, cast.rith)
    assert page("give", row.id) in rith.get(page("request", row.id)).text
    withdraw_consent(consent=Consent.objects.get(case=far), by=cast.kham)
    shown = rith.get(page("request", row.id)).text
    assert "She said no since" in shown
    assert page("give", row.id) not in shown
    assert "She said no since" in kham.get(page("request", row.id)).text
    told = {"bed": str(here.beds[1].id), "words": ""}
    refused = rith.post(page("give", row.id), told)
    assert refused.status_code == 422
    assert "no bed is kept without her yes" in refused.text
    assert not ShelterStay.objects.filter(person=woman).exists()
    record_consent(case=far, person=woman, purpose="shelter", answer="refused", **write)
    record_consent(case=far, person=woman, purpose="shelter", answer="given", **write)
    assert rith.post(page("give", row.id), told).status_code == 302


def test_who_takes_back_her_yes_to_the_bed_in_which_she_sleeps_is_asked_by_the_staff(cast, here):
    rith = files.browser(cast, cast.rith)
    tonight, stay = page("shelter", here.shelter.id), page("stay", here.stay.id)
    assert "said no to this bed" not in rith.get(tonight).text + rith.get(stay).text
    withdraw_consent(consent=Consent.objects.get(case=here.case), by=cast.sokha)
    assert "said no to this bed: ask her" in rith.get(tonight).text
    assert "Ask her, apart, what she wants" in rith.get(stay).text
