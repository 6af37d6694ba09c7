"""Follows the links of the pages, one page of each kind: ids are taken for the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.test import Client
from playwright.sync_api import Error, Page, Response

from tests.browser.chromium import accessibility_faults
from tests.security.typist import links_of
from tests.shares import tried, turn

ID = re.compile(
    r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)[0-9]+(?=/)|(?<=/)[0-9A-Za-z]{22}(?=/)"
    r"|(?<=/texts/)[0-9a-z-]+|(?<=/journeys/all/)[a-z]+|(?<=/put/)[a-z_]+|(?<=/said/)[a-z_]+"
    r"|(?<=/look/)[a-z_]+"
)
NEVER = re.compile(r"/(sign-out|logout|static|file|download|export)|\.(ics|csv)$")


def kind(address: str) -> str:
    """The address without its ids, its query and its place on the page."""
    return ID.sub("*", urlsplit(address).path)


def opened(page: Page, address: str) -> Response | None:
    """The answer at this address; None where it is kept as a file: a browser then stays where it is."""
    try:
        return page.goto(address)
    except Error as stayed:
        if "Download is starting" not in str(stayed):
            raise
        return None


def pages(page: Page, origin: str, start: str = "/") -> Iterator[str]:
    """Opens every kind of page that links lead to from `start`, and gives its kind."""
    waiting, seen = [origin + start], set()
    while waiting:
        address = waiting.pop(0)
        if kind(address) in seen:
            continue
        seen.add(kind(address))
        answer = opened(page, address)
        if answer is None or "text/html" not in answer.headers.get("content-type", ""):
            continue
        seen.add(kind(page.url))
        yield kind(page.url)
        links = page.eval_on_selector_all("a[href]", "all => all.map(one => one.href)")
        waiting += [link for link in links if link.startswith(origin) and not NEVER.search(link)]


def found(client: Client, start: str = "/") -> Iterator[tuple[str, str]]:
    """(kind, address) of every kind of page that links lead to from `start`, asked for without a browser."""
    waiting, seen = [start], set()
    while waiting:
        address = waiting.pop(0)
        if kind(address) in seen:
            continue
        seen.add(kind(address))
        answer = client.get(address, follow=True)
        if answer.streaming or "text/html" not in answer.get("Content-Type", ""):
            continue
        there = kind(answer.request["PATH_INFO"])
        seen.add(there)
        yield there, address
        waiting += [link for link in links_of(answer.text) if not NEVER.search(link)]


ASKED: set[tuple[str, int]] = set()


def faults_on_the_way(page: Page) -> list[str]:
    """Of a page that a walk passes: in the short form one kind in six, and each once a width.

    `test_every_page.py` asks for every kind as well.
    """
    here = kind(page.url), page.viewport_size["width"]
    if not tried(here not in ASKED and turn(here[0]) % 6 == 0):
        return []
    ASKED.add(here)
    return accessibility_faults(page)
