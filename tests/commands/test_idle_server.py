"""A real server that nobody asks for anything: its idle sessions are locked all the same."""

import os
import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from tests.commands.test_database_kept_open import PATIENCE, serving, workers_of

SEALED = os.urandom(64)


def unlocked(var, session, minutes):
    """A session that is unlocked, as its row would be so many minutes after the last request."""
    at = datetime.now(UTC).replace(tzinfo=None) - timedelta(minutes=minutes)
    with closing(sqlite3.connect(var / "fanal.sqlite3", timeout=60)) as database, database:
        database.execute(
            "INSERT INTO keys_unlock (session_id, pair_id, sealed, used_at) VALUES (?, ?, ?, ?)",
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


@pytest.fixture
def server(tmp_path):
    with serving(tmp_path) as server:
        soon(lambda: len(workers_of(server)) == 3)
        yield server


def test_it_locks_what_was_idle_and_leaves_nobody_unlocked_when_it_stops(tmp_path, server):
    unlocked(tmp_path, "used", 0)
    unlocked(tmp_path, "idle", 11)
    assert files_with_it(tmp_path)
    soon(lambda: rows(tmp_path) == {"used"})
    server.terminate()
    server.wait(PATIENCE)
    assert rows(tmp_path) == set()
    assert files_with_it(tmp_path) == []
