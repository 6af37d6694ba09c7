"""No POST is answered by a page: it waits, sealed, until the same browser fetches it by GET."""

import os
import time
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.emergencies import keep_out
from fanal.cases.actions.tasks import add_task, finish_task
from fanal.cases.models import Task
from fanal.commands.sweep import sweep
from fanal.web import sealed_pages
from fanal.web.post_redirect_get import PostRedirectGet
from fanal.web.sealed_pages import ROOM, Secrets
from tests import files
from tests.journal import entries
from tests.keys.drafts import Fields, filled_in

WORDS = "Elle dort chez sa tante, près du pont."


@pytest.fixture(autouse=True)
def pages(settings, tmp_path):
    settings.SEALED_PAGES = tmp_path / "pages"
    settings.SEALED_PAGES.mkdir(mode=0o700)
    return settings.SEALED_PAGES


@pytest.fixture
def browser(cast):
    return showing_each(cast, cast.sokha)


def showing_each(cast, user):
    """A browser that shows each answer as it comes."""
    client = Client()
    client.cookies = files.browser(cast, user).cookies
    return client


def refused(client, case):
    """A task without a day: it comes back."""
    page = reverse("cases:task", args=[case.id])
    return client.post(page, filled_in(client, page) | {"title": WORDS, "due": "x"})


def test_a_refused_form_is_sent_on_and_comes_back_with_its_text_and_its_status(browser, case):
    answer = refused(browser, case)
    assert (answer.status_code, answer.content) == (303, b"")
    for _ in range(2):  # reload, and back
        page = browser.get(answer["Location"])
        assert page.status_code == 422
        assert WORDS in page.text
        assert page["Cache-Control"] == "no-store"
        assert page["Content-Language"] == "en"


def test_what_waits_closes_with_the_case(browser, cast, case):
    """A conflict is written down while the page is open: a reload shows nothing of it any more."""
    there = refused(browser, case)["Location"]
    assert case.code_name in browser.get(there).text
    keep_out(case=case, user=cast.sokha, reason="her cousin", by=cast.noi)
    page = browser.get(there)
    assert (page.status_code, case.code_name in page.text) == (404, False)
    assert [entry.act for entry in entries()].count("case.refused") == 1


def saved_by_another(browser, cast, case):
    """Behind a button alone, whose address answers no GET: the task is another than it was."""
    task = add_task(case=case, by=cast.sokha, title=WORDS, due=timezone.localdate())
    page = reverse("cases:finish", args=[case.id, task.id])
    there = browser.post(page, {"version": task.version + 5, "title": "x"})["Location"]
    assert browser.get(there).status_code == 409
    return there


def test_what_waits_behind_a_button_closes_with_the_case_too(browser, cast, case):
    there = saved_by_another(browser, cast, case)
    assert browser.get(there).status_code == 409  # a reload
    keep_out(case=case, user=cast.sokha, reason="her cousin", by=cast.noi)
    page = browser.get(there)
    assert (page.status_code, case.code_name in page.text) == (404, False)
    assert [entry.act for entry in entries()].count("case.refused") == 1


def test_what_is_over_and_has_no_page_above_is_still_answered_once(browser, cast, case):
    """A task that is done has no page, though the case has: that says nothing of her access."""
    task = add_task(case=case, by=cast.sokha, title=WORDS, due=timezone.localdate())
    finish_task(task=task, by=cast.sokha, version=task.version)
    undo = reverse("cases:undo_task", args=[case.id, task.id])
    there = browser.post(undo, {"version": task.version + 5})["Location"]
    assert browser.get(there).status_code == 409


def test_being_asked_for_the_passphrase_again_opens_no_page_of_a_closed_case(cast, case, settings):
    browser = showing_each(cast, cast.noi)
    there = browser.post(reverse("cases:give", args=[case.id]), {})["Location"]
    assert browser.get(there).status_code == 422
    settings.ASK_AGAIN_AFTER_SECONDS = -1
    assert browser.get(there).status_code == 422
    keep_out(case=case, user=cast.noi, reason="her cousin", by=cast.noi)
    assert case.code_name not in browser.get(there, follow=True).text


def test_what_no_page_above_speaks_of_is_shown_once(browser, cast):
    """Nobody could say whether it is still hers."""
    there = browser.post(f"/organisation/stand-ins/{uuid4()}/agree/")["Location"]
    assert [browser.get(there).status_code for _ in range(2)] == [404, 405]


def test_what_waits_writes_nothing_down_when_it_is_fetched(browser, case):
    there = refused(browser, case)["Location"]
    before = len(entries())
    assert browser.get(there).status_code == 422
    assert len(entries()) == before


def test_what_came_back_can_be_mended_and_sent_from_there(browser, case):
    there = refused(browser, case)["Location"]
    form = Fields(browser.get(there).text, there).forms[there]
    mended = browser.post(there, form | {"due": f"{timezone.localdate():%Y-%m-%d}"})
    assert (mended.status_code, Task.objects.get().title) == (302, WORDS)


@pytest.mark.asvs("V3.7.2")
def test_the_address_keeps_what_it_asked_and_leads_to_no_other_site(browser):
    kept = browser.post("/keys/unlock/?next=/people/", {"passphrase": "wrong"})["Location"]
    assert kept.startswith("/keys/unlock/?next=%2Fpeople%2F&answer=")
    asked = RequestFactory().post("/x/", {})
    asked.path = "//evil.example/x/"
    page = PostRedirectGet(lambda _request: HttpResponse("no"))(asked)
    assert page["Location"].startswith("/%2Fevil.example/x/?answer=")


