"""Sessions that end in the middle of a form, screens that hide or lock, names shown on demand."""

import time
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from fanal.accounts.sessions import SIGNED_IN_AT, hashed
from fanal.cases.models import CaseEntry
from fanal.keys.models import Draft, Unlock
from tests import files
from tests.cast import PASSPHRASE
from tests.journal import entries
from tests.shares import some

WORDS = "She said: not the police. ນາງບອກວ່າ"


def scripts(rule):
    """With a script and without: in the short form one of the two, which the rule decides."""
    return pytest.mark.parametrize("javascript", some([True, False], rule, 1))


def press(page, words):
    with page.expect_navigation():
        page.get_by_role("button", name=words, exact=True).click()


def writing(visit, cast, **options):
    """Somebody who writes a note in a case, in a browser; and the session that she has."""
    made, client = files.case(cast), cast.client(cast.sokha)
    page = visit(reverse("cases:write", args=[made.id, "note"]), client=client, **options)
    page.locator("main [name=text]").fill(WORDS)
    return page, client.session


def idle(kept):
    """Her session, untouched for eleven minutes."""
    of_hers = Unlock.objects.filter(session_id=hashed(kept.session_key))
    assert of_hers.update(used_at=timezone.now() - timedelta(minutes=11)) == 1


def aged(kept, name, seconds):
    kept[name] = int(time.time()) - seconds
    kept.save()


def sealed_once():
    draft = Draft.objects.get()
    assert WORDS.encode() not in bytes(draft.wrapped)
    return draft


def saved_at_last(page):
    """The form is there with the text in its field, and nothing was saved yet."""
    assert page.locator("main [name=text]").input_value() == WORDS
    assert not CaseEntry.objects.exists()
    press(page, "Save note")
    assert WORDS in page.locator("main").inner_text()
    assert CaseEntry.objects.count() == 1
    assert not Draft.objects.exists()


@scripts("idle")
def test_a_note_sent_after_ten_idle_minutes_survives_sealed(visit, cast, javascript):
    page, kept = writing(visit, cast, java_script_enabled=javascript)
    idle(kept)
    press(page, "Save note")
    page.wait_for_url("**/keys/unlock/**")
    assert "What you had typed is kept" in page.locator("main").inner_text()
    assert not CaseEntry.objects.exists()
    sealed_once()
    page.get_by_label("Pass-phrase").fill(PASSPHRASE)
    press(page, "Unlock and go on writing")
    saved_at_last(page)


def test_a_note_sent_after_ten_hours_survives_the_sign_in(visit, cast, settings):
    settings.DEMO = True  # no second step: that has tests of its own
    page, kept = writing(visit, cast)
    aged(kept, SIGNED_IN_AT, 11 * 3600)
    press(page, "Save note")
    page.wait_for_url("**/sign-in/**")
    sealed_once()
    page.get_by_label("E-mail address").fill(cast.sokha.email)
    page.get_by_label("Pass-phrase").fill(PASSPHRASE)
    press(page, "Sign in")
    saved_at_last(page)


@scripts("gone")
def test_a_note_sent_when_the_session_is_gone_survives_the_sign_in(
    visit, cast, javascript, settings
):
    settings.DEMO = True  # no second step: that has tests of its own
    page, _ = writing(visit, cast, java_script_enabled=javascript, allowed=(403,))
    Session.objects.all().delete()
    press(page, "Save note")
    page.get_by_text("You are signed out.").wait_for()
    assert WORDS not in page.content()
    sealed_once()
    page.get_by_role("link", name="Sign in and go on writing").click()
    page.get_by_label("E-mail address").fill(cast.sokha.email)
    page.get_by_label("Pass-phrase").fill(PASSPHRASE)
    press(page, "Sign in")
    saved_at_last(page)


@scripts("hide")
def test_hide_leaves_a_page_that_says_nothing_and_no_session(visit, cast, javascript):
    person = files.person(cast)
    client = cast.client(cast.sokha)
    kept = row_of(client)
    address = reverse("people:person", args=[person.id])
    page = visit(address, client=client, java_script_enabled=javascript)
    press(page, "Hide")
    gone(page, kept)
    assert person.code_name not in page.content()
    page.goto(page.url.replace("/calendar/", address))
    assert "/sign-in/" in page.url


OFFLINE = ("net::ERR_INTERNET_DISCONNECTED",)
NOBODY = ("net::ERR_FAILED", "404", "502", "503", "net::ERR_ABORTED")


def row_of(client):
    """The row of her session, which is there."""
    rows = Session.objects.filter(session_key=hashed(client.session.session_key))
    assert rows.exists()
    return rows


class Network:
    """Between the page and one address: `does` something with what is sent there, `seen` so far."""

    def __init__(self, page, address, does):
        self.seen, self.does = 0, does
        page.route(f"**{address}", self.meets)

    def meets(self, route):
        if route.request.method != "POST":
            return route.continue_()
        self.seen += 1
        return self.does(route, self.seen)


