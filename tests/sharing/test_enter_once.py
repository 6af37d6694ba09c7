"""What her file and the decision know is proposed by the referral, and not asked again."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse

from fanal.people.actions import save_details
from tests import files
from tests.sharing.scene import draft, scene


@pytest.fixture
def here(cast):
    return scene(cast)


def speaks(cast, person, text):
    save_details(person=person, answers={"languages": text}, version=0, by=cast.sokha,
                 ring=cast.ring(cast.sokha))  # fmt: skip


def form_at(cast, url, by=None):
    return files.browser(cast, by or cast.sokha).get(url).context["form"]


def test_the_languages_of_her_file_are_proposed_for_the_decision(cast, here):
    speaks(cast, here.person, "lao et thaï")
    form = form_at(cast, reverse("sharing:how", args=[here.case.id]))
    assert form["languages"].value() == ["lo", "th"]


def test_what_was_asked_of_the_decision_goes_on_to_the_referral(cast, here):
    browser = files.browser(cast, cast.sokha)
    told = {"person": here.person.id, "purposes": "hold_the_person", "area": here.area.id,
            "urgency": "planned", "by": ""}  # fmt: skip
    page = browser.post(reverse("sharing:how", args=[here.case.id]), told)
    onward = f"{reverse('sharing:refer', args=[here.case.id])}?{page.context['onward']}"
    assert onward.replace("&", "&amp;") in page.content.decode()
    form = browser.get(onward).context["form"]
    assert form["area"].value() == str(here.area.id)
    assert form["purpose"].value() == "hold_the_person"


def test_a_second_referral_begins_where_the_last_one_was_for(cast, here):
    referral = draft(cast, here)
    form = form_at(cast, reverse("sharing:refer", args=[here.case.id]))
    assert form["area"].value() == (str(referral.area_id) if referral.area_id else None)


def test_an_address_with_other_words_in_it_proposes_nothing(cast, here):
    odd = urlencode({"area": "somewhere", "purpose": "<script>"})
    answer = files.browser(cast, cast.sokha).get(
        f"{reverse('sharing:refer', args=[here.case.id])}?{odd}"
    )
    assert answer.status_code == 200
    assert "<script>" not in answer.content.decode()


def test_the_partner_that_the_decision_puts_first_is_one_tap_away(cast, here):
    browser = files.browser(cast, cast.sokha)
    told = {"person": here.person.id, "purposes": "receive_documents", "area": here.area.id,
            "urgency": "planned", "by": ""}  # fmt: skip
    page = browser.post(reverse("sharing:how", args=[here.case.id]), told)
    assert f"partner={here.shelter.id}" in page.content.decode()
