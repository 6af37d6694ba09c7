"""Counts, in the attested row of each folder, how many attested rows belong to that folder; and of
each journey, how many belong to that.

A count of the whole table says that something is gone; this one says where. Whoever opens a folder
checks it without reading other folders, and a missing row that keeps people out closes that folder
alone (ADR 9).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection

from fanal.authority import ledger
from fanal.authority.tables import by_table, table
from fanal.database.sql import rows, these_as_held

if TYPE_CHECKING:
    from fanal.authority.models import Attested

AT_ONCE = 500  # ids in one question
COLUMN = "counts"  # of the row of a folder
type Counts = dict[str, int]


def changed(model: type[Attested], instances: Iterable[Attested], by: int) -> None:
    """Count in the rows of their folders that these rows were added (`by` 1) or deleted (-1)."""
    if not model.COUNTED_BY:
        return
    more: Counter[UUID | None] = Counter()
    for attested in instances:
        more.update({_folder(getattr(attested, name)): by for name in model.COUNTED_BY})
    _write_all(model, more)


def moved(model: type[Attested], changes: Iterable[tuple[Attested, Mapping[str, object]]]) -> None:
    """Count in the rows of their folders that these rows, as they were, became what is said by the
    names of their columns."""
    more: Counter[UUID | None] = Counter()
    for one, columns in changes:
        for name in set(model.COUNTED_BY) & set(columns):
            more.update({_folder(getattr(one, name)): -1})
            more.update({_folder(columns[name]): 1})
    _write_all(model, more)


def _folder(held: object) -> UUID | None:
    # A key from plain SQL is a text on SQLite, from the ORM a UUID: one key for the counter.
    return held if held is None or isinstance(held, UUID) else UUID(str(held))


def _write_all(model: type[Attested], more: Mapping[UUID | None, int]) -> None:
    ids = [id for id, n in more.items() if n and id is not None]
    for start in range(0, len(ids), AT_ONCE):
        _write(model, {id: more[id] for id in ids[start : start + AT_ONCE]})


def _write(counted: type[Attested], more: Mapping[UUID, int]) -> None:
    # These import this module.
    from fanal.authority.attested import must_be_genuine
    from fanal.authority.querysets import write_rows

    ledger.hold()
    name, model = table(counted), by_table()[counted.COUNTED_IN]
    rows = model._base_manager.filter(pk__in=list(more))
    held = [(row, getattr(row, COLUMN)) for row in rows]
    # None: a folder of before, which nobody has certified. A count that began now would be too low.
    found = [(row, counts_in(text)) for row, text in held if text is not None]
    must_be_genuine(*(row for row, _counts in found))
    write_rows(
        model,
        [
            (row, {COLUMN: text_of(counts | {name: counts.get(name, 0) + more[row.pk]})})
            for row, counts in found
        ],
    )


def counts_in(text: str | None) -> Counts:
    """Return the counts by table; none for an earlier folder that nobody certified yet."""
    return json.loads(text) if text else {}


def text_of(counts: Mapping[str, int]) -> str:
    # Sorted, since the text is attested: equal counts have to be equal texts.
    return json.dumps({name: n for name, n in counts.items() if n}, sort_keys=True)


def recount(
    counted: Iterable[type[Attested]], folders: Collection[UUID | str]
) -> dict[UUID | str, str]:
    """What the row of each of these folders, or journeys, counts, from the rows that stand there.
    Ids in the form in which the database gave them."""
    counts: dict[UUID | str, Counts] = {one: {} for one in folders}
    asked = these_as_held(folders)
    for model in counted:
        name = connection.ops.quote_name(table(model))
        for column in model.COUNTED_BY:
            sql = f"SELECT {column}, count(*) FROM {name} WHERE {column} IN ({asked.sql})"  # noqa: S608
            for folder, n in rows(f"{sql} GROUP BY 1", asked.params):
                counts[folder][table(model)] = counts[folder].get(table(model), 0) + n
    return {folder: text_of(one) for folder, one in counts.items()}
