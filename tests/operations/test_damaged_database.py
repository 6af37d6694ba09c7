"""A damaged file and a server that is away: named in one line, by every command and on pages."""

import json
import sqlite3
from contextlib import closing

import psycopg
import pytest
from django.db import DatabaseError, OperationalError, connection
from django.urls import reverse

from fanal.commands import database_errors
from fanal.commands.messages import in_words
from fanal.database import failures
from tests import files
from tests.operations.installation import DAMAGED, UNREACHABLE, Machine, one_line

PAGE = 4096
WRONG = 20  # what `fanal doctor` ends with
WHAT_TO_DO = "put the last backup back: `fanal restore FILE`"


def hurt(path, table):
    """The pages of a table's tree overwritten, as when two histories are mixed in one file. The kind
    of the page is none: otherwise what SQLite reads depends on what lay in memory behind it."""
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode = DELETE")
        asked = "SELECT rootpage FROM sqlite_master WHERE type = 'table' AND name = ?"
        (root,) = database.execute(asked, (table,)).fetchone()
    with path.open("r+b") as file:
        file.seek((root - 1) * PAGE)
        file.write(b"\x07\x00\x00\x00\x09" + b"\xff" * 400)


def notes(path):
    """A small database."""
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE TABLE notes (text TEXT)")
        database.executemany("INSERT INTO notes VALUES (?)", [("a note",)] * 50)
    return path


def failure(path):
    """What SQLite says of a damaged file."""
    with closing(sqlite3.connect(path)) as database, pytest.raises(sqlite3.DatabaseError) as raised:
        database.execute("SELECT * FROM notes").fetchall()
    return raised.value


@pytest.fixture
def damaged(tmp_path):
    path = notes(tmp_path / "notes.sqlite3")
    hurt(path, "notes")
    return path


def test_a_damaged_file_and_one_that_is_none_are_told_from_every_other_failure(damaged, tmp_path):
    assert "malformed" in failures.damage(failure(damaged))
    none = tmp_path / "none.sqlite3"
    none.write_text("no database, and long enough for its header to be read\n" * 40)
    assert "not a database" in failures.damage(failure(none))
    with closing(sqlite3.connect(tmp_path / "empty")) as database:
        with pytest.raises(sqlite3.OperationalError) as raised:
            database.execute("SELECT * FROM nothing")
        assert failures.damage(raised.value) is None
        assert database_errors.code_of(raised.value) is None
    assert database_errors.code_of(ValueError("malformed")) is None


def test_a_server_that_is_away_is_told_from_one_that_answers_no():
    with pytest.raises(psycopg.OperationalError) as raised:
        psycopg.connect("host=127.0.0.1 port=1 dbname=fanal")
    assert database_errors.code_of(raised.value) == UNREACHABLE
    answered = psycopg.errors.InsufficientPrivilege("permission denied")
    assert database_errors.code_of(answered) is None


def test_the_line_names_the_server_and_never_the_password(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://fanal:s3cret@127.0.0.1:1/work")
    monkeypatch.setenv("LANGUAGE", "en")
    with pytest.raises(psycopg.OperationalError) as raised:
        psycopg.connect("host=127.0.0.1 port=1 dbname=work")
    said = in_words(database_errors.printable(raised.value))
    assert "work@127.0.0.1 cannot be reached" in said
    assert "s3cret" not in said


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="damages SQLite's file")
def test_each_command_says_it_in_one_line_and_ends_with_its_own_code(cast, tmp_path):
    machine = Machine(tmp_path / "var")
    machine.var.mkdir(mode=0o700)
    copy = machine.var / "fanal.sqlite3"
    with closing(sqlite3.connect(copy)) as database, connection.cursor() as cursor:
        cursor.connection.backup(database)
    copy.chmod(0o600)
    hurt(copy, "audit_entry")
    answer = machine.fanal("audit", "verify")
    assert WHAT_TO_DO in one_line(answer, DAMAGED)
    assert "the last entry that can be read is" in answer.stdout
    assert WHAT_TO_DO in one_line(machine.fanal("serve", "--bind", f"unix:{tmp_path}/s"), DAMAGED)
    copy.write_text("no database at all\n" * 100)
    assert WHAT_TO_DO in one_line(machine.fanal("tick"), DAMAGED)
    answer = machine.fanal("doctor", "--json")
    found = {one["name"]: one for one in json.loads(answer.stdout)}
    assert (answer.returncode, found["sqlite_whole"]["outcome"]) == (WRONG, "failure")
    assert "restore the last backup" in found["sqlite_whole"]["remedy"]
    # Nothing sends anybody elsewhere, nor to a command that writes into it.
    assert not {"database_answers", "counters_there", "migrations_done"} & set(found)
    assert [name for name in found if "not a database" in found[name]["said"]] == ["sqlite_whole"]


def test_an_unreachable_postgresql_is_one_line(tmp_path):
    machine = Machine(tmp_path, DATABASE_URL="postgresql://fanal:s3cret@127.0.0.1:1/fanal")
    said = one_line(machine.fanal("audit", "verify"), UNREACHABLE)
    assert "fanal@127.0.0.1 cannot be reached" in said


def test_the_doctor_tells_a_program_that_watches_of_an_unreachable_postgresql(tmp_path):
    """As of everything else that keeps it from looking: with its own exit code, as JSON."""
    machine = Machine(tmp_path, DATABASE_URL="postgresql://fanal:s3cret@127.0.0.1:1/fanal")
    answer = machine.fanal("doctor", "--json")
    (row,) = json.loads(answer.stdout)
    assert (answer.returncode, row["outcome"]) == (WRONG, "failure")
    assert "fanal@127.0.0.1 cannot be reached" in row["said"]
    assert "s3cret" not in answer.stdout + answer.stderr


def test_no_backup_is_made_of_a_damaged_database(damaged):
    from fanal.commands import database_copies

    with closing(sqlite3.connect(damaged)) as database:
        assert database_copies.damage(database)


@pytest.mark.parametrize(
    ("language", "says"), [("en", "The database is damaged"), ("fr", "endommag")]
)
def test_a_page_says_it_too_with_what_to_do_and_gives_the_text_back(cast, damaged, language, says):
    case, client = files.case(cast), cast.client(cast.sokha)
    client.cookies["django_language"] = language
    client.raise_request_exception = False

    def broken(execute, sql, params, many, context):
        if sql.startswith('INSERT INTO "cases_entry"'):
            raise DatabaseError("malformed") from failure(damaged)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(broken):
        answer = client.post(
            reverse("cases:write", args=[case.id, "note"]), {"text": "seen at noon"}
        )
    assert answer.status_code == 503
    assert says in answer.text
    assert "fanal restore" in answer.text
    assert "seen at noon" in answer.text


def test_a_database_that_was_only_away_for_a_moment_is_called_no_damage():
    assert failures.damage(OperationalError("database is locked")) is None
