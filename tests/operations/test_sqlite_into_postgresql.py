"""An office that has grown: its backup of SQLite goes into PostgreSQL."""

import os
import sqlite3
import subprocess
from contextlib import closing

import psycopg
import pytest
from django.conf import settings
from tools.with_postgres import programs, running

from tests.operations.installation import BAD_INPUT, DONE, Machine, backup, one_line

pytestmark = pytest.mark.skipif(
    not settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"), reason="is of SQLite's file"
)
COUNTERS = """SELECT table_name, pg_get_serial_sequence(quote_ident(table_name), column_name)
    FROM information_schema.columns WHERE is_identity = 'YES' AND table_schema = 'public'"""


@pytest.fixture(scope="module")
def server():
    """A PostgreSQL of this module's own: the folder of its socket."""
    with running() as home:
        yield home


@pytest.fixture
def grown(server, tmp_path):
    """A machine with the key files and an empty database of PostgreSQL."""
    name = f"office_{os.urandom(4).hex()}"
    subprocess.run([programs() / "createdb", "-h", server, "-U", "fanal", name], check=True)
    return Machine(tmp_path / "grown", DATABASE_URL=f"postgresql://fanal@/{name}?host={server}")


def asked(machine, question):
    with psycopg.connect(machine.more["DATABASE_URL"]) as database:
        return database.execute(question).fetchall()


def test_everything_is_there_and_the_journal_and_the_records_are_whole(made, grown, tmp_path):
    answer = grown.fanal("restore", made.path, lines=made.shares[:2])
    assert (answer.returncode, answer.stderr) == (DONE, "")
    assert asked(grown, "SELECT count(*) FROM cases_case") == [(2,)]
    assert "whole" in grown.fanal("audit", "verify").stdout
    for table, counter in asked(grown, COUNTERS):
        (last,), (at,) = (
            asked(grown, f'SELECT max(id) FROM "{table}"')[0],
            asked(grown, f"SELECT last_value FROM {counter}")[0],
        )
        assert at >= (last or 1), table
    analysed = (
        "SELECT last_analyze IS NOT NULL FROM pg_stat_user_tables WHERE relname = 'cases_case'"
    )
    assert asked(grown, analysed) == [(True,)], "the first pages are planned for empty tables"
    (tmp_path / "next").mkdir()
    assert grown.fanal("backup", tmp_path / "next").returncode == DONE
    (after,) = (tmp_path / "next").glob("*.backup")
    tried = grown.fanal("restore", "--try", after, lines=made.shares[:2])
    assert "sealed records opened with the recovery key: 20" in tried.stdout, tried.stderr


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_what_does_not_go_in_is_named_and_the_next_try_finds_an_empty_database(
    cast, grown, tmp_path
):
    from fanal.accounts.models import Office

    Office.objects.filter(id=cast.bangkok.office_id).update(name="Bangkok\x00")
    (tmp_path / "wrong").mkdir()
    wrong = backup(tmp_path / "wrong")
    said = one_line(grown.fanal("restore", wrong, lines=cast.shares[:2]), BAD_INPUT)
    assert "table accounts_office does not go into PostgreSQL" in said
    assert asked(grown, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'") == []


def test_an_older_version_goes_back_into_sqlite_first(tmp_path):
    from fanal.commands import sqlite_to_postgresql
    from fanal.core.errors import BadInput

    with closing(sqlite3.connect(tmp_path / "old.sqlite3")) as old:
        old.execute("CREATE TABLE django_migrations (app, name)")
        old.execute("INSERT INTO django_migrations VALUES ('cases', '0001_initial')")
        old.commit()
    with pytest.raises(BadInput, match="made by an older version"):
        sqlite_to_postgresql.load(tmp_path / "old.sqlite3", "old.backup")