def hangs(_route, _number):
    """Nothing comes back."""


def nobody_behind(route, _number):
    """A proxy answers for a server that is gone."""
    route.fulfill(status=502, body="Bad gateway")


def out_of_order(route, _number):
    route.fulfill(status=503, body="Not now")


def lost(route, _number):
    route.abort()


def hides(visit, cast, **options):
    """Somebody who has a file open, and the row of her session."""
    address = reverse("people:person", args=[files.person(cast).id])
    client = cast.client(cast.sokha)
    page = visit(address, client=client, **options)
    return page, row_of(client)


def is_empty(page):
    """It shows nothing, and holds nothing of the page that was left."""
    hidden = page.evaluate("document.documentElement.classList.contains('hidden-now')")
    return hidden and page.evaluate("document.body.childNodes.length") == 0


def gone(page, kept):
    """Left for the calendar, and the session has ended."""
    page.get_by_role("table").wait_for()
    assert page.url.endswith(reverse("web:calendar"))
    assert settings.SESSION_COOKIE_NAME not in {cookie["name"] for cookie in page.context.cookies()}
    assert not kept.exists()


def test_hidden_without_a_network_the_page_stays_empty_until_the_session_has_ended(visit, cast):
    page, kept = hides(visit, cast, allowed=OFFLINE)
    page.context.set_offline(True)
    page.get_by_role("button", name="Hide").click()
    page.wait_for_url("**/calendar/")
    assert is_empty(page)
    assert kept.exists()
    page.context.set_offline(False)
    gone(page, kept)


@pytest.mark.parametrize("does", [hangs, nobody_behind, out_of_order, lost])
def test_hidden_the_page_stays_empty_until_the_server_itself_has_answered(visit, cast, does):
    page, kept = hides(visit, cast, allowed=NOBODY)
    network = Network(page, reverse("web:hide"), does)
    page.get_by_role("button", name="Hide").click()
    page.wait_for_timeout(1000)
    assert is_empty(page)
    assert page.url.endswith(reverse("web:calendar"))
    assert network.seen
    assert kept.exists()
    network.does = lambda route, _number: route.continue_()
    gone(page, kept)


def test_hidden_while_a_name_is_shown_the_page_holds_none_and_stays_as_long_as_it_takes(
    visit, cast
):
    person = files.person(cast, names=["ບົວຄຳ ວົງສາ"])
    address = reverse("people:person", args=[person.id])
    client = cast.client(cast.sokha)
    page, kept = visit(address, client=client, allowed=NOBODY), row_of(client)
    page.clock.install()
    page.reload()
    page.get_by_role("button", name="Show the name").click()
    page.get_by_text("ບົວຄຳ ວົງສາ").first.wait_for()
    network = Network(page, reverse("web:hide"), out_of_order)
    page.get_by_role("button", name="Hide").click()
    page.clock.run_for(900_000)  # the name closes, the page is veiled and locks: none of it here
    assert is_empty(page)
    assert page.url.endswith(reverse("web:calendar"))
    content = page.content()
    assert "ບົວຄຳ" not in content
    assert person.code_name not in content
    network.does = lambda route, _number: route.continue_()
    page.clock.run_for(5_000)
    gone(page, kept)


def test_hidden_in_the_middle_of_a_note_the_page_holds_no_word_of_it(visit, cast):
    page, _kept = writing(visit, cast, allowed=NOBODY)
    Network(page, reverse("web:hide"), out_of_order)
    page.get_by_role("button", name="Hide").click()
    page.wait_for_timeout(4000)  # a draft is kept three seconds after the last key
    assert is_empty(page)
    assert WORDS not in page.content()


WITHOUT_TIMEOUT = "delete AbortSignal.timeout"  # as in the browsers of before 2022


def test_a_browser_that_gives_no_signal_after_a_time_hides_and_ends_the_session(visit, cast):
    page, kept = hides(visit, cast)
    page.evaluate(WITHOUT_TIMEOUT)
    page.get_by_role("button", name="Hide").click()
    gone(page, kept)


def test_a_browser_that_gives_no_signal_after_a_time_locks(visit, cast):
    page, _ = hides(visit, cast)
    page.evaluate(WITHOUT_TIMEOUT)
    page.locator("[data-lock]").first.evaluate("form => form.requestSubmit()")
    page.wait_for_url("**/keys/unlock/**")
    assert not Unlock.objects.exists()


def test_locked_after_a_sign_in_in_another_tab_the_session_of_now_is_locked(visit, cast):
    page, _ = hides(visit, cast, allowed=("403",))
    token = "form => form.elements.csrfmiddlewaretoken.value = 'a'.repeat(64)"
    page.locator("[data-lock]").first.evaluate(token)
    page.locator("[data-lock]").first.evaluate("form => form.requestSubmit()")
    page.wait_for_url("**/keys/unlock/**")
    assert not Unlock.objects.exists()


