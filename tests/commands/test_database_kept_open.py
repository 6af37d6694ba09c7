"""A thread never loses its lock on the SQLite file to another thread that closes it.

The cause of a damaged file: `fanal.settings.database.keep_open` says how. That a server at work keeps
its file open says test_idle_server.py.
"""

import subprocess
import sys
from pathlib import Path

import pytest

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


@pytest.mark.long  # how SQLite behaves where we do otherwise
def test_connections_of_a_request_lose_locks_so_the_race_is_seen(tmp_path):
    assert dropped(tmp_path / "notes.sqlite3", "closed")


def test_connections_as_long_as_their_thread_lose_none(tmp_path):
    assert not dropped(tmp_path / "notes.sqlite3", "kept")
