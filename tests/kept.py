"""What was written once, kept as statements and written again: a test pays for the rows alone.

`make` has to find its tables empty: all that stands in them afterwards is kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction

ADDED = re.compile(r'INSERT INTO "(\w+)"')
LITERAL = {"sqlite": "quote({})", "postgresql": "quote_nullable({}::text)"}


def keep(make: Callable[[], Any]) -> tuple[Any, list[str]]:
    """What `make` returns, and the statements that write its rows once more."""
    tables: set[str] = set()

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        tables.update(ADDED.findall(sql))
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        made = make()
    return made, _statements(tables)


@transaction.atomic
def put_back(statements: Iterable[str]) -> None:
    """Write the rows; PostgreSQL takes all in one call."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(";".join(statements))
        else:
            for one in statements:
                cursor.execute(one)


def _statements(tables: set[str]) -> list[str]:
    models = [one for one in apps.get_models(include_auto_created=True)
              if one._meta.db_table in tables]  # fmt: skip
    # A sequence does not go back with its transaction, and a flush sets it to its beginning.
    counters = connection.ops.sequence_reset_sql(no_style(), models)
    return [_insert(one) for one in models] + [one.rstrip(";") for one in counters]


def _insert(model: Any) -> str:
    """One statement for all rows of a table, with every value as the database itself writes it."""
    name = connection.ops.quote_name
    columns = [name(field.column) for field in model._meta.concrete_fields]
    literals = ", ".join(LITERAL[connection.vendor].format(one) for one in columns)
    table = name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {literals} FROM {table}")
        rows = ", ".join(f"({', '.join(row)})" for row in cursor.fetchall())
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES {rows}"
