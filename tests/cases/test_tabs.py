"""The row of the case stands on each of its pages, and says where one is."""

import re

import pytest
from django.urls import reverse

from fanal.cases.actions.documents import add_document
from fanal.core.casework.prints import PrintKind
from tests import files


@pytest.fixture
def letter(cast, case):
    return add_document(
        case=case, name="a.txt", parts=[b"text"], about="Her letter", **cast.acting(cast.sokha)
    )


def current_tab(page):
    row = page[page.index('class="tabs"') :]
    return re.search(r'aria-current="page"[^>]*>\s*([^<]+?)\s*<', row)[1]


def test_the_timeline_is_a_tab_beside_notes_and_the_call(sokha, case):
    page = sokha.get(reverse("cases:timeline", args=[case.id])).text
    assert current_tab(page) == "Timeline"
    assert reverse("cases:section", args=[case.id, "notes"]) in page


def test_a_document_is_read_within_the_documents_of_its_case(cast, sokha, case, letter):
    files.in_danger(cast, case)
    page = sokha.get(reverse("cases:document_page", args=[case.id, letter.id])).text
    assert current_tab(page) == "Documents"
    assert "In danger" in page


@pytest.mark.parametrize(
    ("what", "tab"),
    [("summary", "Now"), ("plan", "Plan and goals"), ("safety", "Safety"),
     ("chronology", "Timeline")],
)  # fmt: skip
def test_a_paper_is_asked_for_within_the_part_that_it_is_printed_from(sokha, case, what, tab):
    assert current_tab(sokha.get(reverse("cases:print", args=[case.id, what])).text) == tab


def test_the_case_leads_to_each_of_its_papers(sokha, case):
    page = sokha.get(reverse("cases:case", args=[case.id])).text
    for kind in PrintKind:
        assert f'href="{reverse("cases:print", args=[case.id, kind])}"' in page


TABS_OF_A_CASE = [
    "cases:case", "cases:state", "cases:timeline", "cases:plan", "cases:contact", "cases:people",
    "cases:consent", "cases:documents", "cases:notes", "sharing:case", "identification:case",
    "identification:matrix", "journeys:case",
]  # fmt: skip


@pytest.mark.parametrize("name", TABS_OF_A_CASE)
def test_each_tab_says_that_she_is_in_danger(cast, case, name):
    """Also to a lead, who is told whom to call."""
    her = case.people.get()
    files.in_danger(cast, case, her)
    page = name.partition(":")[2]
    of_person = [her.id] if page in ("state", "matrix") else []
    address = (
        reverse(name, args=[case.id, *of_person])
        if page in ("case", "state", "timeline", "matrix")
        else reverse("cases:section", args=[case.id, page])
    )
    for who in (cast.sokha, cast.noi):
        page_of = files.browser(cast, who).get(address, follow=True).text
        main = page_of.partition("<main")[2].partition("</main>")[0]
        assert "In danger" in main


def test_a_lawyer_finds_what_each_received_from_the_case_and_nothing_closed_behind_it(cast, case):
    files.let_in_lawyer(cast, case)
    mai = files.browser(cast, cast.mai)
    address = reverse("sharing:case", args=[case.id])
    page = mai.get(reverse("cases:case", args=[case.id])).text
    assert f'href="{address}"' in page
    main = mai.get(address).text.partition("<main")[2]
    links = set(re.findall(r'href="(/[^"#?]+)"', main))
    assert [link for link in sorted(links) if mai.get(link, follow=True).status_code != 200] == []
