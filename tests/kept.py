"""What was written once, kept as statements and written again: a test pays for the rows alone."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.utils import timezone

CHANGED = re.compile(r'(?:INSERT(?: OR IGNORE)? INTO|UPDATE|DELETE FROM)\s+"?(\w+)')
LITERAL = {"sqlite": "quote({})", "postgresql": "quote_nullable({}::text)"}


def keep(make: Callable[[], Any]) -> tuple[Any, list[str]]:
    """What `make` returns, and the statements that write its rows once more.

    Of every table that it changed, all rows: what stands there when they are put back is replaced.
    """
    tables: set[str] = set()

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        tables.update(CHANGED.findall(sql))
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
            for statement in statements:
                cursor.execute(statement)


def _statements(tables: set[str]) -> list[str]:
    models = [
        one for one in apps.get_models(include_auto_created=True) if one._meta.db_table in tables
    ]
    # A sequence does not go back with its transaction, and a flush sets it to its beginning.
    counters = connection.ops.sequence_reset_sql(no_style(), models)
    # What refers to others is looked at when all is there: at the end of the transaction.
    emptied = [f"DELETE FROM {connection.ops.quote_name(one._meta.db_table)}" for one in models]
    filled = [one for model in models if (one := _insert(model))]
    return emptied + filled + [counter.rstrip(";") for counter in counters]


def _insert(model: Any) -> str:
    """One statement for all rows of a table, with every value as the database itself writes it."""
    name = connection.ops.quote_name
    columns = [name(field.column) for field in model._meta.concrete_fields]
    literals = ", ".join(LITERAL[connection.vendor].format(column) for column in columns)
    table = name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {literals} FROM {table}")
        rows = ", ".join(f"({', '.join(row)})" for row in cursor.fetchall())
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES {rows}" if rows else ""


def kept(make: Callable[..., Any]) -> Callable[..., Any]:
    """A scene that `make(cast, …)` adds to the cast: made once, put back wherever nothing else is.

    Where something happened before, or outside of a transaction that is undone, it is made; so too
    where it changes the cast, or holds what knows no copy.
    """
    known: dict[Any, Any] = {}

    @wraps(make)
    def scene(cast: Any, *args: Any, **more: Any) -> Any:
        # Its days are those of today: after midnight it is another scene.
        # A cast with one colleague more makes a scene that another could not adopt.
        names = tuple(sorted(vars(cast)))
        asked = timezone.localdate(), names, args, tuple(sorted(more.items()))
        if not (connection.in_atomic_block and _can_be_known(asked) and cast.is_alone()):
            return make(cast, *args, **more)
        if asked not in known:
            made, known[asked] = _first(cast, lambda: make(cast, *args, **more))
            return made
        if known[asked] is None:
            return make(cast, *args, **more)
        first, made, statements = known[asked]
        put_back(statements)
        return cast.adopt(made, first)

    return scene


def _first(cast: Any, make: Callable[[], Any]) -> tuple[Any, Any]:
    """What `make` returns, and what is kept of it, or None."""
    people = len(cast.private), set(vars(cast))
    made, statements = keep(make)
    if people != (len(cast.private), set(vars(cast))):
        return made, None
    try:
        as_it_is = copy.copy(cast)  # a test may give its cast one colleague more
        return made, (as_it_is, cast.adopt(made, cast), statements)
    except TypeError:  # an open key
        return made, None


def _can_be_known(asked: Any) -> bool:
    """Not where the clock was set, nor where what is asked for has parts of its own."""
    try:
        hash(asked)
    except TypeError:
        return False
    return timezone.now.__module__ == timezone.__name__
