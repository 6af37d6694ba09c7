"""The numbers of a quarter as a reader may have them: whoever works with communities knows the
people, everybody else reads no small number of them (domain page on figures, 1.4)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from fanal.accounts.models import User
from fanal.core.coded_facts.outcome_rates import (
    FEW_PEOPLE,
    FiveCounts,
    printed,
    printed_behind,
    printed_parts,
)
from fanal.core.number_pages import prevention as of
from fanal.core.number_pages.definitions import CodedWord, Defined
from fanal.core.number_pages.measures import COUNTED
from fanal.core.number_pages.printed import THIS_QUARTER, PrintedNumber
from fanal.core.roles import Permission
from fanal.core.thresholds import SMALLEST_GROUP
from fanal.core.words import Sentence, say
from fanal.prevention.queries.report import PreventionReport
from fanal.web.words import translated


@dataclass(frozen=True)
class PrintedReport:
    """The report as its page prints it.

    `exact`: for who may read small numbers. A page of a quarter that is over holds nothing of every
    quarter so far for anybody else: two such pages would tell what came between them.
    """

    report: PreventionReport
    exact: bool

    def cells(self) -> dict[str, dict[str, str]]:
        """What is printed, by the code of the line and of the item; without items under "n"."""
        by_row: dict[str, dict[str, str]] = {}
        for number in self.numbers():
            by_row.setdefault(number.line.code, {})[number.item or "n"] = translated(number.said)
        return by_row

    def numbers(self) -> list[PrintedNumber]:
        return [*self._sessions(), *self._people(), *self._terms(), *self._so_far()]

    def after(self, line: Defined) -> list[tuple[int, list[tuple[Sentence, Sentence]]]]:
        """The rows of what was asked months later: each answer with its number."""
        rows: dict[int, list[tuple[Sentence, Sentence]]] = {}
        for months, item, number in self._asked_later(line):
            rows.setdefault(months, []).append((item.sentence(), number))
        return list(rows.items())

    def look_backs(self) -> list[tuple[int, list[tuple[Sentence, Sentence]]]]:
        return self.after(of.LOOK_BACKS)

    def earnings(self) -> list[tuple[int, list[tuple[Sentence, Sentence]]]]:
        return self.after(of.EARNINGS)

    # ── Line by line ─────────────────────────────────────────────────────────
    def _sessions(self) -> Iterator[PrintedNumber]:
        report = self.report
        yield from _each(of.HEADS, self._heads())
        yield from _each(of.SESSIONS, {state: _count_words(n) for state, n in report.states})
        side = FEW_PEOPLE if report.side is None else _count_words(report.side)
        yield PrintedNumber(of.SIDE, COUNTED, side)
        yield from self._numbers((of.ADVICE, report.advice))
        yield from _each(of.CALL_BACKS, self._parts(of.CalledBack, report.call_backs))

    def _heads(self) -> Mapping[CodedWord, Sentence]:
        """Return the heads as printed. Attendance is the sum of the others, and printed beside
        them."""
        kinds, heads = of.HeadKind, self.report.heads
        parts = [kind for kind in kinds if kind is not kinds.ATTENDANCE]
        return {kinds.ATTENDANCE: self._few(heads.attendance)} | self._parts(parts, heads)

    def _people(self) -> Iterator[PrintedNumber]:
        report = self.report
        yield from self._numbers((of.PEOPLE, report.completions.people))
        yield PrintedNumber(of.COMPLETIONS, COUNTED, self._completions())
        yield from _each(of.TESTS, self._papers())
        for line, n in (
            (of.VOLUNTEERS, report.volunteers),
            (of.HOURS, report.hours),
            (of.HOURS_OPEN, report.hours_open),
        ):
            yield PrintedNumber(line, COUNTED, _count_words(n))
        yield from self._numbers((of.SCHOLARS, report.scholars), (of.TERMS, report.terms.terms))

    def _completions(self) -> Sentence:
        """Who completed two courses is the difference to the people."""
        completions = self.report.completions
        if self.exact:
            return _count_words(completions.completions)
        return printed_behind(completions.completions, completions.people)

    def _papers(self) -> Mapping[CodedWord, Sentence]:
        knowledge, kind = self.report.knowledge, of.CountedPapers
        rose = FiveCounts(yes=knowledge.rose, no=knowledge.pairs - knowledge.rose)
        return {
            kind.PAIRS: self._few(knowledge.pairs),
            kind.ROSE: _count_words(knowledge.rose) if self.exact else rose.of_reached(),
            kind.ONLY_BEFORE: self._few(knowledge.only_before),
            kind.ONLY_AFTER: self._few(knowledge.only_after),
        }

    def _terms(self) -> Iterator[PrintedNumber]:
        terms = self.report.terms
        # Of a few terms they would be the days of one child.
        hides = not self.exact and terms.terms < SMALLEST_GROUP
        days: dict[CodedWord, Sentence] = {
            day: FEW_PEOPLE if hides else _count_words(getattr(terms, day.value))
            for day in of.SchoolDays
        }
        yield from _each(of.SCHOOL_DAYS, days)
        yield from _each(of.TERM_CAME, self._parts(of.TermCame, terms))

    def _so_far(self) -> Iterator[PrintedNumber]:
        for line in (of.LOOK_BACKS, of.EARNINGS):
            for months, item, number in self._asked_later(line):
                code = of.AfterMonths(months, item)
                yield PrintedNumber(line, COUNTED, number, code.value, code.sentence())

    def _asked_later(self, line: Defined) -> Iterator[tuple[int, CodedWord, Sentence]]:
        rows = self.report.look_backs if line is of.LOOK_BACKS else self.report.earnings
        hides = not self.exact and not self.report.runs
        for months, counts in rows:
            for word, number in self._parts(line.items, counts).items():
                yield months, word, THIS_QUARTER if hides else number

    def _numbers(self, *counted: tuple[Defined, int]) -> Iterator[PrintedNumber]:
        for line, n in counted:
            yield PrintedNumber(line, COUNTED, self._few(n))

    def _parts(self, parts: Iterable[CodedWord], counts: object) -> dict[CodedWord, Sentence]:
        """The numbers of a sum that is printed, or may be known: none from the others."""
        numbers: dict[CodedWord, int] = {part: getattr(counts, part.value) for part in parts}
        if self.exact:
            return {word: _count_words(n) for word, n in numbers.items()}
        return printed_parts(numbers)

    def _few(self, n: int) -> Sentence:
        return _count_words(n) if self.exact else printed(n)


def _count_words(n: int) -> Sentence:
    return say("{n}", n=n)


def _each(line: Defined, numbers: Mapping[CodedWord, Sentence]) -> Iterator[PrintedNumber]:
    for word, cell in numbers.items():
        yield PrintedNumber(line, COUNTED, cell, word.value, word.sentence())


def printed_for(user: User, report: PreventionReport) -> PrintedReport:
    return PrintedReport(report, user.may(Permission.WORK_PREVENTION))
