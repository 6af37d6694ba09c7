"""How many attested rows belong to one folder, counted in the attested row of that folder.

A count of the whole table says that something is gone; this one says where, and costs whoever opens
the folder no look at the others: what keeps people from something fails closed there alone.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from fanal.authority import ledger
from fanal.authority.tables import counted_models, counting_model, table

AT_ONCE = 500  # ids in one question
type Counts = dict[str, int]


def changed(model: Any, instances: Iterable[Any], by: int) -> None:
    """These rows were added (`by` 1) or deleted (-1): the rows of their folders count them."""
    if not model.COUNTED_BY:
        return
    more: Counter[Any] = Counter()
    for one in instances:
        more.update({getattr(one, name): by for name in model.COUNTED_BY})
    _write_all(model, more)


def moved(model: Any, changes: Iterable[tuple[Any, Mapping[str, Any]]]) -> None:
    """These rows, as they were, became what is said by the names of their columns."""
    more: Counter[Any] = Counter()
    for one, columns in changes:
        for name in set(model.COUNTED_BY) & set(columns):
            more.update({getattr(one, name): -1})
            more.update({columns[name]: 1})
    _write_all(model, more)


def _write_all(model: Any, more: Mapping[Any, int]) -> None:
    ids = [id for id, n in more.items() if n and id is not None]
    for start in range(0, len(ids), AT_ONCE):
        _write(table(model), {id: more[id] for id in ids[start : start + AT_ONCE]})


def _write(name: str, more: Mapping[Any, int]) -> None:
    from fanal.authority.querysets import write_rows

    ledger.hold()
    model = counting_model()
    rows = model._base_manager.filter(pk__in=list(more))
    found = [(row, counts_in(row.counts)) for row in rows if row.counts is not None]
    write_rows(
        model,
        [
            (row, {"counts": text_of(counts | {name: counts.get(name, 0) + more[row.pk]})})
            for row, counts in found
        ],
    )


def counts_in(text: str | None) -> Counts:
    """By table; of a folder of before that nobody certified yet, none."""
    return json.loads(text) if text else {}


def text_of(counts: Mapping[str, int]) -> str:
    return json.dumps({name: n for name, n in counts.items() if n}, sort_keys=True)


def count_anew(genuine: Mapping[Any, Collection[Mapping[str, str | None]]]) -> dict[UUID, str]:
    """What the row of each folder counts, from these rows by model."""
    counts: dict[UUID, Counts] = defaultdict(lambda: defaultdict(int))
    for model in counted_models():
        for row in genuine[model]:
            for name in model.COUNTED_BY:
                if folder := row[name]:
                    counts[UUID(folder)][table(model)] += 1
    return {folder: text_of(one) for folder, one in counts.items()}
