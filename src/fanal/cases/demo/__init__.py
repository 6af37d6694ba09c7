"""The cases of the demonstration: two published operations of 2011, and invented work of today."""

from __future__ import annotations

from datetime import date

from fanal.cases.demo.operations import play_operations
from fanal.cases.demo.work import play_work
from fanal.keys.demo import Cast


def play(cast: Cast, today: date) -> None:
    """Everybody in it is invented; only the counts of the two operations are published facts."""
    play_operations(cast)
    play_work(cast, today)
