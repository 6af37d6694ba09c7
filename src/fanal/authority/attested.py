"""Attests rows and verifies them (ADR 9). Every write first verifies what it replaces: saving a row
that somebody put in by hand never makes it genuine.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from fanal.authority import groups, ledger
from fanal.authority.memory import known
from fanal.authority.tables import deciding, name_columns, table
from fanal.authority.values import Write, as_attestation, as_text, writer, written
from fanal.authority.words import called
from fanal.core.errors import Refused
from fanal.core.sealing import attestations
from fanal.core.sealing.framing import framed
from fanal.core.words import say
from fanal.sealed.server_key import derived

if TYPE_CHECKING:
    from fanal.authority.models import Attested


BINARY = (bytes, memoryview)  # as the drivers give a column of bytes


class Unauthentic(Refused):
    """A row was changed by somebody who has not this server's key: nothing follows from it."""

    def __init__(self, model: type[Attested], row: str) -> None:
        super().__init__(
            say(
                "A record of “{table}” was changed from outside: nothing was saved. `fanal audit "
                "verify` says which.",
                table=called(table(model)),
            )
        )
        self.table, self.row = table(model), row


def name_of(instance: Attested) -> str:
    """Return which row it is, as one text."""
    columns = name_columns(instance._meta.model)
    parts = (written(column, getattr(instance, column.attname)) for column in columns)
    return "|".join(map(str, parts))


def computed(model: type[Attested], row: str, version: int, values: Mapping[str, object]) -> bytes:
    """The attestation of a row of `model` with these values by the names of its columns."""
    texts = {name: as_text(write, values[name]) for _column, name, write, _later in _columns(model)}
    return computed_of_texts(model, row, version, texts)


def computed_of_texts(
    model: type[Attested], row: str, version: int, texts: Mapping[str, str | None]
) -> bytes:
    """The same where the values are written already, as those of each row that is verified."""
    named = (
        (column, texts[name])
        for column, name, _write, later in _columns(model)
        if not later or texts[name] is not None
    )
    return attestations.attestation(derived("attestation"), table(model), row, version, named)


def written_columns(model: type[Attested], held: Sequence[object]) -> dict[str, str | None]:
    """The texts by column of values as the driver gave them, in the order of `deciding`."""
    return {
        name: as_text(write, value)
        for (_column, name, write, _later), value in zip(_columns(model), held, strict=True)
    }


@cache
def _columns(model: type[Attested]) -> list[tuple[str, str, Write, bool]]:
    """Return for each deciding column its name in the database and in Python, how it is written,
    and whether it came later: while it is empty a row is attested as before."""
    return [
        (str(one.column), one.attname, writer(one), one.name in model.LATER)
        for one in deciding(model)
    ]


def digest(model: type[Attested], row: Sequence[object]) -> bytes:
    """A digest of a row as the driver gave it: no two rows have the same, nor one row under two
    keys."""
    # Of a memoryview `repr` is its place; of a thousand bytes it takes as long as all the rest.
    binary = [bytes(one) for one in row if isinstance(one, BINARY)]
    plain = [bytes if isinstance(one, BINARY) else one for one in row]
    # `repr` of texts and numbers is read back as the same.
    text = framed(repr((table(model), plain)), *binary)
    return hashlib.blake2b(text, digest_size=32, key=derived("attestation")).digest()


def attest(instance: Attested) -> bytes:
    """The attestation of an instance as it is now."""
    values = instance.attested_values()
    return computed(type(instance), name_of(instance), instance.attested_version, values)


def genuine(instance: Attested) -> bool:
    """Whether this server attested the row, and no later version replaced it."""
    if as_before(type(instance)):
        return True
    return signed(instance) and not ledger.ended(
        table(type(instance)), name_of(instance), instance.attested_version
    )


def as_before(model: type[Attested]) -> bool:
    """Whether the table has come to be attested since two people last certified. Until they do
    again its rows count as they did before, and saving one does not make it genuine."""
    return known.level < model.SINCE


def must_be_genuine(*instances: Attested) -> None:
    """Raise Unauthentic for the first that is not genuine."""
    for one in instances:
        if not genuine(one):
            raise Unauthentic(type(one), name_of(one))


def signed(instance: Attested) -> bool:
    """Whether this server attested the row, at whatever time."""
    return attestations.same(attest(instance), as_attestation(instance.attestation))


def genuine_only[Row: Attested](rows: Iterable[Row]) -> list[Row]:
    """Return the genuine rows among these."""
    return [row for row in rows if genuine(row)]


def next_version(instance: Attested, changes: Mapping[str, object]) -> tuple[int, bytes]:
    """Version and attestation of a genuine row with these changes."""
    model, row = type(instance), name_of(instance)
    # Not attested on the way: what was put in before the upgrade is for two people to tell.
    if as_before(model):
        return 0, b""
    version, values = instance.attested_version + 1, instance.attested_values() | dict(changes)
    return version, computed(model, row, version, values)


def before_deletion(sender: type[Attested], instance: Attested, **rest: object) -> None:
    """Remember whether the row was genuine: one that was put in was never counted."""
    # Asked before, since afterwards there is no row left to verify.
    ledger.hold()
    instance.was_genuine = genuine(instance)


def after_deletion(sender: type[Attested], instance: Attested, **rest: object) -> None:
    if instance.was_genuine:
        ledger.deleted(table(sender), name_of(instance))
        groups.changed(sender, [instance], -1)
