"""The tables of version 0.1.0 in an empty PostgreSQL, with its rows as they stand on SQLite.

`tables_of_0_1_0.sql.xz` is what `pg_dump --schema-only` gave once the migrations of that version had
made them, which takes half a minute of a processor: a version that was released changes no more. The
long test of test_from_0_1_0.py makes them by those migrations and compares.
"""

import lzma
import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg

TABLES = Path(__file__).with_name("tables_of_0_1_0.sql.xz")
# What PostgreSQL keeps in another way than SQLite.
AS_TYPE = {"boolean": bool, "timestamp with time zone": lambda text: f"{text}+00"}


def make(address):
    with psycopg.connect(address) as connection:
        connection.execute(lzma.decompress(TABLES.read_bytes()))


def fill(address, older):
    """Every row of the database `older`: what refers to others is looked at when all are there."""
    with closing(sqlite3.connect(older)) as source, psycopg.connect(address) as connection:
        source.row_factory = sqlite3.Row
        with connection.cursor() as to:
            for table in tables(source):
                copy(source, to, table)


def known_to(older, graph):
    """The last migration of each app that the older version knew."""
    with closing(sqlite3.connect(older)) as source:
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
