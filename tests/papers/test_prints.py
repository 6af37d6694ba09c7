"""A print fills in what is known, leaves the rest to write on, and leaves the house by the gate."""

import pytest
from django.urls import reverse

from fanal.cases.actions.consents import record_consent
from fanal.cases.actions.entries import add_entry
from fanal.core.papers.prints import PRINTS
from fanal.core.trust.vocabulary import DataClass
from fanal.papers.actions import add_paper
from fanal.sharing.actions import rules
from fanal.sharing.models import Disclosure
from tests.sharing.scene import scene


@pytest.fixture
def here(cast):
    return scene(cast)


def make(cast, here, kind="power_of_attorney", **told):
    return add_paper(
        case=here.case, person=here.person, kind=kind, answers=told, by=cast.sokha, ring=here.ring
    )


def url(name, paper, *more):
    return reverse(f"papers:{name}", args=[paper.case_id, paper.id, *more])


def test_every_paper_that_we_write_prints_in_three_languages_with_room_to_write(cast, here, sokha):
    for kind in PRINTS:
        paper = make(cast, here, kind)
        for language in ("fr", "en", "vi"):
            page = sokha.get(url("for_her", paper, language))
            assert page.status_code == 200, (kind, page.text)
            assert "blanks__line" in page.text


def test_where_it_is_printed_her_answer_to_it_is_read(cast, here, sokha):
    paper = make(cast, here, "compensation_claim")
    for name in ("paper", "print"):
        assert "A yes is not on file: a claim for compensation" in sokha.get(url(name, paper)).text
    told = {"case": here.case, "person": here.person, "purpose": "compensation"}
    record_consent(**told, answer="refused", by=cast.sokha, ring=here.ring)
    for name in ("paper", "print"):
        assert "The answer is no: a claim for compensation" in sokha.get(url(name, paper)).text
    assert "is not on file" not in sokha.get(url("print", make(cast, here))).text


def test_what_is_known_is_filled_in_and_what_is_not_stays_blank(cast, here, sokha):
    add_entry(
        case=here.case,
        kind="legal",
        answers={"charged": "illegal entry, 2 March"},
        by=cast.sokha,
        ring=here.ring,
    )
    paper = make(cast, here, "non_punishment", body="Provincial prosecutor", number="77/2569")
    page = sokha.get(url("for_her", paper, "en")).text
    assert "illegal entry, 2 March" in page
    assert "Provincial prosecutor" in page
    assert "77/2569" in page
    assert "ບົວຄຳ ວົງສາ" in page
    row = page.partition("How she was made to do them")[2].partition("</dd>")[0]
    assert "blanks__line" in row


def test_the_birth_of_a_newborn_is_filled_in_from_what_was_said_of_it(cast, here, sokha):
    add_entry(
        case=here.case,
        kind="child_born",
        by=cast.sokha,
        ring=here.ring,
        answers={"born_on": "2026-11-02", "born_where": "Pakse hospital", "father": "not_named"},
    )
    paper = make(cast, here, "birth_registration")
    page = sokha.get(url("for_her", paper, "en")).text
    assert "2 Nov" in page.partition("Born on")[2].partition("</dd>")[0]
    assert "Pakse hospital" in page
    assert "ບົວຄຳ ວົງສາ" in page.partition("Mother: name")[2]
    assert "blanks__line" in page.partition("Name of the child")[2].partition("</dd>")[0]


def test_a_request_to_remove_images_names_the_platform_and_not_her(cast, here, sokha):
    add_entry(
        case=here.case,
        kind="images",
        answers={"platform": "Facegram", "account": "@x"},
        by=cast.sokha,
        ring=here.ring,
    )
    paper = make(cast, here, "image_removal")
    page = sokha.get(url("for_her", paper, "fr")).text
    assert "Facegram" in page
    assert "ບົວຄຳ" not in page
    assert DataClass.IDENTITY not in PRINTS["image_removal"].classes


def test_a_paper_goes_out_by_the_gate_alone(cast, here, sokha):
    paper = make(cast, here)
    refused = sokha.post(url("print", paper), {"language": "fr", "partner": here.station.id})
    assert refused.status_code == 422
    assert not Disclosure.objects.exists()
    told = {"language": "fr", "partner": here.shelter.id}
    rules.approve(case=here.case, partner=here.shelter, classes=["identity", "legal"], by=cast.noi)
    sent = sokha.post(url("print", paper), told)
    assert sent.status_code == 302, sent.text
    row = Disclosure.objects.get()
    assert row.classes == "existence identity legal"
    page = sokha.get(sent["Location"]).text
    assert row.receipt in page


def test_what_changed_since_is_not_shown_as_what_went_out(cast, here, sokha):
    rules.approve(case=here.case, partner=here.shelter, classes=["identity", "legal"], by=cast.noi)
    paper = make(cast, here)
    sent = sokha.post(url("print", paper), {"language": "en", "partner": here.shelter.id})
    sokha.post(url("change", paper), {"state": "sent", "body": "Another", "version": 1})
    assert sokha.get(sent["Location"], follow=False).status_code == 302


def test_her_own_copy_is_journalled_and_tells_nobody(cast, here, sokha):
    paper = make(cast, here)
    sent = sokha.post(url("print", paper), {"language": "vi", "partner": ""})
    assert sent["Location"] == url("for_her", paper, "vi")
    assert sokha.get(sent["Location"]).status_code == 200
    assert not Disclosure.objects.exists()


def test_a_passport_has_no_print_of_ours(cast, here, sokha):
    paper = make(cast, here, "identity_paper")
    assert sokha.get(url("print", paper)).status_code == 404
    assert url("print", paper) not in sokha.get(url("paper", paper)).text
