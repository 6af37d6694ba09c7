"""A laptop as a colleague has it: a full Chromium in a window, with a profile that stays on disk."""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import signal
import subprocess
import time
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from playwright.sync_api import TimeoutError

# Letters that stand together in no other text: where a file is packed (LevelDB by Snappy), what
# stands there for the first time is written out.
STEM = "zuyqxevk"
MARK = re.compile(rb"%s[a-z0-9]{4}" % STEM.encode())
RESTORES = {"restore_on_startup": 1}  # "Continue where you left off"
AS_ROOT = ["--no-sandbox"] if os.geteuid() == 0 else []
CALLS_NOBODY = ["--disable-background-networking", "--disable-component-update", "--no-first-run"]
# A container has 64 MB of shared memory, and no key ring to wait for.
IN_A_CONTAINER = ["--disable-dev-shm-usage", "--password-store=basic"]
SAVES_WITHIN = 4  # seconds: how late Chromium writes down what a tab shows


class Desktop:
    """`start()` gives the browser; `close()` as by its window, `kill()` as by a thief's hand."""

    def __init__(self, playwright, folder):
        self.playwright, self.profile = playwright, folder / "profile"
        self.screen = self.program = None
        self.preferences = self.profile / "Default" / "Preferences"
        self.preferences.parent.mkdir(parents=True)
        self.preferences.write_text("{}")

    def start(self):
        """Its first context. Now and then Chromium on a busy machine writes its port down and
        never answers on it: it is ended and started again, three times at most."""
        for _time in range(2):
            with suppress(TimeoutError):
                return self._started()
            self.kill()
        return self._started()

    def _started(self):
        self._prepare()
        ready = self.profile / "DevToolsActivePort"
        ready.unlink(missing_ok=True)
        self.program = subprocess.Popen(
            [
                _found("chromium"),
                f"--user-data-dir={self.profile}",
                "--remote-debugging-port=0",
                *CALLS_NOBODY,
                *IN_A_CONTAINER,
                *AS_ROOT,
            ],
            env=os.environ | {"DISPLAY": self._display()},
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        _wait(lambda: ready.exists() and ready.read_text().count("\n"))
        port = ready.read_text().split()[0]
        self.browser = self.playwright.chromium.connect_over_cdp(
            f"http://127.0.0.1:{port}", timeout=60_000
        )
        return self.browser.contexts[0]

    def close(self):
        self.browser.new_browser_cdp_session().send("Browser.close")
        self.program.wait(60)

    def kill(self):
        os.killpg(self.program.pid, signal.SIGKILL)
        self.program.wait(60)

    def stop(self):
        if self.program and self.program.poll() is None:
            self.kill()
        if self.screen:
            self.screen.terminate()
            self.screen.wait(60)

    def found(self):
        """{mark that was typed: the files of the profile in which it stands}"""
        where = {}
        for path in self.profile.rglob("*"):
            for mark in marks_in(path) if path.is_file() and not path.is_symlink() else ():
                where.setdefault(mark, set()).add(str(path.relative_to(self.profile)))
        return where

    def _prepare(self):
        """After a crash Chromium saves no tabs until somebody answers its question whether to
        restore them: a browser that never answered and was ended must not look crashed."""
        known = json.loads(self.preferences.read_text())
        known |= {"session": known.get("session", {}) | RESTORES}
        known |= {"profile": known.get("profile", {}) | {"exit_type": "Normal"}}
        self.preferences.write_text(json.dumps(known))

    def _display(self):
        if not self.screen:
            told, tell = os.pipe()
            self.screen = subprocess.Popen(
                [_found("Xvfb"), "-displayfd", str(tell), "-nolisten", "tcp"],
                pass_fds=[tell],
                stderr=subprocess.DEVNULL,
            )
            os.close(tell)
            with os.fdopen(told) as number:
                self.number = number.readline().strip()
        return f":{self.number}"


def marks_in(path):
    """As UTF-8, UTF-16, in capitals, in base64."""
    try:
        data = path.read_bytes().lower()
    except FileNotFoundError:  # the browser tidies up
        return set()
    marks = {
        one.decode() for text in (data, data.replace(b"\0", b"")) for one in MARK.findall(text)
    }
    return marks | {"in base64" for one in _in_base64() if one in data}


def _in_base64():
    for ahead in range(3):
        whole = base64.b64encode(b"x" * ahead + STEM.encode())
        yield whole[4 if ahead else 0 : -4].lower()


def _found(program):
    path = shutil.which(program)
    assert path, f"no {program} here: sh tools/test-programs"
    return path


def _wait(until):
    end = time.monotonic() + 60
    while not until():
        assert time.monotonic() < end, "the browser does not start"
        time.sleep(0.1)


CARELESS = (
    '<!doctype html><title>elsewhere</title><form method="post">'
    '<input name="a"><textarea name="b"></textarea><button>Send</button></form>'
)


class _Careless(BaseHTTPRequestHandler):
    """A site that answers what is typed by a page, as most do."""

    def do_GET(self):
        page = CARELESS.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.do_GET()

    def log_message(self, *_told):
        pass


@contextmanager
def careless_site():
    site = ThreadingHTTPServer(("127.0.0.1", 0), _Careless)
    Thread(target=site.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{site.server_port}/"
    site.shutdown()
    site.server_close()
