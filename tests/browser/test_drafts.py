"""What was being written survives the idle lock, the menu, a lost network and the session's end."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from fanal.cases.models import CaseEntry
from fanal.intake.models import Signal
from fanal.keys.actions import sweeping
from fanal.keys.models import Draft, Unlock
from tests import files
from tests.browser.chromium import accessibility_faults, sideways
from tests.cast import PASSPHRASE
from tests.shares import some

NOTE = "She said: not the police. ນາງບອກວ່າ"
CALL = "The mother called from Kolok, again at six."
SMALL = 360
KEPT = "[data-draft-kept]"


def note_page(cast):
    return reverse("cases:write", args=[files.case(cast).id, "note"])


def writing(visit, cast, **options):
    """A half-written note; its page, and where it stands."""
    address = note_page(cast)
    page = visit(address, client=cast.client(cast.sokha), **options)
    page.locator("main [name=text]").fill(NOTE)
    return page, page.url


def unlock(page):
    page.locator("main [name=passphrase]").fill(PASSPHRASE)
    with page.expect_navigation():
        page.locator("main form .button").first.click()


def stored(page):
    return page.evaluate(
        "async () => [localStorage.length, sessionStorage.length,"
        " (await indexedDB.databases()).length, (await caches.keys()).length]"
    )


def test_two_tabs_left_for_ten_minutes_both_come_back_with_what_was_typed(visit, cast):
    page = visit(note_page(cast), client=cast.client(cast.sokha))
    other = page.context.new_page()
    other.goto(page.url.partition("/cases/")[0] + reverse("intake:new"))
    for tab, words in ((page, NOTE), (other, CALL)):
        tab.clock.install()
        tab.reload()
        tab.locator("main textarea").first.fill(words)
        tab.clock.run_for(3_100)
        expect(tab.locator(KEPT)).to_contain_text("Draft kept sealed at")
    for tab in (page, other):
        tab.clock.run_for(670_000)
        tab.wait_for_url("**/keys/unlock/**")
        tab.clock.run_for(670_000)  # and ten minutes more on that page
        expect(tab.locator("main")).to_contain_text("What you had typed is kept")
    for tab, words in ((page, NOTE), (other, CALL)):
        unlock(tab)
        expect(tab.locator("main textarea").first).to_have_value(words)
    assert not CaseEntry.objects.exists()
    assert not Signal.objects.exists()


def test_a_tap_on_the_menu_loses_nothing(visit, cast):
    page, address = writing(visit, cast)
    page.locator(".nav__link").first.click()
    page.wait_for_url(lambda url: url != address)
    page.goto(address)
    expect(page.locator("main [name=text]")).to_have_value(NOTE)
    page.get_by_role("button", name="Begin again instead").click()
    expect(page.locator("main [name=text]")).to_have_value("")
    assert not Draft.objects.exists()


def test_without_a_network_one_writes_on_and_nothing_is_lost(visit, cast):
    page, address = writing(visit, cast, allowed=("net::ERR_INTERNET_DISCONNECTED",))
    page.context.set_offline(True)
    page.get_by_role("button", name="Save note").click()
    expect(page.locator("[data-draft-care]")).to_contain_text("Nothing was sent: no network since")
    assert page.url == address
    page.context.set_offline(False)
    expect(page.locator(KEPT)).to_contain_text("Draft kept sealed at")
    expect(page.locator("[data-draft-care]")).to_be_empty()
    assert stored(page)[::2] == [0, 0]
    page.get_by_role("button", name="Save note").click()
    page.wait_for_url(lambda url: url != address)
    assert CaseEntry.objects.count() == 1
    assert not Draft.objects.exists()


@pytest.mark.long  # keys/test_drafts.py holds it
def test_two_browsers_on_one_draft_lose_nothing(visit, cast):
    page, address = writing(visit, cast)
    expect(page.locator(KEPT)).to_contain_text("Draft kept sealed at")
    other = visit(note_page(cast), client=cast.client(cast.sokha))
    other.goto(address)
    expect(other.locator("main [name=text]")).to_have_value(NOTE)
    for tab, words in ((page, "on the telephone"), (other, "in the office"), (page, "at night")):
        tab.locator("main [name=text]").fill(f"{NOTE} {words}")
        with tab.expect_response("**/drafts/**") as kept:
            tab.locator("main [name=text]").blur()
        assert kept.value.json()["kept"]
    start = visit("/", client=cast.client(cast.sokha))
    assert start.locator(".open-drafts__list li").count() == 2
    other.get_by_role("button", name="Save note").click()
    other.wait_for_url(lambda url: url != address)
    start.reload()
    start.locator(".open-drafts a").click()
    expect(start.locator("main [name=text]")).to_have_value(f"{NOTE} at night")


@pytest.mark.parametrize("fails", some(["no network", "nobody behind the proxy"], "not sent", 1))
def test_what_nobody_would_receive_is_not_sent(visit, cast, fails):
    """A browser keeps on its disk what it sent to nobody, to send it again."""
    page, address = writing(visit, cast, allowed=("net::ERR_FAILED", "status of 502"))
    expect(page.locator(KEPT)).to_contain_text("Draft kept sealed at")  # nothing new to keep
    sent = []
    page.on("request", lambda one: sent.append(one.method + one.url))

    def answer(route):
        return route.abort() if fails == "no network" else route.fulfill(status=502)

    page.route("**/*", answer)
    page.get_by_role("button", name="Save note").click()
    expect(page.locator("[data-draft-care]")).to_contain_text("Nothing was sent: no network since")
    assert "POST" + address not in sent
    page.unroute("**/*", answer)
    page.get_by_role("button", name="Save note").click()
    page.wait_for_url(lambda url: url != address)
    assert CaseEntry.objects.count() == 1


def test_idle_without_a_network_the_page_is_covered_until_it_can_be_sealed(visit, cast):
    page = visit(
        note_page(cast), client=cast.client(cast.sokha), allowed=("net::ERR_INTERNET_DISCONNECTED",)
    )
    page.clock.install()
    page.reload()
    page.context.set_offline(True)
    page.locator("main [name=text]").fill(NOTE)
    page.clock.run_for(3_100)
    expect(page.locator("[data-draft-care]")).to_contain_text("No network since")
    page.clock.run_for(670_000)
    expect(page.get_by_role("dialog")).to_contain_text("There is no network")
    assert page.get_by_role("button", name="Show the page").count() == 0
    page.context.set_offline(False)
    page.clock.run_for(11_000)
    page.wait_for_url("**/keys/unlock/**")
    expect(page.locator("main")).to_contain_text("What you had typed is kept")


def test_after_hiding_it_waits_on_the_start_page(visit, cast):
    page, _address = writing(visit, cast)
    expect(page.locator(KEPT)).to_contain_text("Draft kept sealed at")
    page.get_by_role("button", name="Hide").click()
    page.wait_for_url("**/calendar/")
    page = visit("/", client=cast.client(cast.sokha))
    expect(page.locator(".open-drafts")).to_contain_text("Note · ")
    assert NOTE not in page.content()
    page.locator(".open-drafts a").click()
    expect(page.locator("main [name=text]")).to_have_value(NOTE)


def test_without_a_script_one_leaves_a_form_and_keeps_its_draft(visit, cast):
    page, _address = writing(visit, cast, java_script_enabled=False)
    page.get_by_role("button", name="Leave, keep the draft").click()
    page.locator(".open-drafts a").click()
    assert page.locator("main [name=text]").input_value() == NOTE


@pytest.mark.parametrize("scheme", [pytest.param("light", marks=pytest.mark.long), "dark"])
def test_on_a_small_telephone_in_french_everybody_can_use_these_pages(visit, cast, scheme):
    page, address = writing(visit, cast, width=SMALL, language="fr", color_scheme=scheme)
    expect(page.locator(KEPT)).to_contain_text("Brouillon")
    faults = accessibility_faults(page)
    # As after ten minutes: the button stands on the menu page of a telephone.
    page.evaluate("document.querySelector('[data-lock]').requestSubmit()")
    page.wait_for_url("**/keys/unlock/**")
    expect(page.locator("main")).to_contain_text("Ce que vous aviez écrit est conservé")
    for _page in ("locked", "filled in again", "start"):
        faults += accessibility_faults(page)
        assert sideways(page) <= 0
        if "/unlock/" in page.url:
            unlock(page)
            assert page.url.partition("#")[0] == address
        elif page.url != "/":
            page.goto(page.url.partition("/cases/")[0] + "/")
    assert faults == []


def test_locked_by_the_server_while_she_writes_she_finds_page_and_draft_again(visit, cast):
    page, address = writing(visit, cast, width=SMALL, language="fr")
    expect(page.locator(KEPT)).to_contain_text("Brouillon")
    Unlock.objects.update(used_at=timezone.now() - timedelta(minutes=11))
    assert sweeping.forget() == 1
    more = f"{NOTE} Elle a faim."
    page.locator("main [name=text]").fill(more)  # the lock is not told to the page
    page.get_by_role("button", name="Enregistrer la note").click()
    page.wait_for_url("**/keys/unlock/**")
    expect(page.locator("main")).to_contain_text("Ce que vous aviez écrit est conservé")
    assert page.locator(".nav").count() == 0
    assert sideways(page) <= 0
    assert accessibility_faults(page) == []
    page.goto(address.partition("/cases/")[0] + "/cases/tasks/?page=1")
    assert page.url.endswith("/keys/unlock/?next=%2Fcases%2Ftasks%2F%3Fpage%3D1")
    unlock(page)
    assert page.url.endswith("/cases/tasks/?page=1")
    page.goto(address)
    expect(page.locator("main [name=text]")).to_have_value(more)
    assert not CaseEntry.objects.exists()
    page.get_by_role("button", name="Enregistrer la note").click()
    page.wait_for_url(lambda url: url.partition("#")[0] != address)
    assert CaseEntry.objects.count() == 1
