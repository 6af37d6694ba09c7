"""Reads and verifies attested rows by plain SQL, for queries of many pages (ADR 13)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from django.db import connection

from fanal.authority import findings, ledger, memory
from fanal.authority.attested import as_before, computed_of_texts, digest, written_columns
from fanal.authority.batched_rows import may_be_twice
from fanal.authority.tables import OWN, Column, deciding, name_columns, table
from fanal.authority.values import as_attestation
from fanal.core.sealing import attestations
from fanal.database.sql import each

if TYPE_CHECKING:
    from fanal.authority.models import Attested


type RawRow = tuple[int, object, *tuple[object, ...]]  # version, attestation, the columns
ID = re.compile(r"[0-9a-f]{32}")  # SQLite lets somebody write any text into a key
CONVERTED = {"BooleanField", "DateField", "DateTimeField"}


class ReadRow(NamedTuple):
    """A row as it was read: which it is, its texts by column, what is wrong with it."""

    name: str
    values: dict[str, str | None]
    why_not: str | None


def genuine(
    model: type[Attested], also: str = "", values: Sequence[object] = ()
) -> list[dict[str, str | None]]:
    """The genuine rows among those that `also` (joins and conditions of the table `w`) leaves.

    What is not genuine counts as absent; it is kept as found.
    """
    read = list(all_of(model, also, values))
    if as_before(model):
        return [row.values for row in read]
    for one in read:
        if one.why_not:
            keep(model, one.name)
    return [row.values for row in read if row.why_not is None]


def all_of(
    model: type[Attested], also: str = "", values: Sequence[object] = ()
) -> Iterator[ReadRow]:
    """Yield every row, and what is wrong with it. SQLite lets somebody write an id in two ways:
    what is there twice counts once."""
    seen = NamesRead(model, also)
    for version, attestation, *held in each(asking(model, also), values):
        name, read = texts(model, held)
        why = findings.TWICE if seen.before(name) else None
        yield ReadRow(name, read, why or why_not(model, name, version, attestation, read))


class NamesRead:
    """The names that were read before. Of a whole table that holds each but once none is kept:
    there may be a million."""

    def __init__(self, model: type[Attested], also: str = "") -> None:
        self._names: set[str] = set()
        self._kept = bool(also) or may_be_twice(model)

    def before(self, name: str) -> bool:
        """Whether it is read for the second time."""
        found = name in self._names
        if self._kept:
            self._names.add(name)
        return found


class VerifiedRow(NamedTuple):
    """A row that was verified: which it is, in which version, whether it counts, and its columns as
    the driver gave them, in the order of `deciding`."""

    name: str
    version: int
    is_genuine: bool
    held: tuple[object, ...]


def not_genuine(model: type[Attested], also: str = "", values: Sequence[object] = ()) -> list[str]:
    """The names of the rows, among those that `also` leaves, which are not genuine."""
    return [row.name for row in each_verified(model, also, values) if not row.is_genuine]


def keys_not_genuine(
    model: type[Attested], also: str = "", values: Sequence[object] = ()
) -> set[UUID]:
    """Return the keys of those rows of a table of UUIDs that are not genuine, as `not_genuine`
    does; each is kept as found. None of a table that nobody certified yet."""
    wrong = [] if as_before(model) else not_genuine(model, also, values)
    for name in wrong:
        keep(model, name)
    # Looked at twice: somebody may have written between reading the ledger and the rows.
    still = set(not_genuine(model, also, values)) if wrong else set()
    return {UUID(name) for name in still if ID.fullmatch(name)}


def each_verified(
    model: type[Attested], also: str = "", values: Sequence[object] = ()
) -> Iterator[VerifiedRow]:
    """Yield each row that `also` leaves.

    A reader may hold thousands of grants, and each request asks of all of them: what was verified
    once is known again by a digest of all that was read of it, and is verified anew when a byte of
    it differs.
    """
    seen = NamesRead(model, also)
    for row in each(asking(model, also), values):
        name, made_here = _verified_once(model, row)
        over = ledger.ended(table(model), name, row[0])
        first = not seen.before(name)
        yield VerifiedRow(name, row[0], made_here and first and not over, row[2:])


MOST_REMEMBERED = 50_000  # rows, of about 150 bytes each
_verified: dict[bytes, str] = {}  # the name of a row by the digest of it


def _verified_once(model: type[Attested], row: RawRow) -> tuple[str, bool]:
    """Return which row it is, and whether its attestation is of it as it is: then it is
    remembered."""
    mark = digest(model, row)
    if name := _verified.get(mark):
        return name, True
    version, attestation, *held = row
    name, read = texts(model, held)
    found = attestations.same(
        computed_of_texts(model, name, version, read), as_attestation(attestation)
    )
    if found:
        _remember(mark, name)
    return name, found


def _remember(mark: bytes, name: str) -> None:
    """Remember a row by its digest. Cleared when full rather than aged: one page fills it again,
    and bookkeeping for thousands of rows would cost more than it saves."""
    if len(_verified) >= MOST_REMEMBERED:
        _verified.clear()
    _verified[mark] = name


def asking(model: type[Attested], also: str = "") -> str:
    """The question for each row: its own two columns, then those that decide (`columns_asked`)."""
    quote = connection.ops.quote_name
    own = ", ".join(f"w.{quote(name)}" for name in OWN)
    return f"SELECT {own}, {columns_asked(model)} FROM {quote(table(model))} w {also}"  # noqa: S608


def columns_asked(model: type[Attested]) -> str:
    """The columns that decide, of the table `w`, in the order of `deciding`."""
    return ", ".join(map(_asked, deciding(model)))


def texts(model: type[Attested], held: Sequence[object]) -> tuple[str, dict[str, str | None]]:
    """Return which row it is, and its texts by column."""
    read = written_columns(model, held)
    return "|".join(str(read[column.attname]) for column in name_columns(model)), read


def _asked(one: Column) -> str:
    """Return the SQL of a column. Those whose values the drivers convert are read as text.

    Of a text that is no date SQLite's driver would make NULL and psycopg an error; of the number 2
    SQLite's would make False.
    """
    name = f"w.{connection.ops.quote_name(str(one.column))}"
    return f"CAST({name} AS text)" if one.get_internal_type() in CONVERTED else name


def why_not(
    model: type[Attested],
    name: str,
    version: int,
    attestation: object,
    read: dict[str, str | None],
) -> str | None:
    """What is wrong with a row of these texts by column; None for a genuine one."""
    found = computed_of_texts(model, name, version, read)
    if not attestations.same(found, as_attestation(attestation)):
        return findings.ALTERED
    return findings.OUTDATED if ledger.ended(table(model), name, version) else None


def counts(
    model: type[Attested], version: int, attestation: object, values: Mapping[str, object]
) -> bool:
    """Whether a row that was read with others counts: all its deciding columns by their names. One
    that does not is kept as found. A board asks of thousands: as in `not_genuine`, what was
    verified once is known again."""
    if as_before(model):
        return True
    columns = deciding(model)
    mark = digest(model, [version, attestation, *(values[column.attname] for column in columns)])
    known = _verified.get(mark)
    if known and not ledger.ended(table(model), known, version):
        return True
    read = written_columns(model, [values[column.attname] for column in columns])
    name = "|".join(str(read[column.attname]) for column in name_columns(model))
    if why_not(model, name, version, attestation, read) is None:
        _remember(mark, name)
        return True
    keep(model, name)
    return why_not(model, name, version, attestation, read) is None  # the ledger was read again


def row_counts(instance: Attested) -> bool:
    """Whether a row that was loaded whole counts; one that does not is kept as found."""
    own, values = instance.attestation, instance.attested_values()
    return counts(type(instance), instance.attested_version, own, values)


def rows_that_count[Row: Attested](instances: Iterable[Row]) -> list[Row]:
    """Return those of these rows that count."""
    return [one for one in instances if row_counts(one)]


def keep(model: type[Attested], name: str) -> None:
    """Keep that a row is not genuine, unless it was only replaced while it was read."""
    pk = model._meta.pk
    # The name is a text of what was read: the column wants its own kind.
    held = pk.get_db_prep_save(pk.to_python(name), connection)
    where = f"WHERE w.{connection.ops.quote_name(str(pk.column))} = %s"
    with memory.known.lock:  # no thread reads on between the two: the row would be over
        ledger.read()
        found = list(all_of(model, where, [held]))
    for one in found:
        if one.why_not:
            findings.noted(table(model), name, one.why_not)
