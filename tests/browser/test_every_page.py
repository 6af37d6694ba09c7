"""Every kind of page of the demonstration, as each role: usable by everybody, sealed in itself."""

import pytest
from django.utils import timezone

from tests.browser.chromium import PHONE, accessibility_faults, sideways
from tests.browser.conditions import CONDITIONS, SAMPLED, TELEPHONE, make_longer, under
from tests.browser.crawl import found, pages
from tests.security.conftest import world as world
from tests.security.menu import counted_once
from tests.shares import in_turn, tried, turn

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


@pytest.fixture
def one_of_everything(transactional_db, world):
    return world.cast


@pytest.mark.parametrize(
    ("house", "language", "conditions"),
    [
        ("one_of_everything", "fr", [TELEPHONE]),
        *(
            pytest.param(
                "demonstration", one, CONDITIONS.keys() - {SAMPLED}, marks=pytest.mark.long
            )
            for one in LANGUAGES
        ),
    ],
)
def test_everybody_can_use_every_page(visit, request, live_server, house, language, conditions):
    """Each kind once, in the browser of the first who gets there; in the long form at every width,
    in colours of one's own and on paper, in three languages, of the demonstration.

    In the short form it is the house of security/world.py, which takes a quarter of the time. Every kind
    is drawn for a lead and for one other; one in six is opened in the browser, which must complain of
    nothing and which it must fit, and one in twelve is asked what it is for who cannot see it. What each
    role may open opens in security/test_matrix.py.
    """
    faults, seen, cast = [], set(), request.getfixturevalue(house)
    few = {"noi", *in_turn(ROLES[1:], "every page")}
    for person in [role for role in ROLES if tried(role in few)]:
        client = cast.client(getattr(cast, person))
        page = visit("/help/", client=client, width=PHONE, language=language, allowed=(404, 403))
        for kind in opened(page, client, live_server.url, seen):
            faults += [
                fault
                for condition in sorted(conditions)
                for fault in faults_of(page, kind, condition)
            ]
    assert faults == []
    assert len(seen) > 40


def opened(page, client, origin, seen):
    """Each kind of page that nobody saw before, open in the browser; in the short form one in six."""
    for kind, address in drawn_for(client):
        if kind not in seen:
            seen.add(kind)
            if tried(turn(kind) % 6 == 0):
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


def faults_of(page, kind, condition):
    there = CONDITIONS[condition]
    under(page, there)
    wide = sideways(page)
    too_wide = [f"{kind} is {wide} px too wide: {condition}"] if wide > 0 else []
    if not tried(turn(kind) % 12 == 0):
        return too_wide
    return [f"{condition}: {fault}" for fault in accessibility_faults(page, there.but)] + too_wide
