"""Kill the server again and again while people write; nothing that was acknowledged may be lost.

python tools/crash.py [--postgresql] [--rounds N] [--megabytes N] [--nodes N] [--house FOLDER]

`fanal serve --workers 2` on a database of real size, six case workers who save notes, and programs
that keep every core busy. Each round the whole server is killed (SIGKILL) at a random moment and
started again; what had no answer is sent again word for word. After each round the file is checked
(`PRAGMA integrity_check`), the journal verified, and each acknowledged note must be there once. The
first page must be there ten seconds after the kill; what the server waited for a core that another
program had is not counted: these programs are there to be in its way.

Of several nodes on one PostgreSQL the first is killed, the others go on. In a FOLDER that is kept, what
was acknowledged is noted after each round: stopped and called again, it goes on with the next round.
"""

import argparse
import base64
import hmac
import http.client
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode
from uuid import uuid4

ROOT = Path(__file__).resolve().parent.parent
HOUSE = Path(__file__).with_name("crash_house.py")
FANAL = Path(sys.executable).with_name("fanal")
PATIENCE = 180  # seconds: how long a start takes says how busy the machine is
SHORTEST, LONGEST = 1.0, 3.0  # seconds from the first note of a round to the kill
BACK_WITHIN = 10.0  # seconds from the kill to the first page
sys.path.insert(0, str(ROOT))


class NoteWriter:
    """A case worker in a browser: she saves one note after the other until the server is gone."""

    def __init__(self, told: dict, socket: Path) -> None:
        from tests.commands.over_http import Browser

        self.told, self.browser = told, Browser(socket)
        self.address = f"/cases/{told['case']}/note/"
        self.acknowledged: list[str] = []
        self.open: dict[str, str] | None = None  # what was sent and had no answer
        self.odd: list[str] = []

    def kept(self) -> dict:
        return {"acknowledged": self.acknowledged, "open": self.open}

    def sign_in(self) -> None:
        words = {"login": self.told["email"], "password": self.told["passphrase"]}
        assert self.browser.post("/sign-in/", **words)[0] == 302
        codes = (code_of(self.told["totp"]) for _ in range(3))  # half a minute may end meanwhile
        assert any(self.browser.post("/sign-in/factor/", code=code)[0] == 302 for code in codes)

    def unlock(self) -> None:
        """After each start all are locked."""
        from tests.commands.over_http import TOKEN

        status, _text = self.browser.post("/keys/unlock/", passphrase=self.told["passphrase"])
        assert status == 302, status
        self.token = TOKEN.search(self.browser.get(self.address)[1])[1]

    def write(self) -> None:
        try:
            if self.open:
                self.send(self.open)
            while True:
                self.send({"text": f"note {uuid4().hex}", "once": uuid4().hex})
        except (OSError, http.client.HTTPException):
            return

    def send(self, note: dict[str, str]) -> None:
        """Acknowledged is what leads back to the case, and nothing else."""
        self.open = note
        status, where = self.post(note)
        if (status, where) == (302, f"/cases/{self.told['case']}/"):
            self.acknowledged.append(note["text"])
            self.open = None
        else:
            self.odd.append(f"{status} {where}")
            time.sleep(0.2)

    def post(self, note: dict[str, str]) -> tuple[int, str]:
        from tests.commands.over_http import OURS, BySocket

        connection = BySocket(self.browser.path, timeout=30)
        cookies = "; ".join(f"{name}={value}" for name, value in self.browser.cookies.items())
        headers = OURS | {"Cookie": cookies, "Origin": "https://localhost", "Connection": "close"}
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        body = urlencode(note | {"csrfmiddlewaretoken": self.token})
        try:
            connection.request("POST", self.address, body, headers)
            answer = connection.getresponse()
            answer.read()
            return answer.status, answer.headers.get("Location", "")
        finally:
            connection.close()


