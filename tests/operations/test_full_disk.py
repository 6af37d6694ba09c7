"""A full disk is named in the log, and said before saving stops."""

import errno
import logging
import sqlite3

import pytest
from django.db import DatabaseError, OperationalError

from fanal import cli
from fanal.commands import tick
from fanal.database.failures import meaning_of, said_of
from fanal.health.checks import machine
from fanal.web import errors

MB = 1024**2


@pytest.mark.parametrize(
    ("problem", "says"),
    [
        (OperationalError("database or disk is full"), "the disk is full"),
        (OSError(errno.ENOSPC, "No space left on device"), "the disk is full"),
        (OperationalError("could not extend file: No space left on device"), "the disk is full"),
        (OperationalError("disk I/O error"), "whether it is full"),
        (DatabaseError("database disk image is malformed"), "is damaged"),
        (DatabaseError("file is not a database"), "is damaged"),
        (OperationalError("no such table: journeys_journey"), "not up to date"),
    ],
)
def test_the_log_line_says_what_a_failure_of_the_database_means(problem, says, rf, caplog):
    with caplog.at_level(logging.ERROR, "fanal.web.errors"):
        errors.unavailable(rf.get("/"), problem)
    assert says in caplog.text


def test_the_log_line_holds_nothing_that_the_database_said(rf, caplog):
    with caplog.at_level(logging.ERROR, "fanal.web.errors"):
        errors.unavailable(rf.get("/"), OperationalError("near “Bua Kham”: syntax error"))
    assert "Bua" not in caplog.text


def test_a_command_says_it_in_one_line(monkeypatch, capsys):
    def fails(words):
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(cli, "run", fails)
    monkeypatch.setenv("LANGUAGE", "en")
    assert cli.main(["tick"]) == cli.REFUSED
    assert capsys.readouterr().err == (
        "fanal: refused: the disk is full: make room, nothing was saved\n"
    )


def test_what_is_no_failure_of_a_database_stays_a_fault_of_ours(monkeypatch):
    def fails(words):
        raise KeyError("x")

    monkeypatch.setattr(cli, "run", fails)
    with pytest.raises(KeyError):
        cli.main(["tick"])
    assert said_of(KeyError("disk is full")) is None
    assert meaning_of(OSError(errno.EACCES, "no")) is None


@pytest.mark.parametrize(("free", "says"), [(100, "Make room now"), (1000, "before saving stops")])
def test_the_timer_warns_before(monkeypatch, capsys, free, says):
    monkeypatch.setattr(machine, "room", lambda folder: free * MB)
    tick.warn_of_room()
    said = capsys.readouterr().out
    assert f"{free} MB are left" in said
    assert says in said


def test_the_timer_says_nothing_where_there_is_room(monkeypatch, capsys):
    monkeypatch.setattr(machine, "room", lambda folder: machine.LOW)
    tick.warn_of_room()
    assert capsys.readouterr().out == ""


def test_the_server_says_at_its_start_what_may_lose_data(monkeypatch, capsys):
    from fanal.commands import serve
    from fanal.health.checks import database

    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setattr(machine, "room", lambda folder: machine.LOW)
    monkeypatch.setattr(database, "only", lambda vendor: vendor == "sqlite")
    monkeypatch.setattr(database.sqlite3, "sqlite_version_info", (3, 46, 1))
    monkeypatch.setattr("django.db.connection.vendor", "sqlite", raising=False)
    serve.warn(workers=2)
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    assert "This SQLite has no fault that is known to lose data: 3.46.1: a checkpoint" in lines[0]
    assert "SQLite with 2 workers" in lines[1]
