"""The frame in a browser: menu, thumb, second row; at 320 px, at 400 %, by keyboard."""

from datetime import datetime

import pytest
from playwright.sync_api import expect

from tests import files
from tests.browser.chromium import LAPTOP, PHONE, accessibility_faults, sideways

# A laptop of 1280 by 1024 pixels at 400 %.
ENLARGED = {"width": 320, "height": 256}
TARGET = 44


@pytest.mark.parametrize(
    "language", ["fr", *(pytest.param(one, marks=pytest.mark.long) for one in ("en", "vi"))]
)
@pytest.mark.parametrize("width", [PHONE, pytest.param(LAPTOP, marks=pytest.mark.long)])
def test_everybody_can_use_the_menu(visit, cast, width, language):
    page = visit("/menu/", client=cast.client(cast.noi), width=width, language=language)
    assert accessibility_faults(page) == []
    assert sideways(page) <= 0


@pytest.mark.parametrize("width", [PHONE, pytest.param(LAPTOP, marks=pytest.mark.long)])
def test_everybody_can_use_a_page_with_a_second_row(visit, cast, width):
    page = visit("/journeys/", client=cast.client(cast.noi), width=width)
    assert accessibility_faults(page) == []
    assert sideways(page) <= 0


@pytest.mark.parametrize(
    "width", [640, *(pytest.param(one, marks=pytest.mark.long) for one in (768, 1024))]
)
def test_the_first_row_stays_in_one_line_whatever_the_language(visit, cast, width):
    page = visit("/help/", client=cast.client(cast.noi), width=width, language="fr")
    longer = """document.querySelectorAll(".header__button, .nav__link, .account__name").forEach(
        (one) => { one.append(one.textContent.trim().slice(0, one.textContent.length * 0.4)) })"""
    page.evaluate(longer)
    assert sideways(page) <= 0
    assert page.locator(".header").bounding_box()["height"] < 70


def test_one_s_own_things_unfold_under_one_s_name(visit, cast):
    page = visit("/help/", client=cast.client(cast.noi))
    page.locator(".account > summary").click()
    expect(page.locator(".account__list")).to_be_visible()
    expect(page.get_by_role("button", name="Lock now")).to_be_visible()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    assert accessibility_faults(page) == []


def box(page, selector):
    return page.locator(selector).bounding_box()


def scroll(page):
    """Move the page at once: to wait for a wheel would evaluate a text, which the policy refuses."""
    page.evaluate("scrollTo({top: 600, behavior: 'instant'})")
    assert page.evaluate("scrollY") > 300


def test_at_400_percent_no_bar_stays_in_view(visit, cast):
    page = visit("/help/", client=cast.client(cast.noi), width=PHONE)
    page.set_viewport_size(ENLARGED)
    scroll(page)
    assert box(page, ".header")["y"] < -200
    assert box(page, ".thumb")["y"] > ENLARGED["height"]


def test_on_a_phone_the_bars_leave_the_page_between_them(visit, cast):
    page = visit("/help/", client=cast.client(cast.noi), width=PHONE)
    page.set_viewport_size({"width": 360, "height": 740})
    scroll(page)
    header, thumb = box(page, ".header"), box(page, ".thumb")
    assert header["y"] == 0
    assert round(thumb["y"] + thumb["height"]) == 740
    assert thumb["y"] - header["height"] > 600


def test_what_has_the_focus_is_not_under_a_bar(visit, cast):
    page = visit("/menu/", client=cast.client(cast.noi), width=PHONE)
    page.set_viewport_size({"width": 360, "height": 740})
    hidden = """() => {
        const one = document.activeElement, bars = [".header", ".thumb"].map(
            (name) => document.querySelector(name));
        if (one === document.body || bars.some((bar) => bar.contains(one))) return false;
        const { top, bottom } = one.getBoundingClientRect();
        return top < bars[0].getBoundingClientRect().bottom - 1 && one.className !== "skip-link"
            || bottom > bars[1].getBoundingClientRect().top + 1;
    }"""
    for _press in range(40):
        page.keyboard.press("Tab")
        assert not page.evaluate(hidden), page.evaluate("document.activeElement.outerHTML")


