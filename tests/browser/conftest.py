"""A real browser, for what only a browser can show."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from tests.browser.chromium import LAPTOP, Watch, launch

SMALL = 360
PATIENCE = 120_000  # milliseconds: how long a page takes says how busy the machine is


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    # Playwright keeps a loop running in this thread; Django would take that for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as one:
        yield one


@pytest.fixture(scope="session")
def chromium(playwright) -> Iterator[Browser]:
    browser = launch(playwright)
    yield browser
    browser.close()


@pytest.fixture
def visit(chromium, live_server, transactional_db) -> Iterator[Callable[..., Page]]:
    """`visit("/help/", client=cast.client(cast.sokha), width=320, language="fr")` gives the page.

    At the end of the test the browser must not have complained, nor asked anybody else.
    """
    watch, contexts = Watch(live_server.url), []

    def open_page(path="/", *, client=None, width=LAPTOP, language="en", allowed=(), **options):
        watch.allowed = allowed
        context = chromium.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        cookies = {settings.LANGUAGE_COOKIE_NAME: language}
        cookies |= {key: one.value for key, one in client.cookies.items()} if client else {}
        context.add_cookies(
            [{"name": k, "value": v, "url": live_server.url} for k, v in cookies.items()]
        )
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        watch.follow(page)
        page.goto(live_server.url + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert watch.seen == []


KEY = {
    "protocol": "ctap2", "transport": "usb", "hasUserVerification": True, "isUserVerified": True,
    "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture
def telephones(chromium) -> Iterator[Callable[[str], Page]]:
    """`telephones(url)`: a window of 360 px of its own, in French, with a security key plugged in."""
    contexts, watches = [], []

    def switched_on(url):
        context = chromium.new_context(
            viewport={"width": SMALL, "height": 800}, locale="fr", ignore_https_errors=True
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        watches.append(Watch(url, (422, 404)))
        watches[-1].follow(page)
        talk = context.new_cdp_session(page)
        talk.send("WebAuthn.enable")
        talk.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
        page.goto(url)
        return page

    yield switched_on
    for context in contexts:
        context.close()
    assert [one for watch in watches for one in watch.seen] == []