def code_of(secret: str) -> str:
    """The code of now (RFC 6238), without Django, whose settings this process does not need."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, (int(time.time()) // 30).to_bytes(8), "sha1")
    at = digest[-1] & 15
    return f"{(int.from_bytes(digest[at : at + 4]) & 0x7FFFFFFF) % 1_000_000:06d}"


@contextmanager
def pressure():
    """A program for each core that reckons all the time, beside all that follows."""
    burners = [
        subprocess.Popen([sys.executable, "-c", "while True: pass"])
        for _ in range(os.cpu_count() or 2)
    ]
    try:
        yield
    finally:
        for burner in burners:
            burner.kill()
            burner.wait()


class Downtime(NamedTuple):
    """From a start to the first page: seconds, and those in which it waited for a core."""

    seconds: float
    waited: float

    @property
    def too_long(self) -> bool:
        return self.seconds - self.waited > BACK_WITHIN


class Nodes:
    """The servers of one database; each has a folder of its own and the same key files."""

    def __init__(self, var: Path, env: dict, number: int, log) -> None:
        self.log, self.servers = log, [None] * number
        self.sockets = [var / f"fanal-{place}.socket" for place in range(number)]
        folders = [var, *(var / f"node-{place}" for place in range(1, number))]
        for one in folders[
            1:
        ]:  # without the head of the journal that was noted a node raises an alarm
            one.mkdir(mode=0o700, exist_ok=True)
            shutil.copy(var / "journal.head", one)
        self.envs = [
            env | {"FANAL_VAR": str(folder), "FANAL_KEYS": str(var / "keys")} for folder in folders
        ]

    def begin(self) -> Downtime:
        """Start those that do not run, one after the other. The longest time until a first page."""
        away = [Downtime(0, 0)]
        for place, server in enumerate(self.servers):
            if server is None:
                began = time.monotonic()
                server = start(self.sockets[place], self.envs[place], self.log)
                away.append(Downtime(time.monotonic() - began, waited(server.pid)))
                self.servers[place] = server
        return max(away)

    def kill(self, number: int) -> None:
        for place in range(number):
            if self.servers[place] is not None:
                kill(self.servers[place])
                self.servers[place] = None


def start(socket: Path, env: dict, log) -> subprocess.Popen:
    """A server that answers, in a group of processes of its own."""
    from tests.commands.over_http import Browser

    socket.unlink(missing_ok=True)
    command = [FANAL, "serve", "--workers", "2", "--bind", f"unix:{socket}"]
    server = subprocess.Popen(command, env=env, stderr=log, start_new_session=True)
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            if Browser(socket).get("/help/")[0] == 200:
                return server
        except OSError:
            time.sleep(0.1)
    sys.exit("the server does not start: see the log")


def waited(pid: int) -> float:
    """Seconds in which a process was ready and another had the core (proc(5), schedstat)."""
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[1]) / 1e9


def kill(server: subprocess.Popen) -> None:
    os.killpg(server.pid, signal.SIGKILL)
    server.wait()


def look(env: dict) -> dict:
    told = subprocess.run([sys.executable, HOUSE, "look"], env=env, capture_output=True, text=True)
    if told.returncode:
        return {"whole": f"cannot be read: {told.stderr[-300:]}", "faults": [], "texts": []}
    return json.loads(told.stdout)


def round_of(writers: list[NoteWriter], nodes: Nodes) -> Downtime:
    """Start, write, kill the first node, then the others. How long it was away before."""
    took = nodes.begin()
    for writer in writers:
        writer.unlock()
    threads = [threading.Thread(target=writer.write) for writer in writers]
    for thread in threads:
        thread.start()
    time.sleep(random.uniform(SHORTEST, LONGEST))
    nodes.kill(1)
    if len(nodes.servers) > 1:
        time.sleep(random.uniform(SHORTEST, LONGEST) / 2)
        nodes.kill(len(nodes.servers))
    for thread in threads:
        thread.join(60)
    return took


def counted(writers: list[NoteWriter], found: dict) -> dict[str, int]:
    """Of all notes so far: acknowledged and gone, there twice, sent and not answered but there."""
    there: dict[str, int] = {}
    for text in found["texts"]:
        there[text] = there.get(text, 0) + 1
    sure = [text for writer in writers for text in writer.acknowledged]
    waiting = [writer.open["text"] for writer in writers if writer.open]
    return {
        "acknowledged": len(sure),
        "lost": sum(text not in there for text in sure),
        "doubled": sum(n > 1 for n in there.values()),
        "written without an answer": sum(text in there for text in waiting),
        "odd answers": sum(len(writer.odd) for writer in writers),
    }


def prepared(var: Path, megabytes: int) -> dict:
    """The environment of a house that was made in `var`."""
    kept = ("PATH", "HOME", "DATABASE_URL")
    env = {name: os.environ[name] for name in kept if name in os.environ}
    paths = [str(ROOT), *(os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    env |= {"FANAL_VAR": str(var), "FANAL_CONFIG": "", "PYTHONPATH": os.pathsep.join(paths)}
    env |= {"LANGUAGE": "en", "FANAL_FORGET_AFTER": "600"}
    if (var / "crash.json").exists():
        return env
    if "DATABASE_URL" in env:
        new_database(env["DATABASE_URL"])
    made = subprocess.run(
        [sys.executable, HOUSE, "make", str(megabytes)], env=env, capture_output=True, text=True
    )
    if made.returncode:
        sys.exit(f"the house could not be made:\n{made.stderr}")
    return env


def new_database(url: str) -> None:
    import psycopg

    with psycopg.connect(url.replace("/fanal?", "/postgres?"), autocommit=True) as connection:
        connection.execute("CREATE DATABASE fanal")


def run(rounds: int, megabytes: int, house: Path | None, number: int) -> int:
    """`house`: a folder in which one was made before, or is made now and stays."""
    with tempfile.TemporaryDirectory(prefix="fanal-crash-") as folder:
        var = house or Path(folder)
        var.mkdir(mode=0o700, exist_ok=True)
        env = prepared(var, megabytes)
        database = var / "fanal.sqlite3"
        on_sqlite = "DATABASE_URL" not in env
        size = f"{database.stat().st_size / 1e6:.0f} MB" if on_sqlite else "PostgreSQL"
        print(f"{size}, SQLite {sqlite3.sqlite_version}, {os.cpu_count()} cores", flush=True)
        told = json.loads((var / "crash.json").read_text())["writers"]
        with (var / "server.log").open("a") as log, pressure():
            nodes = Nodes(var, env, number, log)
            places = [nodes.sockets[place % number] for place in range(len(told))]
            writers = [NoteWriter(one, place) for one, place in zip(told, places)]
            try:
                return play(rounds, writers, nodes, env, var / "crash-rounds.json")
            finally:  # also where somebody stops it in the middle of a round
                nodes.kill(number)


def play(rounds: int, writers: list[NoteWriter], nodes: Nodes, env: dict, noted: Path) -> int:
    nodes.begin()
    for writer in writers:
        writer.sign_in()
    nodes.kill(len(nodes.servers))
    total: dict[str, int] = {}
    number, starts, bad = gone_on(writers, noted)
    while number < rounds:
        number += 1
        starts.append(round_of(writers, nodes))
        found = look(env)
        total = counted(writers, found)
        wrong = total["lost"] or total["doubled"] or found["whole"] != "ok" or found["faults"]
        wrong = wrong or starts[-1].too_long
        bad += bool(wrong)
        told = ", ".join(f"{n} {what}" for what, n in total.items())
        print(
            f"round {number} of {rounds}: {found['whole']}, {len(found['faults'])} faults of the "
            f"journal, {told}, first page after {starts[-1].seconds:.1f} s, of which "
            f"{starts[-1].waited:.1f} s waiting for a core",
            flush=True,
        )
        note(writers, number, starts, bad, noted)
        for fault in found["faults"][:5]:
            print("   fault:", fault, flush=True)
        for writer in writers:
            if writer.odd:
                print("   odd:", *writer.odd[:5], flush=True)
            writer.odd.clear()
        if "cannot be read" in found["whole"] or "malformed" in found["whole"]:
            break
    longest = max(one.seconds for one in starts)
    own = max(one.seconds - one.waited for one in starts)
    print(
        f"{number} rounds, {bad} with a fault; until the first page {longest:.1f} s at most, "
        f"{own:.1f} s on cores of its own",
        flush=True,
    )
    return 1 if bad else 0


def note(
    writers: list[NoteWriter], number: int, starts: list[Downtime], bad: int, noted: Path
) -> None:
    """What has to be there from now on, whole or not at all: this program may be stopped too."""
    held = {
        "round": number,
        "starts": starts,
        "bad": bad,
        "writers": [writer.kept() for writer in writers],
    }
    half = noted.with_suffix(".half")
    half.write_text(json.dumps(held))
    half.replace(noted)


def gone_on(writers: list[NoteWriter], noted: Path) -> tuple[int, list[Downtime], int]:
    """The last round that was noted, with what was acknowledged until then."""
    if not noted.exists():
        return 0, [], 0
    held = json.loads(noted.read_text())
    for one, kept in zip(writers, held["writers"]):
        one.acknowledged, one.open = kept["acknowledged"], kept["open"]
    print(f"goes on after round {held['round']}", flush=True)
    return held["round"], [Downtime(*one) for one in held["starts"]], held["bad"]


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--megabytes", type=int, default=90)
    parser.add_argument("--house", type=Path, help="made there once, used again; goes on there")
    parser.add_argument("--nodes", type=int, default=1, help="servers on one PostgreSQL")
    parser.add_argument("--postgresql", action="store_true")
    options = parser.parse_args()
    if options.postgresql and "DATABASE_URL" not in os.environ:
        words = [one for one in sys.argv[1:] if one != "--postgresql"]
        beside = [sys.executable, ROOT / "tools" / "with_postgres.py", sys.executable, __file__]
        return subprocess.run([*beside, *words]).returncode
    if options.nodes > 1 and "DATABASE_URL" not in os.environ:
        parser.error("several nodes need PostgreSQL")
    return run(options.rounds, options.megabytes, options.house, options.nodes)


if __name__ == "__main__":
    sys.exit(main())
