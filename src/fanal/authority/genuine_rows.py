"""Verifies the small tables that decide everywhere (ADR 9). They are read whole at each request and
compared with what was verified last; only rows that differ are verified again.

A row that is not genuine is removed from its table, so that no join finds it; where other rows
refer to it, it is set to a state that harms nobody. Its content is kept as a `RowFinding`.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

from fanal.authority import findings, ledger
from fanal.authority.attested import Unauthentic, as_before, computed, name_of
from fanal.authority.failures import NotWhole
from fanal.authority.findings import ALTERED, OUTDATED, TWICE
from fanal.authority.ledger import RowVersion
from fanal.authority.ledger_head import LedgerHead
from fanal.authority.tables import (
    OWN,
    Column,
    by_table,
    column,
    deciding,
    depth,
    guarded_models,
    name_columns,
    quoted,
    table,
)
from fanal.authority.values import written
from fanal.core.sealing import attestations
from fanal.database import written_since
from fanal.database.sql import rows

if TYPE_CHECKING:
    from fanal.authority.models import Attested

type TableRow = tuple[Any, ...]  # the number of its table, then texts


@dataclass(frozen=True, eq=False)
class Verified:
    """What was verified last: the rows as read, the end of the ledger, what is not genuine."""

    rows: list[TableRow] = field(default_factory=list)
    number: int = -1
    counts: tuple[int, ...] = ()
    genuine: Mapping[TableRow, RowVersion] = field(default_factory=dict)
    not_genuine: frozenset[tuple[str, str]] = frozenset()
    not_whole: bool = False
    lacking: frozenset[str] = frozenset()  # tables of which genuine rows are gone


class _Last:
    verified = Verified()
    here = threading.local()  # how the database stood when this thread found just that


def run() -> Verified:
    """Verify all guarded tables; afterwards no forged row has any effect. Raises Unserved."""
    verified = _verified()
    if verified.not_whole:
        raise NotWhole
    return verified


def _verified() -> Verified:
    now = written_since.state()  # before all that it stands for
    head, last = ledger.read(), _Last.verified
    # Most requests: where nothing was committed since, reading a few thousand rows would only find
    # that out.
    if now and _Last.here.__dict__ == {"state": now, "verified": last}:
        return last
    found = rows(_sql())
    counts = tuple(head.counts.get(table(model), 0) for model in guarded_models())
    if found == last.rows and (head.number, counts) == (last.number, last.counts):
        _Last.here.__dict__.update(state=now, verified=last)
        return last
    genuine, wrong = _judged(found, last.genuine)
    # Nothing is put out of force on one look: the head and the rows were read one after the other.
    if wrong or _lacking(genuine, counts):  # or somebody wrote while it was read
        return _looked_again()
    _Last.verified = Verified(found, head.number, counts, genuine)
    return _Last.verified


@transaction.atomic
def _looked_again() -> Verified:
    """Look again with nobody writing: what is wrong now really is wrong, and is put aside."""
    head = _alone()
    counts = tuple(head.counts.get(table(model), 0) for model in guarded_models())
    genuine, wrong = _judged(rows(_sql()), _Last.verified.genuine)
    _quarantine(wrong)
    findings.missing(lacking := _lacking(genuine, counts))
    not_whole = any(by_table()[name].MUST_BE_WHOLE for name in lacking)
    found = rows(_sql())
    left = frozenset(_place(row)[:2] for row in set(found) - genuine.keys())
    gone = frozenset(lacking)
    _Last.verified = Verified(found, head.number, counts, genuine, left, not_whole, gone)
    return _Last.verified


def run_in_transaction() -> Verified:
    """Verify as `run` does, inside a transaction in which keys are wrapped: nobody changes them
    before its end.

    SQLite lets nobody else write meanwhile; PostgreSQL has to be told.
    """
    _alone()
    return run()


def _alone() -> LedgerHead:
    head = ledger.hold()
    if connection.vendor == "postgresql":
        names = ", ".join(map(connection.ops.quote_name, map(table, guarded_models())))
        with connection.cursor() as cursor:
            # SHARE keeps out writers, not readers (PostgreSQL, 13.3.1): pages go on meanwhile.
            cursor.execute(f"LOCK TABLE {names} IN SHARE MODE")
    return head


def must_count(*instances: Attested) -> None:
    """Raise Unauthentic for a forged row that had to stay, since other rows refer to it."""
    for one in instances:
        model = one.__class__  # `type` of the user of a request is the one of a lazy object
        if (table(model), name_of(one)) in _Last.verified.not_genuine:
            raise Unauthentic(model, name_of(one))


def lacks(model: type[Attested]) -> bool:
    """Whether rows of a small table were gone when this request began."""
    return table(model) in _Last.verified.lacking


def rows_of(model: type[Attested]) -> list[dict[str, str | None]]:
    """The rows of a small table as they stood when this request began, as texts by column."""
    place = guarded_models().index(model)
    return [_values(row) for row in _Last.verified.rows if row[0] == place]


def forget() -> None:
    _Last.verified = Verified()


def _judged(
    found: list[TableRow], known: Mapping[TableRow, RowVersion]
) -> tuple[dict[TableRow, RowVersion], dict[TableRow, str]]:
    """The genuine rows, and what is wrong with the others. Only what is new is computed."""
    genuine, wrong, seen = {}, {}, set()
    for row in found:
        place = known.get(row) or _place(row)
        if _as_before(row):
            genuine[row] = place
        # SQLite keeps an id in two spellings as two rows; the first that is genuine counts.
        elif place[:2] in seen:
            wrong[row] = TWICE
        elif row not in known and not _signed(row):
            wrong[row] = ALTERED
        elif ledger.ended(*place):
            wrong[row] = OUTDATED
        else:
            genuine[row] = place
            seen.add(place[:2])
    return genuine, wrong


def _as_before(row: TableRow) -> bool:
    return as_before(guarded_models()[row[0]])


def _signed(row: TableRow) -> bool:
    """Whether the server attested the row as it was read, at whatever time."""
    ours = computed(guarded_models()[row[0]], _name(row), _version(row), _values(row))
    # SQLite's `hex` writes capitals, PostgreSQL's `encode` does not.
    return attestations.same(ours.hex().encode(), (row[2] or "").lower().encode())


def _quarantine(wrong: dict[TableRow, str]) -> None:
    """What refers to others before what they refer to."""
    refers_first = sorted(wrong, key=lambda row: -depth(guarded_models()[row[0]]))
    with transaction.atomic():
        for row in refers_first:
            model = guarded_models()[row[0]]
            findings.quarantine(model, _name(row), _values(row), wrong[row])


def _place(row: TableRow) -> RowVersion:
    return table(guarded_models()[row[0]]), _name(row), _version(row)


def _version(row: TableRow) -> int:
    return int(row[1]) if (row[1] or "").isdigit() else 0


def _lacking(genuine: Iterable[TableRow], counts: tuple[int, ...]) -> dict[str, int]:
    """How many genuine rows each table lacks."""
    there = Counter(row[0] for row in genuine)
    return {
        table(model): counts[n] - there[n]
        for n, model in enumerate(guarded_models())
        if counts[n] > there[n] and not as_before(model)
    }


def _values(row: TableRow) -> dict[str, str | None]:
    columns = deciding(guarded_models()[row[0]])
    # Not strict: rows of narrower tables are filled up with NULL in the UNION (`_sql`).
    return {one.attname: value for one, value in zip(columns, row[3:], strict=False)}


def _name(row: TableRow) -> str:
    values = _values(row)
    columns = name_columns(guarded_models()[row[0]])
    return "|".join(str(written(one, values[one.attname])) for one in columns)


@cache
def _sql() -> str:
    """Return one question for all of these tables: each row with its table's number, all as
    texts."""
    widest = max(len(deciding(model)) for model in guarded_models())
    parts = []
    for n, model in enumerate(guarded_models()):
        own = [column(model, name) for name in OWN]
        columns = [_as_text(one) for one in [*own, *deciding(model)]]
        columns += ["CAST(NULL AS text)"] * (widest + len(own) - len(columns))
        parts.append(f"SELECT {n}, {', '.join(columns)} FROM {quoted(table(model))}")  # noqa: S608
    return " UNION ALL ".join(parts)


def _as_text(one: Column) -> str:
    """Return a column as text. Kinds that no text shows are told apart as well: SQLite keeps
    anything in any column."""
    name = quoted(str(one.column))
    if one.get_internal_type() == "BinaryField":
        return f"encode({name}, 'hex')" if connection.vendor == "postgresql" else f"hex({name})"
    return f"CAST({name} AS text)"
