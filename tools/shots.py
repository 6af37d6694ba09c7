"""Screenshots of the daily screens of the demonstration, as each role, into var/shots.

make shots                                 forty screens, in three languages, at two widths
.venv/bin/python tools/shots.py fr         in one language
.venv/bin/python tools/shots.py --every    every kind of page that links lead to
tools/looks.py compares them with those that were looked at.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

HOUSE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOUSE))
from tests.browser.chromium import LAPTOP, PHONE, launch  # noqa: E402
from tests.browser.crawl import pages  # noqa: E402

SHOTS = HOUSE / "var" / "shots"
LANGUAGES = ["fr", "en", "vi"]
LOOKS = [(LAPTOP, "light"), (PHONE, "light")]
# Kinds of pages, ids as `*`, by who opens them in the demonstration.
SCREENS = {
    "": frozenset({"/", "/help/"}),
}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(port: int, folder: str) -> subprocess.Popen[bytes]:
    """The demonstration in a folder of its own, so that nobody's work is in the pictures."""
    command = [str(HOUSE / ".venv/bin/fanal"), "demo", "--port", str(port)]
    server = subprocess.Popen(command, env=os.environ | {"FANAL_VAR": folder})
    for _try in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return server
        time.sleep(0.2)
    server.terminate()
    raise SystemExit("the demonstration did not start")


def press(page: Page, button: str) -> None:
    with page.expect_navigation():
        page.locator(button).click()


def at_home(browser: Browser, origin: str, person: str, language: str, **look: object) -> Page:
    """A page on which that person has signed in, in that language."""
    page = browser.new_context(locale=language, **look).new_page()  # type: ignore[arg-type]
    page.goto(origin + "/")
    if person:
        press(page, f"form[action*='/{person}/'] button")
    page.goto(origin + "/help/")
    page.locator(".languages summary").first.click()
    press(page, f".languages button[value={language}]")
    return page


def addresses(browser: Browser, origin: str, person: str, wanted: frozenset[str]) -> dict[str, str]:
    """{kind of page: the first address of it that links lead to}"""
    page = at_home(browser, origin, person, LANGUAGES[0])
    found = {}
    for name in pages(page, origin):
        if not wanted or name in wanted:
            found[name] = page.url
        if wanted and found.keys() == wanted:
            break
    page.context.close()
    return found


def shoot(browser: Browser, origin: str, person: str, language: str, of: dict[str, str]) -> None:
    for width, scheme in LOOKS:
        look = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}
        page = at_home(browser, origin, person, language, **look)
        folder = SHOTS / language / (person or "nobody") / f"{width}"
        folder.mkdir(parents=True, exist_ok=True)
        for name, address in of.items():
            page.goto(address)
            file = re.sub(r"[^a-z0-9]+", "-", name.replace("*", "id")).strip("-") or "start"
            page.screenshot(path=folder / f"{file}.png", full_page=True)
        page.context.close()


def main(arguments: list[str]) -> None:
    every = "--every" in arguments
    languages = [one for one in arguments if one != "--every"] or LANGUAGES
    shutil.rmtree(SHOTS, ignore_errors=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        port = free_port()
        server = start(port, folder)
        try:
            browser = launch(playwright)
            origin = f"http://127.0.0.1:{port}"
            for person, wanted in SCREENS.items():
                of = addresses(browser, origin, person, frozenset() if every else wanted)
                for name in sorted(wanted - of.keys()):
                    print(f"{person or 'nobody'}: no link leads to {name}")
                for language in languages:
                    shoot(browser, origin, person, language, of)
        finally:
            server.terminate()
            server.wait()
    print(f"{len(list(SHOTS.rglob('*.png')))} pictures in {SHOTS}")


if __name__ == "__main__":
    main(sys.argv[1:])
