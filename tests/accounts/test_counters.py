"""What stands in the table of the counters is read as numbers, and never as a program."""

import base64
import pickle
from pathlib import Path

import pytest
from django.core.cache import cache, caches
from django.core.management import call_command
from django.db import connection

from fanal.database.sql import write

pytestmark = pytest.mark.django_db


class Program:
    """What a pickle may say: do this."""

    def __init__(self, file):
        self.file = file

    def __reduce__(self):
        return Path.touch, (self.file,)


@pytest.fixture(autouse=True)
def table():
    call_command("createcachetable", verbosity=0)


def put(key, value):
    write("UPDATE counters SET value = %s WHERE cache_key = %s", [(value, cache.make_key(key))])


def test_a_program_that_somebody_wrote_there_never_runs(tmp_path):
    cache.set("tries", [1])
    put("tries", base64.b64encode(pickle.dumps(Program(tmp_path / "ran"))).decode())
    assert cache.get("tries", "none") == "none"
    assert not (tmp_path / "ran").exists()


def test_counters_count():
    assert cache.get("tries", []) == []
    cache.set("tries", [1.5, 2])
    cache.set("tries", [1.5, 2, 3])
    assert cache.get("tries") == [1.5, 2, 3]
    cache.delete("tries")
    assert cache.get("tries") is None


def test_only_the_first_of_two_is_added_until_it_is_over():
    assert cache.add("lock", True, timeout=60)
    assert not cache.add("lock", True, timeout=60)
    cache.touch("lock", -5)
    assert cache.get("lock") is None
    assert cache.add("lock", True, timeout=60)


def test_what_never_ends_is_kept():
    cache.set("always", 1, timeout=None)
    assert cache.get("always") == 1


def test_there_is_room_for_so_many(monkeypatch):
    monkeypatch.setattr(caches["default"], "_max_entries", 5)
    for one in range(20):
        cache.set(f"n{one}", one)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM counters")
        assert cursor.fetchone()[0] <= 7
