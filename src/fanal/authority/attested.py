"""Attesting a row and verifying it. Every write verifies first what it replaces: what somebody put
in by hand is never made genuine by saving it again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from django.db import models

from fanal.authority import groups, ledger
from fanal.authority.memory import known
from fanal.authority.tables import deciding, name_columns, table
from fanal.authority.values import as_text, writer, written
from fanal.authority.words import called
from fanal.core.errors import Refused
from fanal.core.sealing import attestations
from fanal.core.words import say
from fanal.server_key import derived


class Unauthentic(Refused):
    """A row was changed by somebody who has not this server's key: nothing follows from it."""

    def __init__(self, model: Any, row: str) -> None:
        super().__init__(
            say(
                "A record of “{table}” was changed from outside: nothing was saved. `fanal audit "
                "verify` says which.",
                table=called(table(model)),
            )
        )
        self.table, self.row = table(model), row


def name_of(instance: Any) -> str:
    """Which row it is, as one text."""
    columns = name_columns(instance._meta.model)
    parts = (written(one, getattr(instance, one.attname)) for one in columns)
    return "|".join(map(str, parts))


def computed(model: Any, row: str, version: int, values: Mapping[str, Any]) -> bytes:
    """The attestation of a row of `model` with these values by the names of its columns."""
    texts = (
        (column, as_text(write, values[name]))
        for column, name, write, later in _columns(model)
        if not later or values[name] is not None
    )
    key = derived("attestation")
    return attestations.attestation(key, table(model), row, version, texts)


@cache
def _columns(model: Any) -> list[tuple[str, str, Callable[[Any], str], bool]]:
    """Of each deciding column its name in the database and in Python, how it is written, and
    whether it came later: while it is empty a row is attested as before."""
    return [
        (one.column, one.attname, writer(one), one.name in model.LATER) for one in deciding(model)
    ]


def attest(instance: Any) -> bytes:
    """The attestation of an instance as it is now."""
    values = instance.attested_values()
    return computed(type(instance), name_of(instance), instance.attested_version, values)


def genuine(instance: Any) -> bool:
    """Whether this server attested the row, and nothing followed it."""
    if as_before(type(instance)):
        return True
    return signed(instance) and not ledger.ended(
        table(type(instance)), name_of(instance), instance.attested_version
    )


def as_before(model: Any) -> bool:
    """Whether the table is attested since this release, and nobody certified what stood in it: its
    rows count as before it was attested, and none is made genuine, until two people do."""
    return bool(known.level < model.SINCE)


def must_be_genuine(*instances: Any) -> None:
    """Raises Unauthentic for the first that is not."""
    for one in instances:
        if not genuine(one):
            raise Unauthentic(type(one), name_of(one))


def signed(instance: Any) -> bool:
    """Whether this server attested the row, at whatever time."""
    return attestations.same(attest(instance), bytes(instance.attestation))


def genuine_only[Row](rows: Iterable[Row]) -> list[Row]:
    """Of these rows the genuine ones."""
    return [one for one in rows if genuine(one)]


def next_version(instance: Any, changes: Mapping[str, Any]) -> tuple[int, bytes]:
    """Version and attestation of a verified row with these changes. Raises Unauthentic."""
    model, row = type(instance), name_of(instance)
    if as_before(model):
        return 0, b""
    must_be_genuine(instance)
    version, values = instance.attested_version + 1, instance.attested_values() | dict(changes)
    return version, computed(model, row, version, values)


def before_deletion(sender: Any, instance: models.Model, **rest: Any) -> None:
    """Whether the row that is deleted was one of ours: what was put in was never counted."""
    ledger.hold()
    instance._was_genuine = genuine(instance)


def after_deletion(sender: Any, instance: models.Model, **rest: Any) -> None:
    if getattr(instance, "_was_genuine", False):
        ledger.deleted(table(sender), name_of(instance))
        groups.changed(sender, [instance], -1)
