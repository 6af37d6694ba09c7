"""The definition of what is counted: its stable code, its name, and what it counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from fanal.core.words import LabelledEnum, Sentence, say


class CountedUnit(LabelledEnum):
    """Units are never added to each other (domain page on figures, 0.3)."""

    PERSON = "person", say("person")
    SERVICE = "service", say("service asked for")
    REQUEST = "request", say("request for care")
    COURSE = "course", say("course of medicine")
    PLAN = "plan", say("plan of reintegration")
    PROMISE = "promise", say("promise")
    INCIDENT = "incident", say("incident")
    NIGHT = "night", say("night")
    EVENING = "evening", say("evening")
    BED = "bed", say("bed")
    RULE = "restriction", say("restriction")
    VOUCHER = "voucher", say("voucher")
    DAY = "day", say("day")
    HOUR = "hour", say("hour")
    HEAD = "head", say("head at a session")
    SESSION = "session", say("session")
    COMPLETION = "completion", say("course completed")
    TEST = "test", say("test on paper")
    TERM = "term", say("school term")
    POINT = "point", say("point of a score")
    PERCENT = "percent", say("percent")
    # A measure of a line counts what the line counts; a column of a file counts nothing.
    AS_LINE = "of_the_line", say("what the line counts")
    NONE = "none", say("counts nothing")


# A protocol and no base class: codes of closed lists come from a dozen modules.
class CodedWord(Protocol):
    """A code of a closed list that says what it is."""

    @property
    def value(self) -> str: ...

    def sentence(self) -> Sentence: ...

    def __hash__(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Defined:
    """One line, measure or column. `code` is never given to something else. `items`: the codes by
    which a line is told apart. `source`: the standard it is taken from, by its own name; empty for
    a definition of our own. `no_period`: as it stands on the day of the page, whichever period that
    is of."""

    # Stands in files that people keep: a code that changed its meaning would join two figures.
    code: str
    name: Sentence
    what: Sentence
    unit: CountedUnit = CountedUnit.AS_LINE
    items: Sequence[CodedWord] = ()
    source: str = ""
    # Or whoever puts the files of two quarters below each other adds the same people twice.
    no_period: bool = False


@dataclass(frozen=True, slots=True)
class PageOfNumbers:
    """`address`: the name of its address."""

    code: str
    name: Sentence
    address: str
    lines: Sequence[Defined]
    measures: Sequence[Defined]

    def line(self, code: str) -> Defined:
        # No default: a line that is asked for and not defined is a mistake of ours.
        return next(one for one in self.lines if one.code == code)

    def measure(self, code: str) -> Defined:
        return next(one for one in self.measures if one.code == code)
