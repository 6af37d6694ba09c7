"""Screenshots of the daily screens of the demonstration, as each role, into var/shots.

make shots                                 the daily screens, in three languages, at two widths
.venv/bin/python tools/shots.py fr         in one language
.venv/bin/python tools/shots.py --into /tmp/shots
.venv/bin/python tools/shots.py --every    every kind of page that links lead to
.venv/bin/python tools/shots.py --readme   the picture of README.md, docs/pictures/case.png
tools/looks.py compares them with those that were looked at.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from functools import partial, reduce
from pathlib import Path
from urllib.parse import urljoin

from playwright.sync_api import Browser, Page, sync_playwright

HOUSE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOUSE))
from tests.browser.chromium import LAPTOP, LAY_BARS, launch  # noqa: E402
from tests.browser.crawl import kind, pages  # noqa: E402

SHOTS = HOUSE / "var" / "shots"
PICTURE = HOUSE / "docs" / "pictures" / "case.png"
LANGUAGES = ["fr", "en", "vi"]
PHONE = 360  # what most people hold; the tests try 320 too
LOOKS = [(LAPTOP, "light"), (PHONE, "light")]
# Kinds of pages, ids as `*`, by who opens them in the demonstration.
SCREENS = {
    "sokha": """
        /cases/today/ /cases/tasks/ /cases/tasks/calendar/ /cases/ /cases/*/ /cases/*/timeline/
        /cases/*/note/ /cases/*/state/*/ /cases/*/state/*/heard/ /cases/*/state/*/danger/
        /cases/*/people/section/ /cases/*/contact/section/ /cases/*/safety/section/
        /cases/*/consent/section/ /cases/*/consents/ /cases/*/needs/section/ /cases/*/needs/*/
        /cases/*/plan/section/ /cases/*/documents/section/ /cases/*/print/summary/
        /intake/new/ /intake/ /intake/*/ /intake/*/known/
        /identification/*/*/ /identification/*/*/questions/ /identification/*/*/questions/*/*/
        /sharing/cases/*/ /sharing/cases/*/refer/ /sharing/cases/*/refer/who/
        /sharing/cases/*/refer/*/ /people/ /people/*/
        /journeys/ /journeys/*/ /journeys/cases/*/ /reintegration/*/ /menu/
    """,
    "noi": "/cases/today/ /decisions/ /partners/ /partners/*/ /journeys/print/",
    "mai": "/cases/today/ /cases/*/ /justice/",
    "claire": "/cases/today/",
    "anan": "/accounts/people/",
    "vera": "/audit/",
    "duc": "/figures/",
    "ploy": "/care/ /care/asked/*/",
    "rith": "/shelters/",
    "bounmy": "/prevention/ /prevention/communities/*/",
    "thao": "/funds/ /funds/grants/*/",
    "": "/sign-in/ /help/ /gallery/ /gallery/question/",
}
# Pages that no link leads to: from which page, and what is pressed there or comes after its address.
AFTER = {
    # of a call about a case; the first call of the list is about none yet
    "/intake/*/known/": ("/intake/", "li:has-text('2011') a then known/"),
    "/gallery/": ("/help/", "/gallery/"),
    "/gallery/question/": ("/help/", "/gallery/question/"),
    "/identification/*/*/questions/*/*/": ("/identification/*/*/questions/", "button.big"),
    "/sharing/cases/*/refer/who/": ("/sharing/cases/*/refer/", ".savebar .button"),
    "/sharing/cases/*/refer/*/": ("/sharing/cases/*/refer/who/", ".fit__it a[href*='/refer/']"),
}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(port: int, folder: str) -> subprocess.Popen[bytes]:
    """The demonstration in a folder of its own, so that nobody's work is in the pictures."""
    command = [str(HOUSE / ".venv/bin/fanal"), "demo", "--port", str(port)]
    server = subprocess.Popen(command, env=os.environ | {"FANAL_VAR": folder})
    for _try in range(3000):  # a busy machine takes minutes to load it
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
    with page.expect_navigation():  # the button is in a menu that is closed
        page.locator(f".languages button[value={language}]").first.dispatch_event("click")
    return page


