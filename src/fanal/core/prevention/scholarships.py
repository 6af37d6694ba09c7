"""A scholarship by terms, what may be paid, and the looks back after its end.

Support works while it is paid; what is left 15 months after its end is the question that matters
(Edmonds and Shrestha). So nobody who was lost or said no falls out of a figure.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fanal.core.errors import BadInput, Refused
from fanal.core.prevention.timers import PreventionTimer
from fanal.core.words import Sentence, say

LOOK_BACKS = (PreventionTimer.LOOK_BACK_1, PreventionTimer.LOOK_BACK_2, PreventionTimer.LOOK_BACK_3)
MOST_DAYS = 200
MOST_PAID = 1_000_000_000


class ScholarshipState(StrEnum):
    RUNNING = "running"
    SUSPENDED = "suspended"
    ENDED = "ended"

    def sentence(self) -> Sentence:
        return STATE_SAYS[self]


STATE_SAYS: dict[ScholarshipState, Sentence] = {
    ScholarshipState.RUNNING: say("running"),
    ScholarshipState.SUSPENDED: say("suspended"),
    ScholarshipState.ENDED: say("ended"),
}


class WhyChosen(StrEnum):
    """The rule that was used, kept as a yes or no each: no score, no rank."""

    POVERTY = "poverty"
    DISTANCE = "distance"
    ORPHAN = "orphan"
    SIBLING_OUT = "sibling_out"
    WOULD_LEAVE = "would_leave"

    def sentence(self) -> Sentence:
        return CHOSEN_SAYS[self]


CHOSEN_SAYS: dict[WhyChosen, Sentence] = {
    WhyChosen.POVERTY: say("the family cannot pay"),
    WhyChosen.DISTANCE: say("the school is far"),
    WhyChosen.ORPHAN: say("a parent is dead or gone"),
    WhyChosen.SIBLING_OUT: say("a brother or sister is out of school"),
    WhyChosen.WOULD_LEAVE: say("the school says that she would leave"),
}


class WhyEnded(StrEnum):
    """Pregnancy is no ground to stop, and so it is none of these."""

    FINISHED = "finished"
    WORK = "work"
    MARRIAGE = "marriage"
    MOVED = "moved"
    MIGRATED = "migrated"
    FAMILY_REFUSES = "family_refuses"
    SCHOOL_REFUSES = "school_refuses"
    HERSELF = "herself"
    LOST = "lost"
    DIED = "died"

    def sentence(self) -> Sentence:
        return ENDED_SAYS[self]


ENDED_SAYS: dict[WhyEnded, Sentence] = {
    WhyEnded.FINISHED: say("school finished"),
    WhyEnded.WORK: say("works, by choice"),
    WhyEnded.MARRIAGE: say("married"),
    WhyEnded.MOVED: say("moved"),
    WhyEnded.MIGRATED: say("went abroad"),
    WhyEnded.FAMILY_REFUSES: say("the family refuses"),
    WhyEnded.SCHOOL_REFUSES: say("the school refuses"),
    WhyEnded.HERSELF: say("wants no more"),
    WhyEnded.LOST: say("nobody knows where"),
    WhyEnded.DIED: say("died"),
}


class TermResult(StrEnum):
    MOVED_UP = "moved_up"
    GOES_ON = "goes_on"
    REPEATS = "repeats"
    LEFT = "left"

    def sentence(self) -> Sentence:
        return RESULT_SAYS[self]


RESULT_SAYS: dict[TermResult, Sentence] = {
    TermResult.MOVED_UP: say("moved up"),
    TermResult.GOES_ON: say("goes on in the same year"),
    TermResult.REPEATS: say("repeats the year"),
    TermResult.LEFT: say("left school"),
}


class LookBackAnswer(StrEnum):
    IN_SCHOOL = "in_school"
    WORKS = "works"
    NOT_KNOWN = "not_known"
    REFUSED = "refused"

    def sentence(self) -> Sentence:
        return LOOK_BACK_SAYS[self]


LOOK_BACK_SAYS: dict[LookBackAnswer, Sentence] = {
    LookBackAnswer.IN_SCHOOL: say("in school"),
    LookBackAnswer.WORKS: say("works"),
    LookBackAnswer.NOT_KNOWN: say("not known"),
    LookBackAnswer.REFUSED: say("does not want to say"),
}


@dataclass(frozen=True, slots=True)
class LookBackCounts:
    """All of them, always: a share without the others would flatter."""

    in_school: int = 0
    works: int = 0
    not_known: int = 0
    refused: int = 0
    not_asked_yet: int = 0


def look_backs(ended_on: date) -> list[tuple[int, date]]:
    """After how many months, and on which day."""
    return [(one.months, one.after(ended_on)) for one in LOOK_BACKS]


def looked_back(answers: Iterable[LookBackAnswer | None]) -> LookBackCounts:
    """Of those that were due; None: nobody asked yet."""
    found = list(answers)
    told = {one.value: found.count(one) for one in LookBackAnswer}
    return LookBackCounts(**told, not_asked_yet=found.count(None))


@dataclass(frozen=True, slots=True)
class TermCounts:
    """Of the terms that ended: days at school of the days on which it was open, and what came of
    them. A term without an answer stays in `terms`."""

    terms: int = 0
    days_open: int = 0
    present: int = 0
    moved_up: int = 0
    goes_on: int = 0
    repeats: int = 0
    left: int = 0

    @property
    def without_result(self) -> int:
        return self.terms - self.moved_up - self.goes_on - self.repeats - self.left


def terms_counted(terms: Iterable[tuple[int, int, str | None]]) -> TermCounts:
    """Each as days open, days present, result."""
    found = list(terms)
    results = [result for _open, _present, result in found]
    return TermCounts(
        len(found),
        sum(days_open for days_open, _present, _result in found),
        sum(present for _open, present, _result in found),
        **{one.value: results.count(one.value) for one in TermResult},
    )


def check_term(first: date, last: date, days_open: int, present: int, excused: int) -> None:
    """Raises BadInput naming the question."""
    if last < first:
        raise BadInput("last", say("the term ends before it begins"))
    if not 0 < days_open <= min(MOST_DAYS, (last - first).days + 1):
        raise BadInput("days_open", say("a number of days from 1 to the length of the term"))
    if present < 0 or excused < 0 or present + excused > days_open:
        raise BadInput("present", say("more days than the school was open"))


def check_payment(
    state: ScholarshipState, begun_on: date, ended_on: date | None, on: date, amount: int
) -> None:
    """Raises Refused for a payment after she left, or while nothing is paid; BadInput."""
    if ended_on is not None and on > ended_on:
        raise Refused(say("Nothing is paid after the scholarship has ended."))
    if state is ScholarshipState.SUSPENDED:
        raise Refused(say("The scholarship is suspended: nothing is paid until it goes on."))
    if on < begun_on:
        raise BadInput("on", say("this is before the scholarship began"))
    if not 0 < amount <= MOST_PAID:
        raise BadInput("amount", say("a whole number above 0"))


def check_end(begun_on: date, ended_on: date, last_paid: date | None, today: date) -> None:
    """Raises BadInput naming the question."""
    if ended_on > today:
        raise BadInput("ended_on", say("this day is still to come"))
    if ended_on < begun_on:
        raise BadInput("ended_on", say("this is before the scholarship began"))
    if last_paid is not None and last_paid > ended_on:
        raise BadInput("ended_on", say("something was paid after this day: ask for it back first"))
