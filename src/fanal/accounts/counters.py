"""The counters of allauth in the database, as JSON.

Django's own keeps pickled objects, and making an object of a pickle runs what the pickle says:
whoever wrote to that one table would have run a program as the server.
"""

import json
from collections.abc import Iterable
from datetime import UTC, datetime

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from fanal.database.sql import placeholders, rows

PUT = "INSERT INTO {table} (cache_key, value, expires) VALUES (%s, %s, %s)"
INSTEAD = "ON CONFLICT (cache_key) DO UPDATE SET value = excluded.value, expires = excluded.expires"
HOW = {
    "set": f"{PUT} {INSTEAD}",
    "add": f"{PUT} {INSTEAD} WHERE {{table}}.expires < %s",
    "touch": "UPDATE {table} SET expires = %s WHERE cache_key = %s",
}


class Counters(DatabaseCache):
    _table: str  # set by Django's own

    def get_many(self, keys: Iterable[str], version: int | None = None) -> dict[str, object]:
        asked = {self.make_and_validate_key(one, version=version): one for one in keys}
        if not asked:
            return {}
        where = f"cache_key IN ({placeholders(list(asked))}) AND expires >= %s"
        found = rows(
            f"SELECT cache_key, value FROM {self._table} WHERE {where}",  # noqa: S608
            [*asked, _held(timezone.now())],
        )
        read = {asked[key]: _read(value) for key, value in found}
        return {key: value for key, value in read.items() if value is not None}

    def _base_set(
        self, mode: str, key: str, value: object, timeout: float | None = DEFAULT_TIMEOUT
    ) -> bool:
        until = self.get_backend_timeout(timeout)
        ends = datetime.max if until is None else datetime.fromtimestamp(until, tz=UTC)
        now, expires = _held(timezone.now()), _held(ends)
        given: dict[str, list[str | None]] = {
            "set": [key, json.dumps(value), expires],
            "add": [key, json.dumps(value), expires, now],
            "touch": [expires, key],
        }
        with transaction.atomic(), connection.cursor() as cursor:
            self._make_room(cursor)
            cursor.execute(HOW[mode].format(table=self._table), given[mode])
            return bool(cursor.rowcount)

    def _make_room(self, cursor: CursorWrapper) -> None:
        cursor.execute(f"SELECT count(*) FROM {self._table}")  # noqa: S608
        (many,) = cursor.fetchone()
        if many > self._max_entries:
            now = timezone.now().replace(microsecond=0)
            self._cull("default", cursor, now, many)  # type: ignore[attr-defined]  # Django's own


def _held(moment: datetime) -> str | None:
    return connection.ops.adapt_datetimefield_value(moment.replace(microsecond=0))


def _read(value: str) -> object:
    """Return what a counter holds; None for what is none of ours, or was written before: it is
    counted anew."""
    try:
        read: object = json.loads(value)
    except ValueError:
        return None
    return read
