"""Too many at once: the latest are turned away soon, and nothing that was typed is lost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from fanal.cases.models import CaseEntry
from fanal.keys.models import Draft
from fanal.web import load
from tests import files
from tests.cast import PASSPHRASE
from tests.keys.drafts import filled_in

WORDS = "her words, at length: ນາງບອກວ່າ"


@pytest.fixture
def note(cast):
    return reverse("cases:write", args=[files.case(cast).id, "note"])


@pytest.fixture
def client(cast):
    return files.browser(cast, cast.sokha)


@pytest.fixture
def late(monkeypatch):
    """From now on each request has waited three seconds for a thread; `late(0)`: none."""

    def waited(seconds):
        monkeypatch.setattr(load, "waited", lambda: seconds)

    return waited


@pytest.mark.parametrize(
    ("language", "says"), [("en", "Wait a moment"), ("fr", "Attendez un instant")]
)
def test_a_page_that_waited_too_long_is_refused_soon_and_says_when_to_come_back(
    db, late, language, says
):
    late(3)
    answer = Client().get("/help/", HTTP_ACCEPT_LANGUAGE=language)
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert says in answer.text
    late(1)
    assert Client().get("/help/").status_code == 200


def test_a_form_is_not_done_and_its_text_is_kept_before_the_page_says_so(client, note, late):
    form = filled_in(client, note)
    late(3)
    answer = client.post(note, form | {"text": WORDS})
    assert answer.status_code == 302  # what carries a text is not answered with a page
    assert not CaseEntry.objects.exists()
    page = client.get(answer["Location"], HTTP_ACCEPT_LANGUAGE="en")
    assert (page.status_code, page["Retry-After"]) == (503, "5")
    assert "What you typed is kept" in page.text
    assert WORDS not in page.text
    late(0)
    back = page.text.split('class="button" href="')[1].split('"')[0].replace("&amp;", "&")
    assert WORDS in client.get(back).text


def test_what_was_kept_is_saved_afterwards_once(client, note, late):
    form = filled_in(client, note)
    late(3)
    client.post(note, form | {"text": WORDS})
    late(0)
    again = filled_in(client, note)
    assert again["text"] == WORDS
    assert client.post(note, again).status_code == 302
    assert CaseEntry.objects.count() == 1
    assert not Draft.objects.exists()


def test_what_cannot_be_kept_is_not_turned_away(client, cast, note, late):
    """No key of a form, a file, nobody to seal it to: it is done, late."""
    form = filled_in(client, note)
    late(3)
    bare = {name: value for name, value in form.items() if name != "draft"}
    client.post(note, bare | {"text": WORDS})
    assert CaseEntry.objects.count() == 1
    upload = {"file": SimpleUploadedFile("a.txt", b"x"), "text": WORDS}
    client.post(note, form | upload)
    assert not Draft.objects.exists()
    told = {"login": cast.sokha.email, "password": PASSPHRASE}
    assert Client().post("/sign-in/", told).status_code == 302


def test_what_is_too_large_for_a_draft_is_not_turned_away(client, note, late):
    form = filled_in(client, note)
    late(3)
    client.post(note, form | {"text": WORDS, "more": "x" * 1_000_001})
    assert CaseEntry.objects.count() == 1
    assert not Draft.objects.exists()


def test_the_page_tells_of_nobody_elses_draft(client, cast, note, late):
    form = filled_in(client, note)
    late(3)
    there = client.post(note, form | {"text": WORDS})["Location"]
    assert files.browser(cast, cast.noi).get(there).status_code == 404
    assert client.get("/keys/overload/?kept=nothing").status_code == 404


def test_it_leads_back_into_the_house_and_nowhere_else(client, note, late):
    form = filled_in(client, note)
    late(3)
    client.post(note, form | {"text": WORDS})
    draft = Draft.objects.get()
    page = client.get(f"/keys/overload/?kept={draft.pk}&next=https://evil.example/").text
    assert "evil" not in page.split("<main")[1].split("</main")[0]
