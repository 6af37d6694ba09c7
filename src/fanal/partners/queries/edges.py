"""Who hangs together with whom on file: ids alone, read at once, without making a row of each.

The gate stands at every way out and has to see all that bears on one partner, and nothing else of
a register of thousands. These two reads are plain SQL because a row of Django costs a hundred times
what an id costs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from fanal.partners.models import Area, Partner, Tie

Links = dict[Any, set[Any]]


@dataclass(frozen=True)
class Circle:
    """All who belong to, were merged with, or are tied to one, at any distance; with that one."""

    members: frozenset[str]
    ties: tuple[tuple[str, str], ...]


def circle(partner: UUID) -> Circle:
    """The circle of a partner. A colleague of ours can stand in it too, by a tie."""
    ties = _rows(f"SELECT one_id, COALESCE(other_id, colleague_id) FROM {_table(Tie)}")  # noqa: S608
    links: Links = {}
    for one, other in [*ties, *_rows(_BODIES.format(table=_table(Partner)))]:
        links.setdefault(one, set()).add(other)
        links.setdefault(other, set()).add(one)
    near = _reached(_raw(partner), links)
    return Circle(
        frozenset(map(_text, near)),
        tuple((_text(one), _text(other)) for one, other in ties if one in near),
    )


_BODIES = (
    "SELECT id, within_id FROM {table} WHERE within_id IS NOT NULL UNION ALL"
    " SELECT id, merged_into_id FROM {table} WHERE merged_into_id IS NOT NULL"
)


@dataclass(frozen=True)
class Ground:
    """Areas, each with the one it lies in or ""; pairs of a reform: what was, what it became."""

    within: dict[str, str]
    became: tuple[tuple[str, str], ...]


def ground(wanted: Iterable[UUID]) -> Ground:
    """`wanted` with all that lies above them, and what reforms made of these and from these."""
    table, reforms = _table(Area), _table(Area.replaced_by.through)
    within = dict(_rows(f"SELECT id, within_id FROM {table} WHERE within_id IS NOT NULL"))  # noqa: S608
    became = _rows(f"SELECT from_area_id, to_area_id FROM {reforms}")  # noqa: S608
    up: Links = {one: {above} for one, above in within.items()}
    for old, new in became:
        up.setdefault(new, set()).add(old)
        up.setdefault(old, set()).add(new)
    kept = set().union(*(_reached(_raw(one), up) for one in wanted))
    return Ground(
        {_text(one): _text(within[one]) if one in within else "" for one in kept},
        tuple((_text(old), _text(new)) for old, new in became if old in kept and new in kept),
    )


def _reached(start: Any, links: Links) -> set[Any]:
    found, waiting = {start}, [start]
    while waiting:
        new = links.get(waiting.pop(), set()) - found
        found |= new
        waiting.extend(new)
    return found


def _rows(sql: str) -> list[tuple[Any, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def _table(model: Any) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _raw(id: UUID) -> Any:
    """An id as the database gives it."""
    return id if connection.features.has_native_uuid_field else id.hex


def _text(raw: Any) -> str:
    """The id as the rules write it."""
    return str(raw) if isinstance(raw, UUID) else str(UUID(raw))
