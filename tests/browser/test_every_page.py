"""Every kind of page, as each role: usable by everybody, sealed in itself."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.browser.chromium import PHONE, accessibility_faults, sideways
from tests.browser.conditions import CONDITIONS, SAMPLED, TELEPHONE, make_longer, under
from tests.browser.crawl import found, pages
from tests.security.conftest import menu as menu
from tests.security.conftest import world as world
from tests.security.menu import counted_once
from tests.security.test_matrix import NAMING, UNNAMED, may_open, there
from tests.shares import share, tried, turn

LANGUAGES = ["en", "fr", "vi"]
# Every page of a case worker or a lawyer is also a lead's: she is asked for all of them.
ROLES = ["noi", "claire", "duc", "anan", "vera", "ploy", "rith", "bounmy", "thao"]


@pytest.fixture
def demonstration(transactional_db, cast):
    from importlib import import_module
    from importlib.util import find_spec

    from django.conf import settings
    from django.db import transaction

    with transaction.atomic():  # as `fanal demo` does: fifteen hundred commits fewer
        for app in settings.OURS:
            if app != "fanal.keys" and find_spec(f"{app}.demo"):
                import_module(f"{app}.demo").play(cast, timezone.localdate())
    return cast


@pytest.mark.usefixtures("menu")
def test_one_page_in_eight_can_be_used_by_everybody(visit, transactional_db, world, live_server):
    """In the browser of the first who may open it, on a telephone: it must complain of nothing and fit;
    every other of them is asked what it is for who cannot see it. No link is followed: that every
    address opens is in security/test_matrix.py, and in the long form every kind is opened below.
    """
    faults, seen, left = [], [], share([*NAMING, *UNNAMED], 8, lambda one: one[0])
    for person in ROLES:
        client = world.cast.client(getattr(world.cast, person))
        page = visit("/help/", client=client, width=PHONE, language="fr", allowed=(404, 403))
        for name, keys in [one for one in left if may_open(person, one[0])]:
            left.remove((name, keys))
            address = reverse(name, kwargs=there(world, name, keys))
            if is_page(client.get(address)):
                page.goto(live_server.url + address)
                seen.append(name)
                faults += faults_of(page, name, TELEPHONE, read_aloud=turn(name) % 16 == 0)
    assert faults == []
    assert len(seen) > 25


def is_page(answer):
    """Not what is only sent, what leads elsewhere, nor a file."""
    return answer.status_code == 200 and "text/html" in answer.get("Content-Type", "")


@pytest.mark.long
@pytest.mark.parametrize("language", LANGUAGES)
def test_everybody_can_use_every_page(visit, demonstration, live_server, language):
    """Each kind once, in the browser of the first who gets there: at every width, in colours of one's
    own and on paper, in three languages.
    """
    faults, seen, cast = [], set(), demonstration
    for person in ROLES:
        client = cast.client(getattr(cast, person))
        page = visit("/help/", client=client, width=PHONE, language=language, allowed=(404, 403))
        for kind in opened(page, client, live_server.url, seen):
            faults += [
                fault
                for condition in sorted(CONDITIONS.keys() - {SAMPLED})
                for fault in faults_of(page, kind, condition)
            ]
    assert faults == []
    assert len(seen) > 40


def opened(page, client, origin, seen):
    """Each kind of page that nobody saw before, open in the browser."""
    for kind, address in drawn_for(client):
        if kind not in seen:
            seen.add(kind)
            page.goto(origin + address)
            yield kind


def drawn_for(client):
    """(kind, address) of all that leads on from her start page, asked for without a browser."""
    with pytest.MonkeyPatch.context() as patch, counted_once(patch):
        return list(found(client))


@pytest.mark.long
def test_no_page_breaks_in_the_browser_of_any_role(visit, demonstration, live_server):
    """Every kind of page again for each of them: at the end, `visit` looks what the browser said."""
    for person in ROLES:
        client = demonstration.client(getattr(demonstration, person))
        page = visit("/help/", client=client, width=PHONE, allowed=(404, 403))
        assert len(list(pages(page, live_server.url))) > 5


@pytest.mark.long
def test_no_page_is_too_wide_with_texts_that_are_forty_per_cent_longer(
    visit, demonstration, live_server
):
    """On a telephone, as in a language that needs more room than those we looked at."""
    faults, seen = [], set()
    for person in ROLES:
        client = demonstration.client(getattr(demonstration, person))
        page = visit("/help/", client=client, width=PHONE, language="fr", allowed=(404, 403))
        for kind in opened(page, client, live_server.url, seen):
            under(page, CONDITIONS[TELEPHONE])
            make_longer(page)
            if (wide := sideways(page)) > 0:
                faults.append(f"{kind} is {wide} px too wide")
    assert faults == []


def faults_of(page, kind, condition, read_aloud=True):
    there = CONDITIONS[condition]
    under(page, there)
    wide = sideways(page)
    too_wide = [f"{kind} is {wide} px too wide: {condition}"] if wide > 0 else []
    if not tried(read_aloud):
        return too_wide
    return [f"{condition}: {fault}" for fault in accessibility_faults(page, there.but)] + too_wide
