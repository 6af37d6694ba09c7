"""What a database holds before anybody works with it, and an empty one to look at."""

import os
import re
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connections

from tests.operations.installation import KEPT, PATIENCE
from tests.upgrading.older_installation import named

ALIAS = "first"
COLUMNS = """table_name, column_name, data_type, character_maximum_length, numeric_precision,
    is_nullable, column_default, is_identity, identity_generation, collation_name"""
# Of every kind: what it is, on which table, how it is written. A constraint has the name that the
# database or Django made for it; so has the index by which it is kept.
ON_POSTGRESQL = (
    f"SELECT 'column', {COLUMNS} FROM information_schema.columns WHERE table_schema = 'public'",
    "SELECT 'constraint', conrelid::regclass::text, contype::text, pg_get_constraintdef(oid) "
    "FROM pg_constraint WHERE connamespace = 'public'::regnamespace",
    "SELECT 'index', indexdef FROM pg_indexes WHERE schemaname = 'public' AND indexname NOT IN "
    "(SELECT conname FROM pg_constraint)",
    "SELECT 'trigger', pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "SELECT 'function', proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
    "SELECT 'other', relkind::text, relname FROM pg_class WHERE relkind NOT IN ('r', 'i') "
    "AND relnamespace = 'public'::regnamespace",
)
PARTS = re.compile(r", (?![^(]*\))")  # of a table as SQLite writes it: a comma outside of brackets


@contextmanager
def empty_database(folder, name="first"):
    """The address of a new one, on the database of these tests."""
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        yield f"sqlite:///{Path(folder) / name}.sqlite3"
        return
    server, name = os.environ["DATABASE_URL"], f"fanal_{name}_{os.getpid()}"
    with psycopg.connect(named(server, "postgres"), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name}")
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield named(server, name)
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def connected(address, folder):
    """Django's connection to it."""
    from fanal.settings.database import from_url

    default = connections.settings["default"]
    there = default | from_url(address) | {"OPTIONS": default["OPTIONS"]}
    connections.settings[ALIAS] = there
    try:
        yield connections[ALIAS]
    finally:
        connections[ALIAS].close()
        del connections[ALIAS], connections.settings[ALIAS]


def migrate(address, *words):
    """In a process of its own: what migrations do to rows they do to the database of a process."""
    env = {name: os.environ[name] for name in KEPT if name in os.environ}
    env |= {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "fanal.settings.test"}
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity=0", *words],
        env=env,
        check=True,
        cwd=Path(__file__).resolve().parents[2],
        timeout=PATIENCE,
    )


def described(connection):
    """Tables, columns, constraints, indexes, triggers; how many rows each table has, and which
    migrations are noted."""
    with connection.cursor() as cursor:
        found = _on_sqlite(cursor) if connection.vendor == "sqlite" else _on_postgresql(cursor)
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            found.append(("rows", table, cursor.fetchone()[0]))
        cursor.execute("SELECT 'migration', app, name FROM django_migrations")
        return sorted(map(repr, [*found, *cursor.fetchall()]))


def _on_sqlite(cursor):
    cursor.execute("SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    found = []
    for kind, name, table, sql in cursor.fetchall():
        if kind == "table":
            found += [("part", name, one) for one in PARTS.split(sql.partition("(")[2][:-1])]
        else:
            found.append((kind, name, table, sql))
    return found


def _on_postgresql(cursor):
    found = []
    for question in ON_POSTGRESQL:
        cursor.execute(question)
        found += cursor.fetchall()
    return found
