"""A thread never loses its lock on the SQLite file to another thread that closes it.

The cause of a damaged file: `fanal.settings.database.keep_open` says how.
"""

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from tests import tables

FANAL = Path(sys.executable).with_name("fanal")
FIRST = ["--email", "a@b.example", "--name", "Anan", "--office", "Bangkok", "--country", "TH"]
PATIENCE = 300  # seconds: how long a start takes says how busy the machine is
RACE = Path(__file__).with_name("closing_race.py")


def dropped(file, mode):
    """How many locks went with a close() of another thread."""
    answer = subprocess.run(
        [sys.executable, RACE, file, mode], capture_output=True, text=True, timeout=120
    )
    assert answer.returncode == 0, answer.stderr
    locks, written = map(int, answer.stdout.split())
    assert written
    return locks


def test_connections_of_a_request_lose_locks_so_the_race_is_seen(tmp_path):
    assert dropped(tmp_path / "notes.sqlite3", "closed")


def test_connections_as_long_as_their_thread_lose_none(tmp_path):
    assert not dropped(tmp_path / "notes.sqlite3", "kept")


@contextmanager
def serving(var):
    """A server for work in `var`, and its process."""
    env = {"PATH": os.environ["PATH"], "FANAL_VAR": str(var), "LANG": "C.UTF-8"}
    env |= {"PYTHONPATH": os.environ.get("PYTHONPATH", "")}
    tables.copy_if_kept(var / "fanal.sqlite3")
    subprocess.run([FANAL, "setup", *FIRST], env=env, check=True, capture_output=True)
    bind = f"unix:{var}/fanal.socket"
    server = subprocess.Popen([FANAL, "serve", "--workers", "2", "--bind", bind], env=env)
    try:
        yield server
    finally:
        server.terminate()
        server.wait(PATIENCE)


def held(file):
    """The processes that hold a reader's lock on `file`."""
    lines = [line.split() for line in Path("/proc/locks").read_text().splitlines()]
    return {int(pid) for *_, pid, place, _, _ in lines if place.endswith(f":{file.stat().st_ino}")}


def workers_of(server):
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text()
    return {int(pid) for pid in children.split()}


def test_each_idle_worker_holds_the_file_open(tmp_path):
    with serving(tmp_path) as server:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and server.poll() is None:
            workers = workers_of(server)
            if len(workers) == 3 and workers <= held(tmp_path / "fanal.sqlite3"):
                return
            time.sleep(0.1)
    raise AssertionError("a worker waits for requests without a lock on the file")
