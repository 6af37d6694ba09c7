"""What one worker weighs once it has shown every page to everybody, searched 10,000 people and made
an estimate."""

import os
import re
import socket
import subprocess
import sys
import time
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest

from fanal.keys.demo import PEOPLE
from tests.browser.crawl import NEVER, kind

pytestmark = pytest.mark.bench
FANAL = Path(sys.executable).with_name("fanal")
MOST_MB, SEARCHED, ROUNDS = 300, 10_000, 2
TEAM_OF_MANY = f"""
from fanal.commands import django_setup
django_setup.ready(demo=True)
from fanal.keys.demo import load
from tests.bench.team_of_many import fill, population
fill(load()[0], population({SEARCHED})[0])
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """The address and the process of a demonstration with a team of ten thousand."""
    var = tmp_path_factory.mktemp("house")
    env = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    env |= {"FANAL_VAR": str(var), "PYTHONPATH": os.getcwd()}
    subprocess.run([FANAL, "demo", "--prepare"], env=env, check=True, capture_output=True)
    subprocess.run([sys.executable, "-c", TEAM_OF_MANY], env=env, check=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [FANAL, "demo", "--port", str(port)], env=env, stdout=subprocess.DEVNULL
    )
    yield f"http://127.0.0.1:{port}", server
    server.terminate()
    server.wait(20)


class Browser:
    def __init__(self, origin):
        self.origin, self.opener = origin, build_opener(HTTPCookieProcessor(CookieJar()))

    def open(self, path, **told):
        """The page, empty for one that is not for this person."""
        data = urlencode(told).encode() if told else None
        try:
            with self.opener.open(self.origin + path, data, timeout=300) as answer:
                return answer.read().decode(errors="replace")
        except HTTPError:
            return ""

    def post(self, path, page, **told):
        token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', page).group(1)
        return self.open(path, csrfmiddlewaretoken=token, **told)


def signed_in(origin, name):
    browser = Browser(origin)
    browser.post(f"/keys/as/{name}/", browser.open("/sign-in/"))
    return browser


def walk(browser):
    """Every kind of page that links lead to. How many."""
    waiting, seen = ["/"], set()
    while waiting:
        path = waiting.pop(0)
        if kind(path) in seen or NEVER.search(path):
            continue
        seen.add(kind(path))
        waiting += re.findall(r'href="(/[^"#?]*)"', browser.open(path))
    return len(seen)


def weight(server):
    """Resident memory of the worker in MB: now, and at its highest."""
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
    status = Path(f"/proc/{children[0]}/status").read_text()
    return [
        int(re.search(rf"{name}:\s+(\d+)", status).group(1)) / 1024 for name in ("VmRSS", "VmHWM")
    ]


def wait_for(origin):
    for _ in range(120):
        try:
            return Browser(origin).open("/sign-in/")
        except URLError:
            time.sleep(0.5)
    raise AssertionError("the server did not start")


def test_a_worker_weighs_less_than_300_mb(house):
    origin, server = house
    wait_for(origin)
    print(f"\nmemory of a worker: {weight(server)[0]:.0f} MB after the first page")
    for _ in range(ROUNDS):
        pages = sum(walk(signed_in(origin, name)) for name, *_ in PEOPLE)
        print(f"{weight(server)[0]:.0f} MB after {pages} pages as {len(PEOPLE)} people")
    sokha = signed_in(origin, "sokha")
    for _ in range(5):
        found = sokha.post("/people/", sokha.open("/people/"), text="Somchai Vongsa")
        assert "<main" in found
    now, highest = weight(server)
    print(
        f"{now:.0f} MB after searching {SEARCHED:,} people, highest {highest:.0f} (at most {MOST_MB})"
    )
    estimate(signed_in(origin, "duc"))
    now, highest = weight(server)
    print(f"{now:.0f} MB after an estimate, highest {highest:.0f}")
    assert now <= MOST_MB


def estimate(browser):
    study = re.search(r'href="(/figures/[0-9a-f-]{36}/)"', browser.open("/figures/")).group(1)
    assert "<svg" in browser.post(f"{study}estimate/", browser.open(study))