@pytest.mark.parametrize(
    "name", ["sokha", *(pytest.param(one, marks=pytest.mark.long) for one in ("claire", "vera"))]
)
def test_each_place_under_the_thumb_is_large_enough_and_leads_there(visit, cast, name):
    page = visit("/help/", client=cast.client(getattr(cast, name)), width=PHONE)
    places = page.locator(".thumb a")
    for number in range(places.count()):
        found = places.nth(number).bounding_box()
        assert min(found["width"], found["height"]) >= TARGET
    places.last.click()
    expect(page.get_by_role("heading", name="You", exact=True)).to_be_visible()


BROKEN_WORDS = """() => [...document.querySelectorAll(".thumb a")].map(one => one.lastElementChild)
    .filter(one => { const range = document.createRange(); range.selectNodeContents(one);
        return !one.innerText.trim().includes(" ") && range.getClientRects().length > 1 })
    .map(one => one.innerText)"""


@pytest.mark.parametrize(
    "name",
    [
        "bounmy",
        *(pytest.param(one, marks=pytest.mark.long) for one in ("claire", "mai", "ploy", "thao")),
        *(pytest.param(one, marks=pytest.mark.long) for one in ("anan", "duc", "rith", "vera")),
    ],
)
@pytest.mark.parametrize("language", ["fr", pytest.param("vi", marks=pytest.mark.long)])
def test_no_word_under_the_thumb_is_broken_in_two(visit, cast, name, language):
    client = cast.client(getattr(cast, name))
    page = visit("/menu/", client=client, width=360, language=language)
    assert page.evaluate(BROKEN_WORDS) == []


@pytest.mark.long  # test_conditions.py asks it of a page
def test_the_buttons_of_the_header_are_large_enough(visit, cast):
    page = visit("/help/", client=cast.client(cast.sokha), width=PHONE)
    for one in page.locator(".header__button:visible").all():
        assert one.bounding_box()["height"] >= TARGET


def test_the_menu_works_without_javascript(visit, cast):
    page = visit("/menu/", client=cast.client(cast.sokha), width=PHONE, java_script_enabled=False)
    page.locator("main").get_by_role("link", name="Cases", exact=True).click()
    expect(page.locator("h1")).to_have_text("Cases")
    page.locator(".thumb").get_by_role("link", name="Menu").click()
    page.get_by_role("button", name="Lock now").click()
    expect(page.get_by_label("Pass-phrase")).to_be_visible()
    expect(page.get_by_role("button", name="Hide")).to_be_visible()


def test_without_a_network_the_page_says_so(visit, cast):
    page = visit("/help/", client=cast.client(cast.sokha), width=PHONE)
    page.context.set_offline(True)
    expect(page.locator("[data-notice]")).to_contain_text("No network since")
    assert accessibility_faults(page) == []
    page.context.set_offline(False)
    expect(page.locator("[data-notice]")).to_be_hidden()


def test_no_field_that_has_the_focus_lies_under_the_bar_that_saves(visit, cast):
    """At 360 px a button takes the whole width: the bar is as high as two fields."""
    page = visit("/intake/new/", client=cast.client(cast.sokha), width=360, language="fr")
    bar, under, reached = page.locator(".savebar"), [], set()
    for _each in range(60):
        page.keyboard.press("Tab")
        name = page.evaluate(
            "document.activeElement.closest('main form') && document.activeElement.name"
        )
        if not name or bar.locator(":focus").count():
            continue
        reached.add(name)
        field = page.locator(":focus").bounding_box()
        if field["y"] + field["height"] > bar.bounding_box()["y"] + 1:
            under.append(name)
    assert under == []
    assert "callback_safe" in reached


def test_without_a_network_the_hour_is_written_as_french_does(visit, cast):
    page = visit("/help/", client=cast.client(cast.sokha), width=PHONE, language="fr")
    page.clock.install(time=datetime(2026, 11, 27, 8, 5))
    page.context.set_offline(True)
    expect(page.locator("[data-notice]")).to_contain_text("8\u202fh\u202f05")


def test_a_case_has_its_own_row_and_not_that_of_the_group(visit, cast):
    case = files.case(cast)
    page = visit(f"/cases/{case.id}/", client=cast.client(cast.sokha))
    expect(page.locator(".subnav")).to_have_count(0)
    expect(page.locator(".nav [aria-current]")).to_have_text("People and cases")
