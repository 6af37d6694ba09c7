"""The database as bytes, and as another process opens it."""

import os
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection

from fanal.commands import postgres_programs
from fanal.keys.actions.sweeping import empty_the_log
from tests.raw_files import read_by_another

PIECE = 32


def url():
    """Of the database of the tests, for a process of its own."""
    held = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{held['NAME']}"
    user = f"{held['USER']}:{held['PASSWORD']}" if held.get("PASSWORD") else held["USER"]
    if str(held["HOST"]).startswith("/"):
        return (
            f"postgresql://{user}@/{held['NAME']}?host={held['HOST']}&port={held['PORT'] or 5432}"
        )
    return f"postgresql://{user}@{held['HOST']}:{held['PORT'] or 5432}/{held['NAME']}"


def of_a_process():
    """The variables of a process that works on this database."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "PYTHONPATH") if name in os.environ}
    return kept | {
        "FANAL_VAR": str(settings.VAR),
        "FANAL_KEYS": str(settings.KEY_FOLDER),
        "FANAL_CONFIG": "",
        "DATABASE_URL": url(),
    }


def everything():
    """All bytes that the database and the files beside it hold."""
    beside = [
        one for one in settings.VAR.rglob("*") if one.is_file() and not one.name.endswith("-shm")
    ]
    if connection.vendor == "sqlite":
        empty_the_log()
        return b"".join(read_by_another(one) for one in beside)
    files = [one.read_bytes() for one in beside if "sqlite3" not in one.name]
    return b"".join([*files, *_dumped()])


def dump(path):
    """The text of `pg_dump`, in which bytes stand as hexadecimal digits."""
    known = connection.get_connection_params()
    postgres_programs.run("pg_dump", "--format=plain", f"--file={path}", parameters=known)
    return path.read_bytes()


def files_of_postgresql(folder):
    """All bytes of `base` (the tables of this database) or of `pg_wal` (its log), as they lie on
    the disk after a checkpoint."""
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute(
            "SELECT current_setting('data_directory'), oid FROM pg_database"
            " WHERE datname = current_database()"
        )
        data, oid = cursor.fetchone()
    place = Path(data) / (f"base/{oid}" if folder == "base" else folder)
    return b"".join(one.read_bytes() for one in place.iterdir() if one.is_file())


def _dumped():
    """What `pg_dump` writes: each column of each row."""
    for model in apps.get_models(include_auto_created=True):
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
            for row in cursor.fetchall():
                for value in row:
                    yield (
                        bytes(value)
                        if isinstance(value, bytes | memoryview)
                        else str(value).encode()
                    )


def sealed_pieces(goes):
    """Of every row, a piece of each of its sealed columns as it lies on the disk, by place."""
    found = {}
    for model, ids in goes.items():
        columns = [
            field
            for field in model._meta.concrete_fields
            if field.get_internal_type() == "BinaryField" and field.name != "attestation"
        ]
        for column in columns:
            held = _raw(model, column, ids)
            for pk, blob in held:
                if blob is not None and len(bytes(blob)) >= 2 * PIECE:
                    found[model._meta.label, column.name, pk] = bytes(blob)[-PIECE:]
    return found


def _raw(model, column, ids):
    if not ids:
        return []
    pk, quote = model._meta.pk, connection.ops.quote_name
    held = [pk.get_db_prep_save(one, connection) for one in ids]
    places = ", ".join(["%s"] * len(held))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {quote(pk.column)}, {quote(column.column)} FROM {quote(model._meta.db_table)}"
            f" WHERE {quote(pk.column)} IN ({places})",
            held,
        )
        return cursor.fetchall()
