"""Moments of PostgreSQL that Python does not know: read as the last one that it does.

`infinity` in one column, put there past the program, answered with an error on every page that
loads the row. Read as the last day it is what it says, never over; in an attested column it does
not match its seal, so that the row counts as absent and `fanal audit verify` names it.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from django.db.backends.base.base import BaseDatabaseWrapper

if TYPE_CHECKING:
    from psycopg.abc import AdaptContext, Buffer, Loader

LAST = {"date": date.max, "timestamptz": datetime.max.replace(tzinfo=UTC)}


def read_every_moment(connection: BaseDatabaseWrapper, **_signal: object) -> None:
    """Have each new connection (`connection_created`) read every moment."""
    if connection.vendor != "postgresql":
        return
    from psycopg.pq import Format

    adapters = connection.connection.adapters
    for name, last in LAST.items():
        oid = adapters.types[name].oid
        for form in Format:
            if known := adapters.get_loader(oid, form):
                adapters.register_loader(oid, _reads_all(known, last))


def _reads_all(known: type[Loader], last: date) -> type[Loader]:
    """A loader that asks the one of this connection; that one, compiled, takes no subclass."""
    from psycopg import DataError, adapt

    class Tolerant(adapt.Loader):
        format = known.format
        timezone = getattr(known, "timezone", None)  # by it Django knows the loader of its zone

        def __init__(self, oid: int, context: AdaptContext | None = None) -> None:
            self.inner = known(oid, context)

        def load(self, data: Buffer) -> date:
            try:
                found: date = self.inner.load(data)
            except DataError:
                return last
            return found

    return Tolerant
