"""The quarter as it is printed: whole for who works with communities and knows everybody in it.

For all others without small numbers, nor what would give one back: one rule for all pages of
numbers (`fanal.core.coded_facts.five_counts`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date

from fanal.accounts.models import User
from fanal.core.coded_facts.five_counts import (
    FiveCounts,
    printed,
    printed_behind,
    printed_parts,
)
from fanal.core.prevention.earnings import EarningCounts
from fanal.core.prevention.knowledge import in_words
from fanal.core.prevention.scholarships import LookBackCounts, TermCounts
from fanal.core.reintegration.goals import SMALLEST_GROUP
from fanal.core.words import Sentence, say
from fanal.prevention import access
from fanal.prevention.queries.report import PreventionReport
from fanal.web.words import translated

type Cells = Mapping[str, Sentence]
type ByMonths = list[tuple[int, Cells]]
CAME_OF_IT = ("moved_up", "goes_on", "repeats", "left", "without_result")


@dataclass(frozen=True)
class PrintedQuarter:
    """`exact`: for who may read small numbers. `runs`: whether the quarter is that of today."""

    report: PreventionReport
    exact: bool
    runs: bool

    @property
    def heads(self) -> Cells:
        heads = self.report.heads
        return self._parts(heads.as_kept()) | {"attendance": self._one(heads.attendance)}

    @property
    def advice(self) -> Sentence:
        return self._one(self.report.advice)

    @property
    def call_backs(self) -> Cells:
        return self._parts(asdict(self.report.call_backs))

    @property
    def people(self) -> Sentence:
        return self._one(self.report.completions.people)

    @property
    def completions(self) -> Sentence:
        """Who completed two courses is the difference."""
        told = self.report.completions
        if self.exact:
            return self._one(told.completions)
        return printed_behind(told.completions, told.people)

    @property
    def knowledge(self) -> Sentence:
        told = self.report.knowledge
        if self.exact:
            return told.sentence()
        rose = FiveCounts(yes=told.rose, no=told.pairs - told.rose).of_reached()
        return in_words(rose, *map(printed, (told.pairs, told.only_before, told.only_after)))

    @property
    def scholars(self) -> Sentence:
        return self._one(self.report.scholars)

    @property
    def terms(self) -> Cells:
        told = self.report.terms
        came = {name: getattr(told, name) for name in CAME_OF_IT}
        return self._parts(came) | {"terms": self._one(told.terms)}

    @property
    def terms_in_words(self) -> dict[str, str]:
        """In the language of the page."""
        return {name: translated(one) for name, one in self.terms.items()}

    @property
    def days(self) -> TermCounts | None:
        """Of a few terms they would be the days of one child."""
        told = self.report.terms
        return told if self.exact or told.terms >= SMALLEST_GROUP else None

    @property
    def look_backs(self) -> ByMonths:
        return self._by_months(self.report.look_backs)

    @property
    def earnings(self) -> ByMonths:
        return self._by_months(self.report.earnings)

    @property
    def by_months(self) -> bool:
        """Whether the rows of every quarter so far stand here: those of two quarters would tell who
        came between."""
        return self.exact or self.runs

    def _by_months(self, rows: Iterable[tuple[int, LookBackCounts | EarningCounts]]) -> ByMonths:
        if not self.by_months:
            return []
        return [(months, self._parts(asdict(counts))) for months, counts in rows]

    def _one(self, n: int) -> Sentence:
        return say("{n}", n=n) if self.exact else printed(n)

    def _parts(self, parts: Mapping[str, int]) -> dict[str, Sentence]:
        if self.exact:
            return {name: self._one(n) for name, n in parts.items()}
        return printed_parts(parts)


def printed_quarter(report: PreventionReport, reader: User, today: date) -> PrintedQuarter:
    return PrintedQuarter(report, access.works_here(reader), report.quarter.covers(today))
