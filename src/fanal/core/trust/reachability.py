"""What is reached from a place in a graph: units of a body, successors of an area, ties."""

from __future__ import annotations

from collections.abc import Callable, Iterable


def reachable_from(start: Iterable[str], step: Callable[[str], Iterable[str]]) -> set[str]:
    """Return `start` and all that any number of steps leads to; a circle is walked once."""
    found = set(start)
    waiting = list(found)
    while waiting:
        new = set(step(waiting.pop())) - found
        found |= new
        waiting.extend(new)
    return found
