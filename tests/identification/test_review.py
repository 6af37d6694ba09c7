"""What the law says leaves the house on paper through the one gate only."""

import re
from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from fanal.core.law.review import FACTS
from fanal.core.law.vocabulary import vocabulary
from fanal.identification.access import concern_for
from fanal.identification.actions.recording import add_finding, save_circumstances
from fanal.identification.actions.statements import add_statement
from fanal.sharing.models import Disclosure
from tests import files
from tests.journal import entries
from tests.sharing.scene import scene

CODES = ("recruited", "deception", "prostitution_of_others")
MANY = (
    *("recruited", "transported", "sold", "harboured", "deception", "debt_bondage"),
    *("documents_withheld", "confined", "family_threatened", "abuse_of_vulnerability"),
    *("earnings_taken", "prostitution_of_others", "forced_labour", "profit_from_sale"),
)
REASON = "The passport says that she is of age, and she said at the border that she was a tourist."


def told(cast, codes=CODES, recruited="LA", refused_in="TH", reason="no reason was given", **trust):
    """Sokha's case: all elements on record, and the police refused."""
    here = scene(cast, **trust)
    concern = concern_for(cast.sokha, here.case.id, here.person.id, cast.ring(cast.sokha))
    who = {"concern": concern, **cast.acting(cast.sokha)}
    places = {"recruited": [recruited], "moved_through": [], "exploited": ["TH"]}
    days = (date(2025, 1, 1), date(2025, 2, 1))
    save_circumstances(sex="female", age=(16, 16), when=days, places=places, version=0, **who)
    add_statement(answers=dict.fromkeys(codes, "yes"), source="partner", said_by="embassy", **who)
    here.finding = add_finding(
        status="NotAVictimOfTrafficking",
        step="refused",
        body="police",
        found_on=date(2025, 3, 1),
        country=refused_in,
        reason=reason,
        **who,
    )
    ids = {"case_id": here.case.id, "person_id": here.person.id, "finding_id": here.finding.id}
    here.url = reverse("identification:review", kwargs=ids)
    return here


def test_without_her_consent_nothing_is_printed_and_the_refusal_is_journalled(cast):
    here = told(cast, consent=False)
    answer = files.browser(cast, cast.sokha).post(here.url, {"partner": str(here.shelter.id)})
    assert answer.status_code == 422
    assert not Disclosure.objects.exists()
    assert entries("sharing.refused")


def test_a_partner_nobody_trusts_gets_nothing(cast):
    here = told(cast)
    answer = files.browser(cast, cast.sokha).post(here.url, {"partner": str(here.station.id)})
    assert answer.status_code == 422
    assert not Disclosure.objects.exists()


def test_what_the_gate_lets_out_is_written_down_and_printed_with_a_receipt(cast):
    here = told(cast)
    sokha = files.browser(cast, cast.sokha)
    once = {"partner": str(here.shelter.id), "once": uuid4().hex}
    answer = sokha.post(here.url, once)
    assert answer.status_code == 302
    assert sokha.post(here.url, once)["Location"] == answer["Location"]
    row = Disclosure.objects.get()
    assert row.channel == "print"
    page = sokha.get(answer["Location"]).content.decode()
    for words in (row.receipt, "s.6(2)", "s.41", "recruited", "no reason was given"):
        assert words in page


@pytest.mark.parametrize(
    ("country", "languages", "plain"),
    [
        ("TH", ["en"], True),
        ("VN", ["vi", "en"], False),
        ("FR", ["fr", "en"], False),
        ("SG", ["en"], False),
    ],
)
def test_the_request_is_in_the_authority_s_language_or_says_that_it_is_not(
    cast, country, languages, plain
):
    here = told(cast, refused_in=country)
    page = files.browser(cast, cast.sokha).get(here.url).content.decode()
    page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)  # any two letters, by chance
    assert re.findall(r'<article class="section" lang="(\w+)"', page) == languages
    assert ("in English only" in page) is plain
    assert country not in page.split("Request for review")[-1]


def test_beyond_what_a_sheet_holds_the_weightiest_facts_stand_and_the_others_are_counted(cast):
    codes = [code for code in vocabulary() if code not in ("consented", "by_staff_of_aid")]
    here = told(cast, codes=codes)
    page = files.browser(cast, cast.sokha).get(here.url).content.decode()
    sheet = page.split("<article")[1]
    assert sheet.count('<th scope="row">') == FACTS
    assert re.search(r"and \d+ further facts in the file", sheet)
    for code in ("recruited", "force", "prostitution_of_others"):
        assert vocabulary()[code].label["en"] in sheet


def test_a_sheet_that_no_longer_says_the_same_asks_the_gate_again(cast):
    here = told(cast)
    sokha = files.browser(cast, cast.sokha)
    printed = sokha.post(here.url, {"partner": str(here.shelter.id)})["Location"]
    concern = concern_for(cast.sokha, here.case.id, here.person.id, cast.ring(cast.sokha))
    add_statement(
        concern=concern, answers={"confined": "yes"}, source="court", **cast.acting(cast.sokha)
    )
    assert sokha.get(printed)["Location"] == here.url


@pytest.mark.parametrize("stranger", ["linh", "vera"])
def test_a_stranger_finds_neither_request_nor_sheet(cast, stranger):
    here = told(cast)
    printed = files.browser(cast, cast.sokha).post(here.url, {"partner": str(here.shelter.id)})[
        "Location"
    ]
    other = files.browser(cast, getattr(cast, stranger))
    assert other.get(here.url).status_code == other.get(printed).status_code == 404


def print_addresses(here):
    ids = {"case_id": here.case.id, "person_id": here.person.id}
    return [
        reverse("identification:print_matrix", kwargs=ids),
        reverse("identification:print_text", kwargs=ids | {"text": "th-2551"}),
    ]


@pytest.mark.parametrize("which", [0, 1])
def test_matrix_and_explanation_are_printed_only_for_whom_the_gate_lets(cast, which):
    here = told(cast)
    address, sokha = print_addresses(here)[which], files.browser(cast, cast.sokha)
    assert sokha.post(address, {"partner": str(here.station.id)}).status_code == 422
    assert entries("sharing.refused")
    assert not Disclosure.objects.exists()
    answer = sokha.post(address, {"partner": str(here.shelter.id)})
    row = Disclosure.objects.get()
    page = sokha.get(answer["Location"]).content.decode()
    assert row.channel == "print"
    assert row.receipt in page
    assert "Thailand, Anti-Trafficking Act" in page
    assert "embassy" not in page.split("<main")[1]


@pytest.mark.parametrize("stranger", ["linh", "vera", "mai"])
def test_a_stranger_prints_neither_matrix_nor_explanation(cast, stranger):
    here = told(cast)
    other = files.browser(cast, getattr(cast, stranger))
    for address in print_addresses(here):
        assert other.get(address).status_code == 404
        assert other.post(address, {"partner": str(here.shelter.id)}).status_code == 404
    assert not Disclosure.objects.exists()


def test_a_matrix_that_changed_since_asks_the_gate_again(cast):
    here = told(cast)
    sokha = files.browser(cast, cast.sokha)
    address = print_addresses(here)[0]
    printed = sokha.post(address, {"partner": str(here.shelter.id)})["Location"]
    add_statement(
        concern=concern_for(cast.sokha, here.case.id, here.person.id, cast.ring(cast.sokha)),
        answers={"force": "no", "recruited": "no"},
        source="court",
        **cast.acting(cast.sokha),
    )
    assert sokha.get(printed)["Location"] == address
