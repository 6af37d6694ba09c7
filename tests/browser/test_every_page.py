"""Every kind of page of the demonstration, as each role: usable by everybody, sealed in itself."""

import pytest
from django.utils import timezone

from tests.browser.chromium import LAPTOP, PHONE, accessibility_faults, sideways
from tests.browser.crawl import pages

# Every page of a case worker or a lawyer is also a lead's: she is asked for all of them.
ROLES = ["noi", "claire", "duc", "anan", "vera"]


@pytest.fixture
def demonstration(transactional_db, cast):
    from importlib import import_module
    from importlib.util import find_spec

    from django.conf import settings

    for app in settings.OURS:
        if app != "fanal.keys" and find_spec(f"{app}.demo"):
            import_module(f"{app}.demo").play(cast, timezone.localdate())
    return cast


@pytest.mark.parametrize("width", [PHONE, pytest.param(LAPTOP, marks=pytest.mark.long)])
def test_everybody_can_use_every_page(visit, demonstration, live_server, width):
    faults, seen = [], set()
    for person in ROLES:
        client = demonstration.client(getattr(demonstration, person))
        page = visit("/help/", client=client, width=width, allowed=(404, 403))
        for kind in pages(page, live_server.url):
            if kind in seen:
                continue
            seen.add(kind)
            faults += accessibility_faults(page)
            if sideways(page) > 0:
                faults.append(f"{kind} is {sideways(page)} px too wide at {width}")
    assert faults == []
    assert len(seen) > 40
