"""The numbers of tonight's board: who is red, in danger, held by nobody, and who holds whom."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from fanal.accounts.models import User
from fanal.core.casework.present import DangerState
from fanal.core.casework.statements import Custody
from fanal.core.journeys.board import Colour
from fanal.core.journeys.state import JourneyStage
from fanal.journeys.queries.in_danger import files_in_danger_without_a_case
from fanal.journeys.queries.open_people import OnBoard
from fanal.web.words import translated

# What a row is counted by: its colour, her state, the stage of her journey, who she is with, as
# that is said of who travels, and whether nobody answers for her.
type Alike = tuple[Colour, DangerState, JourneyStage | None, Custody | None, str | None, bool]


@dataclass
class BoardNumbers:
    """The numbers of a board. `people`: everybody on it."""

    people: list[OnBoard]
    user: User
    day: date

    @cached_property
    def above(self) -> int:
        """How many are named above the rows: in danger, with every case of theirs closed."""
        found = files_in_danger_without_a_case(self.user, self.day)
        return len(found - {person.file for person in self.people}) if found else 0

    @cached_property
    def _alike(self) -> Counter[Alike]:
        """How many rows are alike: the numbers of a page are sums of these few, for which the
        thousands of rows are walked once."""
        return Counter(
            (
                person.row.colour,
                person.told.code,
                person.row.stage,
                person.told.custody,
                person.line.with_her if person.line else None,
                person.is_unheld,
            )
            for person in self.people
        )

    @cached_property
    def colours(self) -> Counter[Colour]:
        colours_counted = Counter[Colour]()
        for (colour, *_rest), n in self._alike.items():
            colours_counted[colour] += n
        return colours_counted

    @property
    def red(self) -> int:
        return self.colours[Colour.RED]

    @property
    def amber(self) -> int:
        return self.colours[Colour.AMBER]

    @property
    def danger(self) -> int:
        return sum(n for (_colour, code, *_rest), n in self._alike.items() if code.counts_as_danger)

    @property
    def unheld(self) -> int:
        """The number of people for whom nobody answers."""
        return sum(n for (*_rest, unheld), n in self._alike.items() if unheld)

    @property
    def travelling(self) -> int:
        """The number of people who are on a journey."""
        return sum(n for (_colour, _code, stage, *_rest), n in self._alike.items() if stage)

    @cached_property
    def by_custodian(self) -> list[tuple[str, int]]:
        """The custodians with how many each holds, most first."""
        by_holder = Counter[str]()
        for (_colour, _code, _stage, custody, who, _unheld), n in self._alike.items():
            by_holder[named_custody(custody) if who is None else who] += n
        return sorted(by_holder.items(), key=lambda pair: (-pair[1], pair[0]))


def named_custody(custody: Custody | None) -> str:
    return translated((custody or Custody.NOBODY).sentence())
