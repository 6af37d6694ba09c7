"""What was being written survives the idle lock, the menu, a lost network and the session's end."""

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import expect

from fanal.cases.models import Entry
from fanal.intake.models import Signal
from fanal.keys.models import Draft
from tests import files
from tests.browser.chromium import accessibility_faults, sideways
from tests.cast import PASSPHRASE

NOTE = "She said: not the police. ນາງບອກວ່າ"
CALL = "The mother called from Kolok, again at six."


def note_page(cast):
    return reverse("cases:write", args=[files.case(cast).id, "note"])


def unlock(page):
    page.get_by_label("Pass-phrase").fill(PASSPHRASE)
    with page.expect_navigation():
        page.locator("main form .button").first.click()


def test_two_tabs_left_for_ten_minutes_both_come_back_with_what_was_typed(visit, cast):
    page = visit(note_page(cast), client=cast.client(cast.sokha))
    other = page.context.new_page()
    other.goto(page.url.partition("/cases/")[0] + reverse("intake:new"))
    for tab, words in ((page, NOTE), (other, CALL)):
        tab.clock.install()
        tab.reload()
        tab.locator("main textarea").first.fill(words)
        tab.clock.run_for(3_100)
        expect(tab.locator("[data-draft-kept]")).to_contain_text("Draft kept sealed at")
    for tab in (page, other):
        tab.clock.run_for(70_000)
        tab.clock.run_for(600_000)
        tab.wait_for_url("**/keys/unlock/**")
        assert "is kept" in tab.locator("main").inner_text()
    for tab, words in ((page, NOTE), (other, CALL)):
        unlock(tab)
        assert tab.locator("main textarea").first.input_value() == words
    assert not Entry.objects.exists()
    assert not Signal.objects.exists()


def test_a_tap_on_the_menu_loses_nothing(visit, cast):
    address = note_page(cast)
    page = visit(address, client=cast.client(cast.sokha))
    page.locator("main [name=text]").fill(NOTE)
    page.locator(".nav__link").first.click()
    page.wait_for_url(lambda url: address not in url)
    page.goto(page.url.partition("/cases/")[0] + address)
    assert page.locator("main [name=text]").input_value() == NOTE