def test_nobody_else_opens_it_not_even_with_the_ticket(browser, case, cast):
    there = refused(browser, case)["Location"]
    assert WORDS not in files.browser(cast, cast.noi).get(there).text
    other = files.browser(cast, cast.sokha)  # herself, in another browser
    assert other.get(there).status_code == 200  # with her draft, as everywhere
    other.cookies[settings.PAGES_COOKIE] = browser.cookies[settings.PAGES_COOKIE].value
    assert other.get(there).status_code == 200


@pytest.mark.asvs("V14.2.2")
def test_what_lies_there_is_sealed_and_closed_to_others(browser, case, pages):
    refused(browser, case)
    (kept,) = pages.iterdir()
    assert WORDS.encode() not in kept.read_bytes()
    assert oct(kept.stat().st_mode)[-3:] == "600"


@pytest.mark.parametrize("closes", ["lock", "idle", "sign out"])
def test_once_she_is_locked_it_is_not_shown(browser, case, closes, monkeypatch):
    there = refused(browser, case)["Location"]
    if closes == "lock":
        browser.post(reverse("keys:lock"))
    elif closes == "sign out":
        browser.post(reverse("account_logout"))
    else:
        monkeypatch.setattr(settings, "IDLE_LOCK_SECONDS", -1)
    page = browser.get(there)
    assert page.status_code != 422
    assert WORDS not in page.text


def test_a_stolen_cookie_opens_nothing_once_the_session_is_locked_on_the_server(browser, case):
    there, held = refused(browser, case)["Location"], browser.cookies[settings.UNLOCK_COOKIE].value
    browser.post(reverse("keys:lock"))
    browser.cookies[settings.UNLOCK_COOKIE] = held
    assert WORDS not in browser.get(there).text


def test_after_ten_minutes_the_form_is_there_and_the_page_is_not(browser, case, pages):
    there = refused(browser, case)["Location"]
    _age(pages)
    assert browser.get(there).status_code == 200
    sweep(timezone.now())
    assert list(pages.iterdir()) == []


def test_a_clock_that_went_back_keeps_nothing_longer(browser, case, pages):
    there = refused(browser, case)["Location"]
    _age(pages, -3600)
    assert browser.get(there).status_code == 200


def test_who_is_not_signed_in_reads_it_once(client, db, pages):
    browser = Client()
    there = browser.post("/sign-in/", {"login": "no@body.example", "password": "wrong"})["Location"]
    first, second = browser.get(there), browser.get(there)
    assert (first.status_code, second.status_code) == (422, 200)
    assert "no@body.example" not in second.text
    assert list(pages.iterdir()) == []


def test_a_name_that_closes_by_itself_is_shown_once(browser, case):
    reveal = reverse("people:reveal", args=[case.people.get().id])
    there = browser.post(reveal)["Location"]
    first = browser.get(there)
    assert first.status_code == 200
    assert first["Refresh"].startswith("60;")
    assert browser.get(there).status_code == 405


def test_the_page_of_a_database_that_is_away_is_fetched_without_it(browser, case):
    browser.raise_request_exception = False

    def gone(*_asked):
        raise OperationalError

    with connection.execute_wrapper(gone):
        answer = browser.post(reverse("cases:write", args=[case.id, "note"]), {"text": WORDS})
        page = browser.get(answer["Location"])
    assert (answer.status_code, page.status_code) == (303, 503)
    assert WORDS in page.text


@pytest.mark.parametrize("script", [{"HX-Request": "true"}, {"Sec-Fetch-Dest": "empty"}])
def test_a_script_gets_its_answer_at_once(browser, case, script, pages):
    reveal = reverse("people:reveal", args=[case.people.get().id])
    assert browser.post(reveal, headers=script).status_code == 200
    assert list(pages.iterdir()) == []


@pytest.mark.parametrize("ticket", ["", "x", "../../journal.head", "x" * 5000, "\x00"])
def test_a_ticket_that_is_none_shows_the_page_itself(browser, ticket):
    assert browser.get(reverse("accounts:account"), {"answer": ticket}).status_code == 200


def test_where_nothing_can_be_kept_the_text_is_not_lost(browser, case, monkeypatch):
    monkeypatch.setattr(sealed_pages, "ROOM", dict.fromkeys(ROOM, 0))
    answer = refused(browser, case)
    assert answer.status_code == 422
    assert WORDS in answer.text


def test_a_flood_of_strangers_takes_nothing_away_from_whoever_is_at_work(pages, monkeypatch):
    monkeypatch.setattr(sealed_pages, "ROOM", {"unlocked": 4000, "locked": 4000})
    hers = Secrets("browser", "unlock")
    ticket = sealed_pages.keep(HttpResponse(WORDS), hers)
    for one in range(30):
        last = sealed_pages.keep(HttpResponse(f"{one}"), Secrets("stranger"))
    assert sealed_pages.fetch(ticket, hers).text == WORDS
    assert sealed_pages.fetch(last, Secrets("stranger")).text == "29"
    assert len(list(pages.iterdir())) < 30


def test_a_folder_that_was_cleared_is_made_again(pages):
    pages.rmdir()
    ticket = sealed_pages.keep(HttpResponse(WORDS), Secrets("browser"))
    assert sealed_pages.fetch(ticket, Secrets("browser")).text == WORDS
    assert oct(pages.stat().st_mode)[-3:] == "700"


def _age(pages, seconds=601):
    for one in pages.iterdir():
        os.utime(one, (time.time() - seconds,) * 2)
