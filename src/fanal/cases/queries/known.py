"""What was said before a form asks for it: proposed with who said it and when, to be confirmed.

Higher apps add what their records say (`intake`: the call that a case began with).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from fanal.cases.models import Case, Entry
from fanal.core.words import Sentence
from fanal.keys.ring import Ring


@dataclass(frozen=True)
class KnownAnswer:
    """An answer to one question of one kind of entry. `source`: who said it, and where."""

    kind: str
    field: str
    value: object
    source: Sentence
    on: date


Provider = Callable[[Case, Ring], Iterable[KnownAnswer]]
PROVIDERS: list[Provider] = []


def known_for(case: Case, kind: str, ring: Ring) -> dict[str, KnownAnswer]:
    """By field, what was said last; nothing once an entry of this kind stands: that one holds."""
    if Entry.objects.of_kinds([case.id], kind).exists():
        return {}
    said = [one for provider in PROVIDERS for one in provider(case, ring) if one.kind == kind]
    return {one.field: one for one in sorted(said, key=lambda one: one.on)}
