"""What rows were said to be, from the first coded fact of each to the last."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from fanal.core.coded_facts.checks import Codes


@dataclass(frozen=True, slots=True)
class CodedHistory:
    """What one row was said to be: each fact with its day, the one that stands last. `fact`: the id
    of that one."""

    pseudonym: str
    facts: tuple[tuple[date, Codes], ...]
    fact: str = ""

    @property
    def first_day(self) -> date:
        return self.facts[0][0]

    @property
    def day(self) -> date:
        return self.facts[-1][0]

    @property
    def now(self) -> Codes:
        return self.facts[-1][1]


def by_person(rows: Iterable[CodedHistory]) -> Mapping[str, list[CodedHistory]]:
    found: dict[str, list[CodedHistory]] = defaultdict(list)
    for one in rows:
        found[one.pseudonym].append(one)
    return found
