"""A real server that nobody asks for anything: its workers hold the file open, and its idle sessions
are locked all the same."""

import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests import tables

FANAL = Path(sys.executable).with_name("fanal")
FIRST = ["--email", "a@b.example", "--name", "Anan", "--office", "Bangkok", "--country", "TH"]
PATIENCE = 300  # seconds: how long a start takes says how busy the machine is
SEALED = os.urandom(64)


def unlocked(var, session, minutes):
    """A session that is unlocked, as its row would be so many minutes after the last request."""
    at = datetime.now(UTC).replace(tzinfo=None) - timedelta(minutes=minutes)
    with closing(sqlite3.connect(var / "fanal.sqlite3", timeout=60)) as database, database:
        database.execute(
            "INSERT INTO keys_unlock (session_id, pair_id, sealed, used_at, used_mark) "
            "VALUES (?, ?, ?, ?, '')",
            (session, "0" * 32, SEALED, str(at)),
        )


def rows(var):
    with closing(sqlite3.connect(var / "fanal.sqlite3", timeout=60)) as database:
        return {one for (one,) in database.execute("SELECT session_id FROM keys_unlock")}


def files_with_it(var):
    return [one.name for one in var.glob("fanal.sqlite3*") if SEALED in one.read_bytes()]


def soon(happened):
    until = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < until
        time.sleep(0.2)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """The folder of an organisation, and with what its programs are started."""
    var = tmp_path_factory.mktemp("house")
    env = {"PATH": os.environ["PATH"], "FANAL_VAR": str(var), "LANG": "C.UTF-8"}
    env |= {"PYTHONPATH": os.environ.get("PYTHONPATH", "")}
    tables.copy_if_kept(var / "fanal.sqlite3")
    subprocess.run([FANAL, "setup", *FIRST], env=env, check=True, capture_output=True)
    return SimpleNamespace(var=var, env=env)


@pytest.fixture
def house(place):
    """A server for work, and its folder."""
    bind = f"unix:{place.var}/fanal.socket"
    server = subprocess.Popen([FANAL, "serve", "--workers", "2", "--bind", bind], env=place.env)
    try:
        soon(lambda: len(workers_of(server)) == 3)
        yield SimpleNamespace(var=place.var, server=server)
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


@pytest.mark.long  # test_database_kept_open.py holds what it is for
def test_each_idle_worker_holds_the_file_open(house):
    """Without its lock on the file, a worker that waits could lose those of another (see
    test_database_kept_open.py)."""
    soon(lambda: workers_of(house.server) <= held(house.var / "fanal.sqlite3"))
    assert len(workers_of(house.server)) == 3


def test_it_locks_what_was_idle_and_leaves_nobody_unlocked_when_it_stops(house):
    unlocked(house.var, "used", 0)
    unlocked(house.var, "idle", 11)
    assert files_with_it(house.var)
    soon(lambda: rows(house.var) == {"used"})
    house.server.terminate()
    house.server.wait(PATIENCE)
    assert rows(house.var) == set()
    assert files_with_it(house.var) == []
