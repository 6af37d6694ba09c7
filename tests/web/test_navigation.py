"""The menu: groups by what people do, by role; the row below; the places under the thumb."""

import re

import pytest
from django.urls import reverse

from fanal.web import navigation
from tests import files

TODAY, PEOPLE, JOURNEYS = "Today", "People and cases", "Journeys"
PARTNERS, NUMBERS, ORGANISATION = "Partners", "Numbers", "Organisation"
GROUPS = {
    # An incident is reported by anybody: it stands in the last group of everybody.
    "sokha": [TODAY, PEOPLE, JOURNEYS, PARTNERS, ORGANISATION],
    # Of the numbers a lead sees the rates of reintegration; a worker, in whose group nothing would
    # be hers, sees no such group.
    "noi": [TODAY, PEOPLE, JOURNEYS, PARTNERS, NUMBERS, ORGANISATION],
    "mai": [TODAY, PEOPLE, PARTNERS, ORGANISATION],
    "claire": [TODAY, JOURNEYS, PARTNERS, NUMBERS, ORGANISATION],
    "duc": [NUMBERS, ORGANISATION],
    "anan": [ORGANISATION],
    "vera": [ORGANISATION],
    "bounmy": [TODAY, "Prevention", NUMBERS, ORGANISATION],
}
THUMB = {
    "sokha": ["Cases", "Call", "Tonight", "Tasks"],
    "noi": ["Cases", "Call", "Tonight", "Tasks"],
    "mai": ["Cases", "Tasks", "Decisions", "Partners"],
    "claire": ["Tonight", "Decisions", "Partners", "Figures"],
    "duc": ["Figures", "Reintegration rates", "Support in numbers", "What others say"],
    "anan": ["Accounts", "Set-up", "Offices and teams", "Health"],
    "vera": ["Journal", "Unusual reading", "Incidents", "Areas"],
    "bounmy": ["Sessions", "Places", "Scholarships"],
}
ELSEWHERE = {"sokha": {"find", "call", "emergency"}, "noi": {"find", "call", "emergency"}}
PAGES = ["/menu/", "/help/", "/cases/", "/cases/tasks/", "/people/", "/journeys/", "/partners/"]


def today():
    """The start page, as soon as there is one."""
    return [TODAY] if navigation.address_of("cases:today") else []


def page_of(cast, name, address):
    return files.browser(cast, getattr(cast, name)).get(address)


def menu_of(cast, name, address="/menu/"):
    return page_of(cast, name, address).context["navigation"]


def names(links):
    return [str(link.label) for link in links]


@pytest.mark.parametrize(("name", "expected"), GROUPS.items())
def test_a_role_has_the_groups_of_its_work(cast, name, expected):
    menu = menu_of(cast, name)
    assert names(menu.groups) == expected
    assert menu.actions.keys() == ELSEWHERE.get(name, set())


@pytest.mark.parametrize(("name", "expected"), THUMB.items())
def test_a_role_has_its_own_places_under_the_thumb(cast, name, expected):
    shown = [str(one.short) for one in menu_of(cast, name).thumb]
    first = [] if name in ("duc", "anan", "vera") else today()
    assert shown == [*first, *expected][: navigation.UNDER_THE_THUMB]


def test_an_auditor_arrives_at_the_journal(cast):
    assert page_of(cast, "vera", "/").url == reverse("audit:journal")


@pytest.mark.parametrize("name", [*THUMB, "rith", "ploy"])
def test_no_two_places_under_the_thumb_have_the_same_icon(cast, name):
    icons = [one.icon for one in menu_of(cast, name).thumb]
    assert len(icons) == len(set(icons)), icons


@pytest.mark.parametrize("name", GROUPS)
def test_each_place_of_the_menu_opens_for_whom_it_is_shown_to(cast, name):
    client = files.browser(cast, getattr(cast, name))
    menu = client.get("/menu/").context["navigation"]
    for address in {link.address for link in menu.links} | {*menu.actions.values()}:
        assert client.get(address).status_code == 200, address


@pytest.mark.parametrize("name", GROUPS)
def test_the_menu_page_leads_everywhere_without_javascript(cast, name):
    page = page_of(cast, name, "/menu/")
    main = page.text.partition("<main")[2]
    menu = page.context["navigation"]
    for link in menu.links:
        assert f'<a href="{link.address}">{link.label}' in main
    for address in ("/accounts/", "/help/", reverse("keys:lock"), reverse("account_logout")):
        assert f'"{address}"' in main
    assert 'name="language" value="vi"' in main


@pytest.mark.parametrize("address", PAGES)
def test_one_group_and_one_of_its_pages_is_where_one_stands(cast, address):
    menu = menu_of(cast, "noi", address)
    here = [link.address for link in menu.links if link.current]
    assert here == ([] if address in ("/menu/", "/help/") else [address])
    assert [group.current for group in menu.groups].count(True) == len(here)


def test_the_second_row_holds_the_pages_of_the_group(cast):
    page = page_of(cast, "noi", "/journeys/")
    assert names(page.context["navigation"].below) == ["Tonight", "Journeys", "Operations"]
    assert re.findall(r'<nav class="subnav".*?</nav>', page.text, re.S)


def test_a_group_with_one_page_has_no_second_row(cast, monkeypatch):
    only = [entry for entry in navigation.entries() if entry.url in ("figures:list", "cases:list")]
    monkeypatch.setattr(navigation, "entries", lambda: only)
    page = page_of(cast, "duc", "/figures/")
    assert names(page.context["navigation"].groups) == [NUMBERS]
    assert "subnav" not in page.text


def test_in_a_case_the_row_of_the_case_stands_alone(cast):
    case = files.case(cast)
    for name, args in (("cases:case", [case.id]), ("sharing:case", [case.id])):
        page = page_of(cast, "sokha", reverse(name, args=args))
        menu = page.context["navigation"]
        assert [str(group.label) for group in menu.groups if group.current] == [PEOPLE]
        assert 'class="subnav"' not in page.text


def test_a_place_is_shown_as_soon_as_it_exists(cast, monkeypatch):
    later = navigation.MenuEntry("Later", "cases:of_tomorrow", "today", 1)
    monkeypatch.setattr(navigation, "entries", lambda: [later])
    assert not menu_of(cast, "sokha")


def test_whoever_is_locked_or_nobody_has_no_menu(cast, client):
    locked = cast.client(cast.sokha, unlocked=False)
    assert not locked.get("/help/").context["navigation"]
    assert not client.get("/help/").context["navigation"]
    assert client.get("/menu/").status_code == 302


@pytest.mark.asvs("V7.4.4")
@pytest.mark.parametrize("name", GROUPS)
@pytest.mark.parametrize("address", ["/menu/", "/help/", "/nothing/here/"])
def test_hide_is_the_last_of_the_first_row_and_help_is_in_it(cast, name, address):
    header = re.search(r"<header.*?</header>", page_of(cast, name, address).text, re.S).group()
    assert 'href="/help/"' in header
    last = re.findall(r"<(?:a|button|input|summary)\b[^>]*>", header)[-1]
    assert "header__button--hide" in last


@pytest.mark.asvs("V14.2.1")
def test_one_finds_by_a_form_that_leaves_nothing_in_the_address(cast):
    header = re.search(r"<header.*?</header>", page_of(cast, "sokha", "/help/").text, re.S).group()
    assert re.search(r'<form class="header__find" role="search"\s+method="post"', header)
    assert "header__find" not in page_of(cast, "claire", "/help/").text
