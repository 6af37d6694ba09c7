"""What the child said herself counts before what others said for her.

A yes for her does not lift her own no (CRC 1989, article 12; Caring for Child Survivors, IRC and
UNICEF 2012: the child's assent).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Spoken:
    """One statement. `hers`: she spoke, for herself or by agreeing or not with who answered."""

    on: date
    no: bool
    hers: bool


def heard[T](words: Iterable[T], spoken: Callable[[T], Spoken]) -> list[T]:
    """Without the yes that others said for her while the last that she said herself is a no."""
    words = list(words)
    own = [one for one in map(spoken, words) if one.hers]
    last = max(own, key=lambda one: (one.on, one.no), default=None)
    if last is None or not last.no:
        return words
    return [word for word in words if spoken(word).no or spoken(word).hers]
