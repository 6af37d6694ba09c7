"""Mixed work over HTTP for `tools/bench_big.py`: so many requests a second whatever the server does,
by signed-in colleagues, through the socket that a proxy would use.

Each request is begun at its time, not after the one before was answered: a server that is too slow
is seen in the waiting times, which count from when the request should have begun.
"""

import http.client
import random
import re
import threading
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

from crash import code_of
from tests.commands.over_http import OURS, TOKEN, BySocket

# Of 100 requests. A sign-in is three: pass-phrase, code, and the page she comes to.
MIX = {"case page": 40, "list": 16, "tasks": 8, "today": 6, "person": 6, "search": 8, "save a note": 12,
       "board": 4}  # fmt: skip
SIGN_INS_OF = 50  # one operation of so many is somebody's sign-in, as in the morning
ARRIVING = 14  # colleagues who only sign in
ID = re.compile(r"[0-9a-f-]{36}")
KNOWN = "__Host-browser"  # the cookie of a browser that has signed in before
WAITING = 400  # operations that wait at most: what comes after is dropped, and counted
OWN_MEMORY = ("RssAnon", "RssShmem")  # proc(5)
SAMPLED_EVERY = 0.5  # seconds between two looks at the memory of the workers


class Colleague:
    """Somebody with a browser. She waits for no answer before she asks for the next page."""

    def __init__(self, told: dict, path: Path) -> None:
        self.told, self.path = told, str(path)
        self.cookies: dict[str, str] = told.get("cookies", {})
        self.token = ""
        number = int("".join(filter(str.isdigit, told["email"])))
        self.address_of_hers = (
            f"10.0.{number // 250}.{number % 250 + 1}"  # wrong and many tries count by address
        )
        self.last_code = ""
        self.begun_again = threading.Lock()

    def ask(self, method: str, address: str, **fields: str) -> tuple[int, str, str]:
        """Status, where to, and the page."""
        connection = BySocket(self.path, timeout=60)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = OURS | {
            "Cookie": cookies,
            "Connection": "close",
            "Origin": "https://localhost",
            "X-Forwarded-For": self.address_of_hers,
        }
        body = None
        if method == "POST":
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode(fields | {"csrfmiddlewaretoken": self.token})
        try:
            connection.request(method, address, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode(errors="replace")
        finally:
            connection.close()
        for line in answer.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: one.value for name, one in SimpleCookie(line).items()}
        return answer.status, answer.headers.get("Location", ""), text

    def sign_in(self) -> str:
        """Comes in as in the morning, in a new session; her browser is known. What went wrong."""
        if self.told["lead"]:
            return self._unlock()
        if code_of(self.told["totp"]) == self.last_code:
            return ""  # a code counts once: she is still there
        kept = self.cookies
        self.cookies = {KNOWN: kept[KNOWN]} if KNOWN in kept else {}
        if wrong := self._signed_in_anew():
            self.cookies = kept
            return wrong
        return self._see_form()

    def _signed_in_anew(self) -> str:
        if wrong := self._see_token("/sign-in/"):
            return wrong
        words = {"login": self.told["email"], "password": self.told["passphrase"]}
        status, where, _text = self.ask("POST", "/sign-in/", **words)
        if status != 302:
            return f"sign-in {status}"
        if wrong := self._see_token(where):
            return wrong
        # Read now: while the pass-phrase was stretched the one before may have run out.
        self.last_code = code_of(self.told["totp"])
        status, where, _text = self.ask("POST", "/sign-in/factor/", code=self.last_code)
        return "" if status == 302 else f"second factor {status}"

    def _unlock(self) -> str:
        """The start of the server has locked whoever was unlocked."""
        if wrong := self._see_token("/keys/unlock/"):
            return wrong
        status, _where, _text = self.ask(
            "POST", "/keys/unlock/", passphrase=self.told["passphrase"]
        )
        return self._see_form() if status == 302 else f"unlock {status}"

    def _see_form(self) -> str:
        return self._see_token(f"/cases/{self.told['cases'][0]}/note/")

    def _see_token(self, address: str) -> str:
        """Keep the token of a form. What was wrong with the answer: a busy server gives none."""
        status, _where, text = self.ask("GET", address)
        found = TOKEN.search(text)
        self.token = found[1] if found else ""
        return "" if found else f"form {bare(address)} {status}"

    def do(self, what: str, chance: random.Random) -> str:
        """One act; what was wrong with the answer, or nothing."""
        case = chance.choice(self.told["cases"])
        if what == "sign in":
            with self.begun_again:
                return self.sign_in()
        if what == "save a note":
            note = {"text": f"note {uuid4().hex}", "once": uuid4().hex}
            status, where, _page = self.ask("POST", f"/cases/{case}/note/", **note)
            return (
                ""
                if (status, where) == (302, f"/cases/{case}/")
                else f"{what} {status} {bare(where)}"
            )
        if what == "search":
            text = chance.choice(("Nok", "Nguyen Thi Lan", "สมศรี", "Bounmy", "Kham"))
            return self._page(what, "POST", "/people/", text=text)
        return self._page(what, "GET", self.address(what, case, chance))

    def address(self, what: str, case: str, chance: random.Random) -> str:
        team = "?show=team" if self.told["lead"] else ""
        return {
            "case page": f"/cases/{case}/",
            "list": f"/cases/{team}",
            "tasks": f"/cases/tasks/{team}",
            "today": "/cases/today/",
            "person": f"/people/{chance.choice(self.told['people'])}/",
            "board": "/journeys/",
        }[what]

    def _page(self, what: str, method: str, address: str, **fields: str) -> str:
        status, where, _text = self.ask(method, address, **fields)
        if status == 303:  # a form is answered by a page of its own
            status, where, _text = self.ask("GET", where)
        return "" if status == 200 else f"{what} {status} {bare(where)}".strip()


