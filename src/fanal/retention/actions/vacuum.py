"""Makes the database rewrite its files, so that deleted rows are in none of them any more."""

from time import monotonic, sleep

from django.apps import apps
from django.db import connection
from django.db.backends.utils import CursorWrapper

from fanal.core.errors import Refused
from fanal.core.words import say
from fanal.keys.actions.sweeping import empty_the_log

PATIENCE = 60.0  # seconds
# What another reads or has begun keeps rows that are deleted: they would be written anew with the
# rest. ANALYZE, which PostgreSQL starts by itself, is such a reader, for a moment.
OTHERS = """SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database()
    AND pid <> pg_backend_pid() AND COALESCE(backend_xid, backend_xmin) IS NOT NULL"""


def vacuum() -> None:
    """Clear what was deleted from the file, while nobody writes.

    SQLite overwrites what is deleted at once (`secure_delete`) and needs it least; PostgreSQL keeps
    it until then, and in its own log (WAL) until that goes round.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("VACUUM")
        else:
            _wait_for_others(cursor)
            for model in apps.get_models(include_auto_created=True):
                table = connection.ops.quote_name(model._meta.db_table)
                # A plain VACUUM marks the space as free and leaves the bytes in the file
                # (PostgreSQL, VACUUM).
                cursor.execute(f"VACUUM FULL {table}")
    empty_the_log()


def _wait_for_others(cursor: CursorWrapper) -> None:
    """Wait until the others are done. Raises Refused where somebody goes on working."""
    end = monotonic() + PATIENCE
    while True:
        cursor.execute(OTHERS)
        if cursor.fetchone() == (0,):
            return
        if monotonic() > end:
            raise Refused(say("the database is in use: stop the server and the timer first"))
        sleep(0.2)
