"""Rows that this server never attested: quarantined, reported once, kept under its key."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.dispatch import Signal
from django.utils import timezone

from fanal.authority.models import RowFinding
from fanal.authority.tables import Column, column, deciding, name_columns, quoted, referring, table
from fanal.authority.values import written
from fanal.database.sql import rows, write
from fanal.sealed.server_key import marked

if TYPE_CHECKING:
    from fanal.authority.models import Attested

ALTERED, OUTDATED, MISSING, TWICE = "altered", "outdated", "missing", "twice"
# Sent with `finding` inside the transaction that put it aside, once for each.
found = Signal()


def quarantine(model: type[Attested], row: str, values: Mapping[str, object], why: str) -> None:
    """Move it out of its table, or disable it where other rows refer to it; keep a copy."""
    texts = {str(one.column): written(one, values[one.attname]) for one in deciding(model)}
    where, which = _where(model, values)
    left_safe = model.SAFE and why != TWICE  # of two the other one stays
    taken = not left_safe and not _referred(model, values)
    if taken:
        write(f"DELETE FROM {quoted(table(model))} WHERE {where}", [which])  # noqa: S608
    elif model.SAFE:
        _make_safe(model, where, which)
    _keep(table(model), row, why, taken, {k: v for k, v in texts.items() if k not in model.SAFE})


def noted(name: str, row: str, why: str) -> None:
    """A row that is left as it is: whoever reads it treats it as absent."""
    _keep(name, row, why, False, {})


def kept(name: str, row: str, why: str, texts: Mapping[str, str | None]) -> None:
    """A row that somebody else takes out of its table."""
    _keep(name, row, why, True, texts)


def missing(lacking: Mapping[str, int]) -> None:
    """Keep as found that rows are gone, by table."""
    for name, n in lacking.items():
        _keep(name, "", MISSING, False, {"n": str(n)})


@transaction.atomic
def _keep(name: str, row: str, why: str, taken: bool, texts: Mapping[str, str | None]) -> None:
    content = json.dumps(texts, sort_keys=True)
    mark = marked(f"{name}|{row}|{why}|{content}", "finding")
    kept, made = RowFinding.objects.get_or_create(
        mark=mark,
        defaults={"table": name, "row": row, "why": why, "taken_out": taken, "content": content},
    )
    # Told once, however many pages meet it; again where it was put back after two people had
    # certified.
    if made or kept.settled:
        RowFinding.objects.filter(pk=kept.pk).update(settled=None, found=timezone.localdate())
        found.send(RowFinding, finding=kept)


def _where(model: type[Attested], values: Mapping[str, object]) -> tuple[str, tuple[object, ...]]:
    """Return the condition that names exactly this row, as it was read, and its values."""
    columns = name_columns(model)
    held = tuple(_as_compared(one, values[one.attname]) for one in columns)
    return " AND ".join(f"{_compared(one)} = %s" for one in columns), held


def _compared(one: Column) -> str:
    """Return the comparison with a column. SQLite keeps an id in any form in which somebody wrote
    it: it is found as that text."""
    name = quoted(str(one.column))
    return name if connection.vendor == "postgresql" else f"CAST({name} AS text)"


def _as_compared(one: Column, value: object) -> object:
    if connection.vendor != "postgresql":
        return value
    return one.get_db_prep_save(one.to_python(value), connection)


def _make_safe(model: type[Attested], where: str, which: tuple[object, ...]) -> None:
    changes = {name: value() if callable(value) else value for name, value in model.SAFE.items()}
    sets = ", ".join(f"{quoted(name)} = %s" for name in changes)
    held = tuple(
        column(model, name).get_db_prep_save(value, connection) for name, value in changes.items()
    )
    write(f"UPDATE {quoted(table(model))} SET {sets} WHERE {where}", [(*held, *which)])  # noqa: S608


def _referred(model: type[Attested], values: Mapping[str, object]) -> bool:
    """Whether another row refers to it, so that it cannot be taken out."""
    if model.NAMED_BY:
        return False
    pk = values[model._meta.pk.attname]
    for other in referring(model):
        sql = (
            f"SELECT 1 FROM {quoted(table(other.model))} "  # noqa: S608
            f"WHERE {_compared(other)} = %s LIMIT 1"
        )
        if rows(sql, [_as_compared(other, pk)]):
            return True
    return False
