"""The system's Chromium, kept from talking to anybody; and what a page must never do in it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, Request

PHONE, LAPTOP = 320, 1280
# The one that draws no window of its own draws the same pages for half the processor's time.
PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser")
QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--in-process-gpu",  # nothing to gain from a process more: a tenth of a page's time
    "--no-first-run",
    "--no-pings",
    "--metrics-recording-only",
]
AXE = Axe().axe_script
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
LAY_BARS = """document.querySelectorAll(".header, .thumb, .savebar, .notice-line")
    .forEach(one => { one.style.position = "static" })"""
ASKED = {"runOnly": STANDARD, "resultTypes": ["violations"]}


def launch(playwright: Playwright) -> Browser:
    """Raises where no Chromium is installed: `tools/test-programs` installs it."""
    path = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    assert path, "no chromium here: sh tools/test-programs"
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return playwright.chromium.launch(executable_path=path, args=QUIET + as_root)


class Watch:
    """Collects what a page must not do: errors, refused styles or scripts, requests elsewhere."""

    def __init__(self, origin: str, allowed: tuple[int | str, ...] = ()) -> None:
        self.origin, self.allowed, self.seen = origin, allowed, []

    def follow(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.seen.append(f"error: {error}"))
        page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        allowed = (one if isinstance(one, str) else f"status of {one}" for one in self.allowed)
        expected = any(one in message.text for one in allowed)
        if message.type in {"error", "warning"} and not expected:
            self.seen.append(f"{message.type}: {message.text}")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if (
            parts.scheme not in {"blob", "about"}
            and f"{parts.scheme}://{parts.netloc}" != self.origin
        ):
            self.seen.append(f"request elsewhere: {request.url}")


def accessibility_faults(page: Page, but: Collection[str] = ()) -> list[str]:
    """What axe-core finds against WCAG 2.0 to 2.2, levels A and AA: rule and element.

    The bars that stay in view are laid into the page: axe would name what lies under them just now.
    That a focus is not hidden under them is tested by keyboard. `but`: rules that say nothing here.
    """
    page.evaluate(LAY_BARS)
    if page.evaluate("typeof axe") == "undefined":  # read once a page, however often it is asked
        page.evaluate(AXE)
    found = page.evaluate("asked => axe.run(asked).then(found => found.violations)", ASKED)
    return [
        f"{page.url} {fault['id']}: {node['html'][:200]} {node['any'][0]['message'] if node['any'] else ''}"
        for fault in found
        if fault["id"] not in but
        for node in fault["nodes"]
    ]


def sideways(page: Page) -> int:
    """How many pixels the page is wider than the window."""
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


def draw(page: Page, folder: Path, name: str) -> None:
    """A picture for people to look at, where they ask for it: `FANAL_SHOTS=1`."""
    if os.environ.get("FANAL_SHOTS"):
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=folder / f"{name}.png", full_page=True)