def addresses(browser: Browser, origin: str, person: str, wanted: set[str]) -> dict[str, str]:
    """{kind of page: the first address of it that links lead to}; of every kind where none is wanted."""
    page = at_home(browser, origin, person, LANGUAGES[0])
    linked = wanted - AFTER.keys() | {AFTER[name][0] for name in wanted & AFTER.keys()}
    linked -= AFTER.keys()
    found: dict[str, str] = {}
    for name in pages(page, origin):
        if not wanted or name in linked:
            found[name] = page.url
        if wanted and found.keys() == linked:
            break
    for name, (before, step) in AFTER.items():
        if name in wanted and before in found:
            found[name] = reduce(partial(after, page), step.split(" then "), found[before])
    page.context.close()
    return {name: address for name, address in found.items() if not wanted or name in wanted}


def after(page: Page, address: str, step: str) -> str:
    """The address that a step leads to: what is pressed on a page, or an address beside it."""
    if step.endswith("/"):
        return urljoin(address, step)
    page.goto(address)
    for group in page.locator("fieldset:has(input[type=radio]:required)").all():
        if not group.locator("input:checked").count():
            group.locator("input").first.check(force=True)
    for field in page.locator("main input[list]").all():
        if field.input_value():  # where she is, as her case knows it
            continue
        named = page.locator(f"#{field.get_attribute('list')} option").first
        field.fill(named.get_attribute("value") or "")
    press(page, f"main {step} >> nth=0")
    return page.url


def shoot(
    browser: Browser, origin: str, person: str, language: str, of: dict[str, str], into: Path
) -> None:
    for width, scheme in LOOKS:
        look = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}
        page = at_home(browser, origin, person, language, **look)
        folder = into / language / (person or "nobody") / f"{width}"
        folder.mkdir(parents=True, exist_ok=True)
        for name, address in of.items():
            answer = page.goto(address)
            if answer is None or not answer.ok or kind(page.url) != name:
                print(f"{person or 'nobody'}: {name} leads to {page.url}")
            page.evaluate(LAY_BARS)  # a picture of the whole page: nothing lies over it
            file = re.sub(r"[^a-z0-9]+", "-", name.replace("*", "id")).strip("-") or "start"
            page.screenshot(path=folder / f"{file}.png", full_page=True)
        page.context.close()


def shoot_readme(browser: Browser, origin: str) -> None:
    """The first screen of the case that is told from the beginning, in English."""
    (address,) = addresses(browser, origin, "sokha", {"/cases/*/"}).values()
    page = at_home(browser, origin, "sokha", "en", viewport={"width": 1180, "height": 860})
    page.goto(address)
    page.screenshot(path=PICTURE)
    print(PICTURE)


def shoot_all(
    browser: Browser, origin: str, languages: list[str], *, every: bool, into: Path
) -> None:
    shutil.rmtree(into, ignore_errors=True)
    for person, screens in SCREENS.items():
        wanted = set() if every else set(screens.split())
        of = addresses(browser, origin, person, wanted)
        for name in sorted(wanted - of.keys()):
            print(f"{person or 'nobody'}: no link leads to {name}")
        for language in languages:
            shoot(browser, origin, person, language, of, into)
    print(f"{len(list(into.rglob('*.png')))} pictures in {into}")


def read(arguments: list[str]) -> argparse.Namespace:
    asked = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    asked.add_argument("languages", nargs="*", default=LANGUAGES)
    asked.add_argument("--every", action="store_true")
    asked.add_argument("--readme", action="store_true")
    asked.add_argument("--into", type=Path, default=SHOTS)
    return asked.parse_args(arguments)


def main(arguments: list[str]) -> None:
    asked = read(arguments)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        port = free_port()
        server = start(port, folder)
        try:
            browser = launch(playwright)
            origin = f"http://127.0.0.1:{port}"
            if asked.readme:
                shoot_readme(browser, origin)
            else:
                shoot_all(browser, origin, asked.languages, every=asked.every, into=asked.into)
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main(sys.argv[1:])
