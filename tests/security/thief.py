"""What a thief could carry away, and how a mark could lie about in it."""

import base64
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from django.apps import apps
from django.conf import settings
from django.db import connection

from fanal.keys.sealed import SealedRecord
from fanal.sealed.columns import sealed_columns
from tests.raw_files import read_by_another
from tests.security.typist import SCRIPT, STEM


def shapes(mark):
    """The encodings in which a mark could lie about."""
    for raw in (mark.encode(), mark.encode("utf-16-le"), mark.encode("utf-16-be")):
        yield raw
        yield raw.hex().encode()
        yield raw.hex().upper().encode()
        for shift in range(3):  # what stands before moves the letters; the middle stays the same
            yield base64.b64encode(b"x" * shift + raw)[4:-4]
            yield base64.urlsafe_b64encode(b"x" * shift + raw)[4:-4]
    yield quote(mark).encode()
    yield quote(mark).lower().encode()
    yield json.dumps(mark)[1:-1].encode()
    yield mark.upper().encode()
    yield mark.title().encode()


SHAPES = sorted({shape for stem in (STEM, SCRIPT) for shape in shapes(stem)})


def found(blob, where):
    """Each place of a mark, with what stands around it: (where, shape, excerpt)."""
    return [
        (where, shape, blob[max(0, at - 80) : at + 40])
        for shape in SHAPES
        if (at := blob.find(shape)) >= 0
    ]


def loot(folder):
    """(name, bytes) of everything that lies on a disk: database, its log, a backup, files."""
    yield from _copied() if connection.vendor == "postgresql" else _saved(folder)
    for place in (settings.STATIC_ROOT, settings.JOURNAL_HEAD, Path(settings.JOURNAL_HEAD).parent):
        yield from _files(Path(place))


def _saved(folder):
    """The files of SQLite, and a backup of them."""
    backup = folder / "backup.sqlite3"
    name = Path(connection.settings_dict["NAME"])
    with closing(sqlite3.connect(name)) as other:
        other.execute("vacuum into ?", [str(backup)])
    for part in (backup, *name.parent.glob(f"{name.name}*")):
        yield part.name, read_by_another(part)


def _copied():
    """Every table of PostgreSQL as a dump holds it."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            name = connection.ops.quote_name(table)
            with cursor.copy(f"copy {name} to stdout (format binary)") as rows:
                yield table, b"".join(bytes(row) for row in rows)


def _files(place):
    for one in [place] if place.is_file() else place.rglob("*"):
        if one.is_file() and "sqlite3" not in one.name:
            yield str(one), one.read_bytes()


def sealed_under_keys(ring):
    """(folder, compartment, text) of every sealed row, opened by who may open all of them."""
    for model in apps.get_models():
        if issubclass(model, SealedRecord):
            rows = [row for row in model._base_manager.all() if row.sealed]
            ring.prepare({row.folder for row in rows})
            for row in rows:
                data = row.try_unseal(ring)
                yield row.folder, row.group(), json.dumps(data, ensure_ascii=False)


def sealed_by_the_server():
    """Every text under the server's key, opened."""
    for model in apps.get_models():
        for field in sealed_columns(model):
            for row in model._base_manager.all():
                yield f"{model._meta.label}.{field.name}", str(getattr(row, field.attname))
