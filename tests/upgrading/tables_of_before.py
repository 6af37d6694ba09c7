"""Run as a program: the tables of an older version in an empty PostgreSQL, with rows from SQLite.

python -m tests.upgrading.tables_of_before OLDER.sqlite3      into what DATABASE_URL names
"""

import sqlite3
import sys
from contextlib import closing

from fanal.commands import django_setup

# What PostgreSQL keeps in another way than SQLite.
AS_TYPE = {"boolean": bool, "timestamp with time zone": lambda text: f"{text}+00"}
CACHE = "fanal_cache"


def main(older):
    django_setup.ready()
    from django.core.management import call_command
    from django.db import connection, transaction
    from django.db.migrations.executor import MigrationExecutor

    with closing(sqlite3.connect(older)) as source:
        source.row_factory = sqlite3.Row
        executor = MigrationExecutor(connection)
        executor.migrate(newest_of(source, executor.loader.graph))
        call_command("createcachetable", verbosity=0)
        with transaction.atomic(), connection.cursor() as to:
            for table in tables(source):
                copy(source, to, table)


def newest_of(source, graph):
    """The last migration of each app that the older version knew."""
    done = {tuple(row) for row in source.execute("SELECT app, name FROM django_migrations")}
    known = done & set(graph.nodes)
    return [
        one
        for one in known
        if not any(
            child.key in known and child.key[0] == one[0] for child in graph.node_map[one].children
        )
    ]


def tables(source):
    found = source.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return [one for (one,) in found if not one.startswith("sqlite_")]


def copy(source, to, table):
    to.execute(f"DELETE FROM {table}")  # what migrations put there by themselves
    to.execute(
        "SELECT column_name, data_type, is_identity FROM information_schema.columns "
        "WHERE table_name = %s",
        [table],
    )
    columns = to.fetchall()
    names = ", ".join(f'"{name}"' for name, _kind, _own in columns)
    signs = ", ".join(["%s"] * len(columns))
    rows = [
        [value(row[name], kind) for name, kind, _own in columns]
        for row in source.execute(f"SELECT {names} FROM {table}")
    ]
    to.executemany(f"INSERT INTO {table} ({names}) VALUES ({signs})", rows)
    for name, _kind, own in columns:
        if own == "YES" and rows:
            number = f"SELECT setval(pg_get_serial_sequence('{table}', '{name}'), max({name}))"
            to.execute(f"{number} FROM {table}")


def value(held, kind):
    return held if held is None or kind not in AS_TYPE else AS_TYPE[kind](held)


if __name__ == "__main__":
    main(sys.argv[1])
