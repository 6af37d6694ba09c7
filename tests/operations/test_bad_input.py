"""What may be wrong with a file, a sheet or a place when somebody restores: one line, nothing half done.

The reasons themselves are tried in test_backup.py; here each is met at the command, as it is typed.
"""

import io
import os
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import connection

from fanal.audit.models import JournalHead
from fanal.cli import main
from fanal.commands import (
    database_copies,
    django_setup,
    postgres_programs,
    restore_trial,
    restoring,
)
from fanal.commands.scratch import scratch
from fanal.core.sealing import shares
from fanal.settings.database import from_url
from tests.operations.installation import BAD_INPUT, REFUSED

pytestmark = pytest.mark.django_db


def whole(made, to):
    to.write_bytes(made.path.read_bytes())
    return made.shares[:2]


def cut(made, to):
    to.write_bytes(made.path.read_bytes()[:-1])
    return made.shares[:2]


def one_byte(made, to):
    text = bytearray(made.path.read_bytes())
    text[len(text) // 2] ^= 1
    to.write_bytes(text)
    return made.shares[:2]


def newer(made, to):
    to.write_bytes(made.path.read_bytes().replace(b"fanal backup 1\n", b"fanal backup 9\n", 1))
    return made.shares[:2]


def none_at_all(made, to):
    to.write_bytes(b"\x00" * 100)
    return made.shares[:2]


def of_another_organisation(made, to):
    whole(made, to)
    return shares.split(b"o" * 32)[:2]


def of_two_organisations(made, to):
    whole(made, to)
    return [made.shares[0], shares.split(b"o" * 32)[1]]


def typing_error(made, to):
    whole(made, to)
    mistaken = made.shares[1].split()
    mistaken[6] = "lantarn"
    return [made.shares[0], " ".join(mistaken)]


BAD = {
    cut: "is cut or was changed",
    one_byte: "is cut or was changed",
    newer: "was made by a newer version",
    none_at_all: "is no file that `fanal backup` made",
    of_another_organisation: "sheets of another organisation",
    of_two_organisations: "two different recovery keys",
    typing_error: "word 7, “lantarn”",
}


@pytest.fixture
def restore(made, tmp_path, monkeypatch, capsys):
    """`restore(bad, *words)`: the exit code, and what was said on the error channel."""

    def run(bad, *words):
        path = tmp_path / "the.backup"
        typed = "".join(f"{one}\n" for one in bad(made, path))
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        return main(["restore", *words, str(path)]), capsys.readouterr().err

    return run


@pytest.mark.asvs("V16.5.3")
@pytest.mark.parametrize("bad", BAD, ids=lambda one: one.__name__)
def test_what_is_wrong_is_one_line_and_leaves_nothing(cast, restore, bad):
    before, variables = JournalHead.objects.get().number, dict(os.environ)
    code, said = restore(bad, "--try")
    assert code == BAD_INPUT
    assert BAD[bad] in said
    assert len(said.strip().splitlines()) == 1, said
    assert JournalHead.objects.get().number == before
    assert not list(settings.VAR.glob("scratch-*"))
    assert os.environ == variables, "what runs afterwards finds the installation, not the trial"


def test_a_database_that_is_not_empty_is_one_line(cast, restore):
    code, said = restore(whole)
    assert code == REFUSED
    assert said.startswith("fanal: refused: the database is not empty")
    assert len(said.strip().splitlines()) == 1


def test_a_backup_that_was_made_with_other_key_files_is_one_line(cast, restore, monkeypatch):
    from fanal.sealed import server_key

    before = JournalHead.objects.get().number
    monkeypatch.setattr(server_key, "derived", lambda purpose: b"o" * 32)
    code, said = restore(whole, "--try")
    assert code == BAD_INPUT
    assert "was made with other key files" in said
    assert len(said.strip().splitlines()) == 1
    assert JournalHead.objects.get().number == before
    assert not list(settings.VAR.glob("scratch-*"))


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../etc/passwd", "Asia/Bangkok\x00"])
def test_a_time_zone_that_is_none_is_refused_with_its_place(monkeypatch, zone):
    from fanal.core.errors import BadInput
    from fanal.settings import options

    if not zone:
        monkeypatch.setenv("FANAL_TIME_ZONE", zone)
        assert options.TIME_ZONE.value()  # not said: that of the file, or the usual one
        return
    with pytest.raises(BadInput, match="FANAL_TIME_ZONE"):
        options.TIME_ZONE._read(zone, "FANAL_TIME_ZONE")


def of_postgresql(made, to):
    """The header alone says of which database it is; what is typed is never asked for."""
    to.write_bytes(made.path.read_bytes().replace(b'"engine": "sqlite"', b'"engine": "postgresql"'))
    return []


@pytest.mark.parametrize("words", [["--try"], []])
def test_no_sheet_is_asked_for_where_the_database_cannot_take_the_backup(
    cast, restore, monkeypatch, words
):
    monkeypatch.setattr(database_copies, "must_be_empty", lambda: None)
    monkeypatch.setattr(database_copies, "engine", lambda: database_copies.SQLITE)
    monkeypatch.setattr(django_setup, "database_url", lambda: "")
    code, said = restore(of_postgresql, *words)
    assert code == BAD_INPUT
    assert "is a backup of PostgreSQL" in said
    assert len(said.strip().splitlines()) == 1


def test_no_sheet_is_asked_for_where_no_database_can_be_made_to_try_it_in(
    cast, restore, monkeypatch
):
    @contextmanager
    def may_not(_url):
        yield SimpleNamespace(execute=lambda _text: SimpleNamespace(fetchone=lambda: ("helpers",)))

    monkeypatch.setattr(postgres_programs, "connected", may_not)
    monkeypatch.setattr(django_setup, "database_url", lambda: "postgresql://fanal@/fanal")
    code, said = restore(of_postgresql, "--try")
    assert code == REFUSED
    assert "ALTER ROLE helpers CREATEDB" in said
    assert len(said.strip().splitlines()) == 1


@pytest.mark.parametrize("words", [["--try"], []])
def test_no_sheet_is_asked_for_where_the_program_of_postgresql_is_missing(
    cast, restore, monkeypatch, tmp_path, words
):
    monkeypatch.setattr(database_copies, "must_be_empty", lambda: None)
    monkeypatch.setattr(database_copies, "engine", lambda: database_copies.POSTGRESQL)
    monkeypatch.setattr(django_setup, "database_url", lambda: "postgresql://fanal@/fanal")
    monkeypatch.setattr(postgres_programs, "HOME", tmp_path / "none")
    monkeypatch.setenv("PATH", str(tmp_path / "none"))
    code, said = restore(of_postgresql, *words)
    assert code == BAD_INPUT
    assert said.startswith("fanal: pg_restore: is not installed")


@pytest.mark.parametrize("words", [["--try"], []])
def test_no_sheet_is_asked_for_while_a_backup_is_made(cast, restore, monkeypatch, words):
    def no_sheets(made, to):
        whole(made, to)
        return []

    monkeypatch.setattr(database_copies, "must_be_empty", lambda: None)
    monkeypatch.setattr(restore_trial, "must_have_a_place", lambda path: None)
    monkeypatch.setattr(restoring, "must_go_into", lambda engine, path: None)
    with scratch(settings.VAR):
        code, said = restore(no_sheets, *words)
    assert code == REFUSED
    assert "another backup or restore is running" in said


@pytest.mark.skipif(connection.vendor != "postgresql", reason="it is a file in a scratch folder")
@pytest.mark.django_db(transaction=True)
def test_what_a_trial_left_that_was_killed_is_gone_with_the_next_and_no_other_database():
    with connection.cursor() as cursor:
        ours = f"fanal_try_{from_url(django_setup.database_url())['NAME']}"
        theirs = f"fanal_try_another_{os.getpid()}"
        for name in (ours, theirs):
            cursor.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        there = "SELECT oid FROM pg_database WHERE datname = %s"
        cursor.execute(there, [ours])
        left = cursor.fetchone()
        try:
            with restore_trial._variables_put_back(), restore_trial._postgresql():
                cursor.execute(there, [ours])
                assert cursor.fetchone() not in (left, None)
            cursor.execute(there, [ours])
            assert cursor.fetchone() is None
            # Of another installation on the same server.
            cursor.execute(there, [theirs])
            assert cursor.fetchone()
        finally:
            cursor.execute(f"DROP DATABASE {theirs}")