def bare(address: str) -> str:
    """Without ids, so that what is wrong is counted by kind."""
    return ID.sub("…", address.partition("?")[0])


class Seen:
    """What came back: by act how long each took, what went wrong, what was not even begun."""

    def __init__(self) -> None:
        self.times: dict[str, list[float]] = defaultdict(list)
        self.errors: dict[str, int] = defaultdict(int)
        self.dropped = 0
        self.waiting = 0
        self.lock = threading.Lock()

    def begin(self) -> bool:
        with self.lock:
            full = self.waiting >= WAITING
            self.dropped += full
            self.waiting += not full
            return not full

    def end(self, what: str, took: float, wrong: str) -> None:
        with self.lock:
            self.waiting -= 1
            if wrong:  # turned away at once, it would count as fast
                self.errors[wrong] += 1
            else:
                self.times[what].append(took)


def drive(staff: list[Colleague], rate: float, seconds: float) -> Seen:
    """`rate` operations a second for so long. Everybody is signed in already."""
    chance, seen, start = random.Random(1), Seen(), time.monotonic()
    arriving = [colleague for colleague in staff if not colleague.told["lead"]][:ARRIVING]
    at_work = [
        colleague for colleague in staff if colleague not in arriving
    ]  # a sign-in ends the session before
    whats, weights = list(MIX), list(MIX.values())
    with ThreadPoolExecutor(WAITING) as pool:
        for number in range(int(rate * seconds)):
            due = start + number / rate
            time.sleep(max(0.0, due - time.monotonic()))
            what = "sign in" if number % SIGN_INS_OF == 0 else chance.choices(whats, weights)[0]
            some = arriving if what == "sign in" else at_work
            who = some[(number // SIGN_INS_OF if some is arriving else number) % len(some)]
            if seen.begin():
                pool.submit(one, seen, who, what, due, random.Random(number))
    return seen


def one(seen: Seen, who: Colleague, what: str, due: float, chance: random.Random) -> None:
    try:
        wrong = who.do(what, chance)
    except (OSError, http.client.HTTPException) as problem:
        wrong = f"{what} {type(problem).__name__}"
    seen.end(what, time.monotonic() - due, wrong)


class Memory(threading.Thread):
    """The most memory of its own that each process of the server had, in MB. Not the file of SQLite,
    which each connection maps: its pages are the kernel's, and would count once a connection."""

    def __init__(self, server: int) -> None:
        super().__init__(daemon=True)
        self.server, self.most, self.over = server, {}, threading.Event()

    def run(self) -> None:
        while not self.over.wait(SAMPLED_EVERY):
            for child in children(self.server):
                with suppress(OSError, ValueError, IndexError):
                    text = Path(f"/proc/{child}/status").read_text()
                    own = (int(text.split(f"{name}:")[1].split()[0]) for name in OWN_MEMORY)
                    held = sum(own) // 1024
                    self.most[child] = max(held, self.most.get(child, 0))


def children(server: int) -> list[int]:
    """Its workers, also those that a process between has started."""
    found: list[int] = []
    with suppress(OSError):
        for task in Path(f"/proc/{server}/task").iterdir():
            for child in (task / "children").read_text().split():
                found += [int(child), *children(int(child))]
    return found


def cpu_of(processes: list[int]) -> float:
    """CPU seconds that these have used."""
    ticks = 0
    for process in processes:
        with suppress(OSError):
            fields = Path(f"/proc/{process}/stat").read_text().rsplit(") ", 1)[1].split()
            ticks += int(fields[11]) + int(fields[12]) + int(fields[13]) + int(fields[14])
    return ticks / 100
