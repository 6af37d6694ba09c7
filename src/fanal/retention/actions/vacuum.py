"""The database writes itself anew: what was deleted is in none of its files any more."""

from __future__ import annotations

from django.apps import apps
from django.db import connection

from fanal.keys.actions.sweeping import empty_the_log


def vacuum() -> None:
    """Nobody writes meanwhile. SQLite overwrites what is deleted at once (`secure_delete`) and
    needs it least; PostgreSQL keeps it until then, and in its own log (WAL) until that goes round.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("VACUUM")
        else:
            for model in apps.get_models(include_auto_created=True):
                table = connection.ops.quote_name(model._meta.db_table)
                cursor.execute(f"VACUUM FULL {table}")
    empty_the_log()