def not_found(route, _number):
    """Something between answers in the place of the server."""
    route.fulfill(status=404, body="Not here")


def test_locked_without_a_network_the_page_stays_covered_until_the_server_locks(visit, cast):
    address = reverse("people:person", args=[files.person(cast).id])
    page = visit(address, client=cast.client(cast.sokha), allowed=OFFLINE)
    page.context.set_offline(True)
    page.locator("[data-lock]").first.evaluate("form => form.requestSubmit()")
    expect(page.get_by_role("dialog")).to_contain_text("There is no network")
    assert page.get_by_role("button", name="Show the page").count() == 0
    page.context.set_offline(False)
    page.wait_for_url("**/keys/unlock/**")


@pytest.mark.parametrize("does", [hangs, nobody_behind, out_of_order, not_found, lost])
def test_locked_the_page_stays_covered_until_the_server_itself_has_locked(visit, cast, does):
    page, _ = hides(visit, cast, allowed=NOBODY)
    network = Network(page, reverse("keys:lock"), does)
    page.locator("[data-lock]").first.evaluate("form => form.requestSubmit()")
    expect(page.get_by_role("dialog")).to_contain_text("There is no network")
    assert page.get_by_role("button", name="Show the page").count() == 0
    assert Unlock.objects.exists()
    network.does = lambda route, _number: route.continue_()
    page.wait_for_url("**/keys/unlock/**")
    assert not Unlock.objects.exists()


def test_with_the_network_lost_behind_a_lock_the_session_is_locked(visit, cast):
    page, _ = hides(visit, cast, allowed=NOBODY)

    def once(route, number):
        return route.continue_() if number == 1 else route.abort()

    network = Network(page, reverse("keys:lock"), once)
    page.locator("[data-lock]").first.evaluate("form => form.requestSubmit()")
    for _second in range(60):
        if network.seen > 1:
            break
        page.wait_for_timeout(1000)
    assert network.seen == 2
    assert not Unlock.objects.exists()


def test_a_lock_is_heard_however_slow_the_answers(visit, cast):
    page, _ = hides(visit, cast)

    def slow(route, _number=0):
        time.sleep(5)
        route.continue_()

    page.route("**/calendar/", slow)
    Network(page, reverse("keys:lock"), slow)
    page.locator("[data-lock]").first.evaluate("form => form.requestSubmit()")
    page.wait_for_url("**/keys/unlock/**")
    assert not Unlock.objects.exists()


def test_after_ten_untouched_minutes_the_page_locks_itself(visit, cast):
    person = files.person(cast, names=["ບົວຄຳ ວົງສາ"])
    address = reverse("people:person", args=[person.id])
    page = visit(address, client=cast.client(cast.sokha))
    page.clock.install()
    page.reload()
    page.get_by_role("button", name="Show the name").click()
    page.get_by_text("ບົວຄຳ ວົງສາ").first.wait_for()
    page.clock.run_for(70_000)
    assert page.get_by_role("dialog").is_visible()
    page.clock.run_for(600_000)
    page.wait_for_url("**/keys/unlock/**")
    page.go_back()
    page.wait_for_url("**/keys/unlock/**")  # a locked session has no other page
    assert "ບົວຄຳ" not in page.content()
    assert page.get_by_label("Pass-phrase").is_visible()


@scripts("lock")
def test_lock_now_closes_and_the_passphrase_leads_back(visit, cast, javascript):
    address = reverse("keys:code")
    page = visit(
        address, client=cast.client(cast.sokha), java_script_enabled=javascript, allowed=(422,)
    )
    page.locator(".account > summary").click()
    press(page, "Lock now")
    assert "/keys/unlock/" in page.url
    page.goto(page.url.partition("/keys/")[0] + address)
    assert "/keys/unlock/" in page.url
    page.get_by_label("Pass-phrase").fill("not this one at all")
    page.get_by_role("button", name="Unlock").click()
    page.get_by_text("This is not the right one.").first.wait_for()
    page.get_by_label("Pass-phrase").fill(PASSPHRASE)
    press(page, "Unlock")
    assert page.url.endswith(address)


@scripts("name")
def test_a_name_is_shown_on_demand_written_down_and_closes_again(visit, cast, javascript):
    person = files.person(cast, names=["ບົວຄຳ ວົງສາ"])
    address = reverse("people:person", args=[person.id])
    page = visit(address, client=cast.client(cast.sokha), java_script_enabled=javascript)
    assert "ບົວຄຳ" not in page.content()
    assert person.code_name in page.locator("h1").inner_text()
    page.get_by_role("button", name="Show the name").click()
    page.get_by_text("ບົວຄຳ ວົງສາ").first.wait_for()
    assert len(entries("person.name_shown", about=person.id)) == 1
    assert "ບົວຄຳ" not in page.title()
