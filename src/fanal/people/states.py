"""The present state that stands beside a person in lists. It is derived from her cases, which are
of an app above: that one says here how, when the server starts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from uuid import UUID

from fanal.core.casework.present import DangerState

CODES: list[Callable[[Collection[UUID]], Mapping[UUID, DangerState]]] = []


def codes_of_people(people: Collection[UUID]) -> dict[UUID, DangerState]:
    """The code of each of these people, for whoever may open their files."""
    found: dict[UUID, DangerState] = {}
    for codes in CODES:
        found.update(codes(people))
    return found
