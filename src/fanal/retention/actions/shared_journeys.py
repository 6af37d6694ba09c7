"""A journey on which others travel stays; what happened on it names her no more.

Who was meant stands inside what is sealed there, under the server's key, and is no foreign key.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from uuid import UUID

from fanal.journeys.models import Happening, Journey, Traveller
from fanal.retention.queries.reach import ErasureReach


def let_go(reach: ErasureReach) -> None:
    """Before her row among the travellers goes: afterwards nothing leads here."""
    hers = Traveller.objects.filter(pk__in=reach.goes[Traveller]).exclude(
        journey__in=reach.goes[Journey]
    )
    people: dict[UUID, set[str]] = {}
    for journey, person in hers.order_by().values_list("journey", "person"):
        people.setdefault(journey, set()).add(str(person))
    for journey, gone in people.items():
        for happening in Happening.objects.filter(journey=journey):
            _without(happening, gone)


def _without(happening: Happening, gone: Collection[str]) -> None:
    """The event with the others on it; none where it was of her alone."""
    values = json.loads(happening.sealed)
    left = [one for one in values["persons"] if one not in gone]
    if len(left) == len(values["persons"]):
        return
    if not left:
        happening.delete()
        return
    if values.get("count") is not None:
        values["count"] = max(0, values["count"] - len(values["persons"]) + len(left))
    happening.sealed = json.dumps(values | {"persons": left})
    happening.save(update_fields=["sealed"])
