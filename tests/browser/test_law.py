"""The pages of the law in a browser: what fits a sheet, and what a phone shows at once."""

import re
from datetime import date

import pytest
from django.urls import reverse

from fanal.cases.actions.operations import open_operation
from fanal.core.law.interview import RULES
from fanal.core.law.vocabulary import vocabulary
from fanal.identification.access import concern_for
from fanal.identification.actions.sittings import begin_interview
from fanal.identification.actions.statements import add_statement
from tests import files
from tests.browser.chromium import LAPTOP, PHONE, accessibility_faults, sideways
from tests.identification.test_review import MANY, REASON, print_addresses, told

A4 = {"format": "A4", "prefer_css_page_size": True}


def sheets(page):
    """How many sheets the browser prints."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(**A4)))


def let_out(cast, here, address):
    client = cast.client(cast.sokha)
    return client, client.post(address, {"partner": str(here.shelter.id)})["Location"]


def also_said(cast, here, codes):
    """A second source, so that each fact names two."""
    concern = concern_for(cast.sokha, here.case.id, here.person.id, cast.ring(cast.sokha))
    answers = dict.fromkeys(codes, "yes")
    add_statement(
        concern=concern,
        answers=answers,
        source="court",
        said_on=date(2025, 3, 1),
        **cast.acting(cast.sokha),
    )


@pytest.mark.parametrize(
    ("refused_in", "languages"),
    [
        ("VN", ["vi", "en"]),
        pytest.param("TH", ["en"], marks=pytest.mark.long),
        pytest.param("FR", ["fr", "en"], marks=pytest.mark.long),
    ],
)
def test_a_request_for_review_fits_one_sheet_a_language(visit, cast, refused_in, languages):
    """Fourteen facts, three texts side by side, and the clauses on non-punishment."""
    here = told(cast, codes=MANY, recruited="VN", refused_in=refused_in, reason=REASON)
    also_said(cast, here, MANY)
    client, printed = let_out(cast, here, here.url)
    page = visit(printed, client=client)
    found = page.locator("article.sheet")
    assert [one.get_attribute("lang") for one in found.all()] == languages
    assert found.first.locator('th[scope="row"]').count() >= 14
    assert sheets(page) == len(languages)


def test_the_fullest_request_still_fits_one_sheet(visit, cast):
    codes = [code for code in vocabulary() if code != "consented"]
    here = told(cast, codes=codes, recruited="VN", refused_in="VN", reason=REASON * 9)
    also_said(cast, here, codes)
    client, printed = let_out(cast, here, here.url)
    assert sheets(visit(printed, client=client)) == 2


def test_a_matrix_fits_one_sheet_and_an_explanation_two(visit, cast):
    here = told(cast)
    for address, most in zip(print_addresses(here), (1, 2), strict=True):
        client, printed = let_out(cast, here, address)
        assert sheets(visit(printed, client=client)) <= most


@pytest.mark.long  # test_every_page.py opens one page in eight, security/test_matrix.py draws all
@pytest.mark.parametrize("width", [PHONE, LAPTOP])
def test_everybody_can_read_a_paper_before_it_goes(visit, cast, width):
    here = told(cast)
    for address in (here.url, *print_addresses(here)):
        page = visit(address, client=cast.client(cast.sokha), width=width)
        assert accessibility_faults(page) == []
        assert sideways(page) <= 0


@pytest.mark.long  # identification/test_operations.py holds it
@pytest.mark.parametrize("width", [PHONE, LAPTOP])
def test_everybody_can_write_down_an_operation(visit, cast, width):
    raid = open_operation(team=cast.bangkok, code_name="H", day=date(2025, 1, 1), by=cast.noi)
    addresses = [reverse("identification:operation_new")]
    for name in ("operation", "operation_change", "operation_person"):
        addresses.append(reverse(f"identification:{name}", args=[raid.id]))
    for address in addresses:
        page = visit(address, client=cast.client(cast.sokha), width=width)
        assert accessibility_faults(page) == []
        assert sideways(page) <= 0


@pytest.fixture
def questions(cast):
    here = told(cast)
    concern = concern_for(cast.sokha, here.case.id, here.person.id, cast.ring(cast.sokha))
    files.agrees_to_interview(cast, here.case, here.person)
    interview = begin_interview(
        concern=concern,
        rules=list(RULES),
        language="vi",
        interpreter="",
        unread=True,
        **cast.acting(cast.sokha),
        on=date(2025, 3, 2),
    )
    ids = {"case_id": here.case.id, "person_id": here.person.id, "interview_id": interview.id}
    return reverse("identification:page", kwargs=ids | {"number": 1})


HEIGHT = "e => e.getBoundingClientRect()"


@pytest.mark.parametrize("height", [640, pytest.param(900, marks=pytest.mark.long)])
def test_on_a_phone_the_bar_covers_no_answer_of_the_list(visit, cast, questions, height):
    page = visit(questions, client=cast.client(cast.sokha), width=PHONE)
    page.set_viewport_size({"width": PHONE, "height": height})
    assert accessibility_faults(page) == []
    assert sideways(page) <= 0
    asked = page.locator(".questions__one")
    for n in range(asked.count()):
        asked.nth(n).evaluate("e => e.scrollIntoView({block: 'start', behavior: 'instant'})")
        bar = page.locator(".questions__bar").evaluate(HEIGHT)
        last = asked.nth(n).locator("label").nth(1).evaluate(HEIGHT)
        assert last["bottom"] <= bar["top"], f"question {n}: an answer lies under the bar"
