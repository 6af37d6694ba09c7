"""Refusals, failures, files and fragments: each carries all headers and speaks the user's language."""

from unittest.mock import patch

import pytest
from django.db import OperationalError, connection
from django.urls import reverse

from fanal.cases.actions.documents import add_document
from fanal.core.errors import TooBusy
from tests import files
from tests.security.headers import lacking

TEXT = "Elle veut rentrer chez sa mère."
DRAFT = (
    "b1946ac9-2492-4d23-8f3e-6a1c0e7d5f42"  # a form that carries a draft, as every form of a case
)


class House:
    """One case, and the browser of its case worker, in French."""

    def __init__(self, cast):
        self.cast, self.case = cast, files.case(cast)
        self.person = self.case.people.get()
        self.note = reverse("cases:write", args=[self.case.id, "note"])
        self.browser = self.new()

    def new(self, **options):
        client = self.cast.client(self.cast.sokha, headers={"accept-language": "fr"}, **options)
        client.raise_request_exception = False
        return client


@pytest.fixture
def house(cast):
    return House(cast)


def no_token(house):
    return house.new(enforce_csrf_checks=True).post(
        house.note, {"text": TEXT, "once": "k" * 32, "draft": DRAFT}
    )


def from_another_site(house):
    return house.browser.post(
        house.note, {"text": TEXT, "draft": DRAFT}, headers={"Sec-Fetch-Site": "cross-site"}
    )


def signed_out(house):
    house.browser.logout()
    return house.browser.post(house.note, {"text": TEXT, "draft": DRAFT})


def nothing_there(house):
    return house.browser.get("/no/such/page/")


def no_file_of_the_look(house):
    return house.browser.get("/static/no-such.css")


def only_a_button(house):
    return house.browser.get(reverse("people:reveal", args=[house.person.id]))


def a_book(house):
    return house.browser.post(house.note, {"text": "x" * 3_000_000})


def no_form_at_all(house):
    kind = "multipart/form-data; boundary="
    return house.browser.post(house.note, b"\r\n--", content_type=kind)


def a_mistake_of_ours(house):
    with patch("fanal.cases.views.sections.access.case_for", side_effect=ValueError(TEXT)):
        return house.browser.get(house.note)


def no_database(house):
    def gone(*_asked):
        raise OperationalError

    with connection.execute_wrapper(gone):
        return house.browser.post(house.note, {"text": TEXT})


def too_busy(house):
    with patch("fanal.cases.views.sections.access.case_for", side_effect=TooBusy):
        return house.browser.get(house.note)


def wrong_answers(house):
    return house.browser.post(house.note, {"text": ""})


# Situation: status, what the page says, whether what was typed is on it.
SITUATIONS = {
    no_token: (403, "Non enregistré", True),
    from_another_site: (403, "Non enregistré", True),
    signed_out: (403, "Non enregistré", True),
    nothing_there: (404, "Page introuvable", False),
    no_file_of_the_look: (404, "Page introuvable", False),
    only_a_button: (405, "seulement un bouton", False),
    a_book: (413, "C’est trop pour un seul formulaire", False),
    no_form_at_all: (400, "n’a pas pu être lue", False),
    a_mistake_of_ours: (500, "Une erreur s’est produite", False),
    no_database: (503, "Indisponible", True),
    too_busy: (503, "Indisponible", False),
    wrong_answers: (422, "obligatoire", False),
}


@pytest.mark.asvs("V3.4.3", "V3.4.4", "V3.4.5", "V3.4.6")
@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda one: one.__name__)
def test_a_refusal_says_all_headers_in_french_and_keeps_what_was_typed(house, situation):
    status, said, typed = SITUATIONS[situation]
    answer = situation(house)
    assert (answer.status_code, lacking(answer)) == (status, [])
    assert said in answer.text
    assert (TEXT in answer.text) is typed
    assert '<html lang="fr"' in answer.text
    assert "k" * 32 not in answer.text


@pytest.mark.asvs("V3.2.1", "V3.4.4", "V5.4.1")
def test_a_file_to_keep_says_all_headers(house):
    document = add_document(
        case=house.case,
        name="lettre.txt",
        parts=[b"bonjour"],
        by=house.cast.sokha,
        ring=house.cast.ring(house.cast.sokha),
    )
    answer = house.browser.post(reverse("cases:take_out", args=[house.case.id, document.id]))
    assert answer.status_code == 200
    assert lacking(answer) == []


def test_a_fragment_that_has_to_unlock_first_takes_its_page_along(house):
    client = house.cast.client(house.cast.sokha, unlocked=False)
    address = reverse("people:reveal", args=[house.person.id])
    answer = client.post(address, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert answer["HX-Redirect"].startswith("/keys/unlock/")
    assert "Location" not in answer.headers
    assert answer.content == b""
    assert lacking(answer) == []


def test_a_fragment_for_htmx_says_all_headers(house):
    address = reverse("people:reveal", args=[house.person.id])
    answer = house.browser.post(address, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert lacking(answer) == []
