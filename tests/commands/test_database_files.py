"""The database of SQLite is for the service account alone, whichever command made it."""

import os
import sqlite3
import stat
from contextlib import suppress

import pytest

from fanal import cli
from fanal.commands import database_files
from fanal.core.errors import BadInput


@pytest.fixture
def name(tmp_path):
    """A database with its log, as it was made before this was looked at."""
    before = os.umask(0o022)
    folder = tmp_path / "var"
    folder.mkdir()
    connection = sqlite3.connect(folder / "fanal.sqlite3")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("CREATE TABLE one (id)")
    yield folder / "fanal.sqlite3"
    connection.close()
    os.umask(before)


def sqlite(name):
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(name)}


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_a_database_that_others_may_read_stops_every_command(name):
    with pytest.raises(BadInput, match="chmod 600") as problem:
        database_files.check(sqlite(name))
    assert problem.value.where == str(name)


def test_so_does_its_log(name):
    name.chmod(0o600)
    with pytest.raises(BadInput, match="chmod 600") as problem:
        database_files.check(sqlite(name))
    assert problem.value.where == f"{name}-wal"


def test_set_up_closes_the_files_and_their_folder(name):
    database_files.close_to_others(sqlite(name), name.parent)
    database_files.check(sqlite(name))
    assert mode(name.parent) == 0o700
    assert {mode(one) for one in name.parent.iterdir()} == {0o600}


def test_a_folder_that_is_not_there_yet_stops_nothing(tmp_path):
    database_files.check(sqlite(tmp_path / "none" / "fanal.sqlite3"))
    database_files.close_to_others(sqlite(tmp_path / "none" / "fanal.sqlite3"), tmp_path / "none")


def test_postgresql_keeps_its_files_itself():
    database_files.check({"ENGINE": "django.db.backends.postgresql", "NAME": "fanal"})


@pytest.mark.parametrize("words", [["law", "list"], ["trust", "--help"], ["manage", "--help"]])
def test_what_any_command_writes_is_for_its_account_alone(words, capsys):
    before = os.umask(0o022)
    try:
        with suppress(SystemExit):
            cli.main(words)
        assert os.umask(0o022) == 0o077
    finally:
        os.umask(before)
        capsys.readouterr()
