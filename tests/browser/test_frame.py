"""The frame of a page in a browser: seen by everyone, safe over the shoulder."""

import pytest
from django.conf import settings
from playwright.sync_api import expect

from tests.browser.chromium import LAPTOP, PHONE, accessibility_faults, sideways
from tests.shares import mostly_long, some

PAGES = [
    "/gallery/",
    "/gallery/question/",
    "/gallery/confirm/",
    "/gallery/conflict/",
    "/help/",
    "/calendar/",
]


@pytest.mark.parametrize("width", [PHONE, pytest.param(LAPTOP, marks=pytest.mark.long)])
@pytest.mark.parametrize("path", some(PAGES, "components", 3))
def test_everybody_can_use_the_components(visit, width, path):
    page = visit(path, width=width, allowed=(409,))
    assert accessibility_faults(page) == []
    assert sideways(page) <= 0


@pytest.mark.parametrize("scheme", [pytest.param("light", marks=pytest.mark.long), "dark"])
def test_colours_are_told_apart_by_day_and_by_night(visit, scheme):
    assert accessibility_faults(visit("/gallery/", color_scheme=scheme)) == []


@pytest.mark.parametrize("language", mostly_long([code for code, _own in settings.LANGUAGES], of=3))
def test_no_language_runs_out_of_a_narrow_screen(visit, language):
    page = visit("/gallery/", width=PHONE, language=language)
    assert sideways(page) <= 0


def test_hide_covers_the_page_and_ends_the_session(visit, cast):
    client = cast.client(cast.sokha)
    page = visit("/help/", client=client)
    page.get_by_role("button", name="Hide").click()
    # Its address stands there at once, the calendar once the server has answered.
    page.get_by_role("table").wait_for()
    assert page.url.endswith("/calendar/")
    assert settings.SESSION_COOKIE_NAME not in {c["name"] for c in page.context.cookies()}
    page.goto(page.url.replace("calendar", "help"))
    assert page.get_by_role("button", name="Hide").count() == 0


def test_shift_pressed_three_times_hides(visit, cast):
    page = visit("/help/", client=cast.client(cast.sokha))
    for _press in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url("**/calendar/")
    page.go_back()
    assert "/help/" not in page.url


def test_an_untouched_page_is_veiled(visit, cast):
    page = visit("/gallery/question/", client=cast.client(cast.sokha))
    page.clock.install()
    page.reload()
    page.clock.run_for(70_000)
    assert page.get_by_role("dialog").is_visible()
    page.get_by_role("button", name="Show the page").click()
    assert not page.get_by_role("dialog").is_visible()


def test_typing_an_answer_takes_back_not_asked(visit):
    page = visit("/gallery/question/")
    assert page.get_by_label("not asked").is_checked()
    page.get_by_label("Home village").first.fill("Ban Nong")
    assert not page.get_by_label("not asked").is_checked()


def test_mistakes_take_the_focus_and_lead_to_their_field(visit):
    page = visit("/gallery/question/", allowed=(422,))
    page.get_by_role("button", name="Save and continue").click()
    # A click returns before the answer is drawn on a busy machine: what is expected is waited for.
    expect(page.locator(".mistakes")).to_be_focused()
    page.get_by_role("link", name="Name as said").click()
    expect(page.locator("#id_as_said")).to_be_focused()


def test_a_double_tap_keeps_one_answer(visit):
    page = visit("/gallery/confirm/")
    page.get_by_role("button", name="Ask to close it").dblclick()
    page.wait_for_url("**/gallery/")


def test_every_form_works_without_javascript(visit):
    page = visit("/gallery/question/", java_script_enabled=False)
    page.get_by_label("Name as said").fill("ນາງ ແກ້ວ")
    page.get_by_label("A call", exact=True).check()
    page.get_by_label("Home village").first.fill("Ban Nong")
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_text("Note saved.").first).to_be_visible()


@pytest.mark.asvs("V14.3.1", "V14.3.3")
def test_nothing_is_left_in_the_browser(visit, cast):
    page = visit("/gallery/", client=cast.client(cast.sokha))
    kept = page.evaluate(
        "async () => [localStorage.length, Object.keys(sessionStorage),"
        " (await indexedDB.databases()).length, (await caches.keys()).length]"
    )
    # htmx notes the address of the page, which the browser's history has as well.
    assert kept == [0, ["htmx-current-path-for-history"], 0, 0]


def test_the_keyboard_reaches_the_main_text_first(visit):
    page = visit("/help/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
