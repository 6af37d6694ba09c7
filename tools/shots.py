"""Screenshots of every kind of page of the demonstration, as each role, into var/shots.

make shots                              in French
.venv/bin/python tools/shots.py lo my   in other languages
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
CAST = ["sokha", "noi", "mai", "claire", "duc", "anan", "vera"]
LOOKS = [(LAPTOP, "light"), (PHONE, "dark")]


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


def shoot(browser: Browser, origin: str, person: str, language: str) -> None:
    for width, scheme in LOOKS:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, locale=language
        )
        page = context.new_page()
        page.goto(origin + "/")
        if person:
            press(page, f"form[action*='/{person}/'] button")
        page.goto(origin + "/help/")
        page.locator(".languages summary").click()
        press(page, f".languages button[value={language}]")
        folder = SHOTS / language / (person or "nobody") / f"{width}-{scheme}"
        folder.mkdir(parents=True, exist_ok=True)
        for name in pages(page, origin):
            file = re.sub(r"[^a-z0-9]+", "-", name.replace("*", "id")).strip("-") or "start"
            page.screenshot(path=folder / f"{file}.png", full_page=True)
        context.close()


def main(languages: list[str]) -> None:
    shutil.rmtree(SHOTS, ignore_errors=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        port = free_port()
        server = start(port, folder)
        try:
            browser = launch(playwright)
            for language in languages:
                for person in ["", *CAST]:
                    shoot(browser, f"http://127.0.0.1:{port}", person, language)
        finally:
            server.terminate()
            server.wait()
    print(f"{len(list(SHOTS.rglob('*.png')))} pictures in {SHOTS}")


if __name__ == "__main__":
    main(sys.argv[1:] or ["fr"])
