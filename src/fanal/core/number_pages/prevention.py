"""The page "Prevention by quarter", line by line. Attendance is one figure and people another."""

from collections.abc import Sequence
from dataclasses import dataclass

from fanal.core.number_pages.definitions import CodedWord, CountedUnit, Defined, PageOfNumbers
from fanal.core.number_pages.measures import COUNTED
from fanal.core.prevention.sessions import SessionState
from fanal.core.words import LabelledEnum, Sentence, say

U = CountedUnit


# Heads, not people: who comes twice is counted twice, and nobody can know (domain page on the
# programmes, 0.3).
class HeadKind(LabelledEnum):
    ATTENDANCE = "attendance", say("Heads")
    WOMEN = "women", say("Women")
    MEN = "men", say("Men")
    GIRLS = "girls", say("Girls")
    BOYS = "boys", say("Boys")
    NOT_COUNTED = "not_counted", say("Not counted by sex and age")


# These stand together, or a rate is made of those who could be reached (0.2).
class CalledBack(LabelledEnum):
    REACHED = "reached", say("reached")
    NOT_REACHED = "not_reached", say("not reached")
    NOT_CALLED_YET = "not_called_yet", say("not called yet")


# The unpaired are printed beside the pairs: 15 of 22, never 15 of 30 (1.9, P3).
class CountedPapers(LabelledEnum):
    PAIRS = "pairs", say("paired")
    ROSE = "rose", say("paired, and rose")
    ONLY_BEFORE = "only_before", say("before without a pair")
    ONLY_AFTER = "only_after", say("after without a pair")


class SchoolDays(LabelledEnum):
    PRESENT = "present", say("days at school")
    OPEN = "days_open", say("days on which it was open")


class TermCame(LabelledEnum):
    MOVED_UP = "moved_up", say("moved up")
    GOES_ON = "goes_on", say("goes on in the same year")
    REPEATS = "repeats", say("repeats")
    LEFT = "left", say("left school")
    WITHOUT = "without_result", say("not known")


# Who does not answer or was not asked stays in the count: support worked only while it was paid
# (Edmonds and Shrestha), so the lost are the ones to look for.
class ScholarIs(LabelledEnum):
    IN_SCHOOL = "in_school", say("In school")
    WORKS = "works", say("Works")
    NOT_KNOWN = "not_known", say("Not known")
    REFUSED = "refused", say("Refused")
    NOT_ASKED = "not_asked_yet", say("Not asked yet")


# Compared with what she herself earned before; of whom nothing was known before, none is said.
class LaterEarning(LabelledEnum):
    ABOVE = "above", say("More than before")
    NOT_ABOVE = "not_above", say("No more")
    NOT_COMPARED = "not_compared", say("Not compared")
    NOTHING = "nothing", say("Nothing")
    NOT_KNOWN = "not_known", say("Not known")
    REFUSED = "refused", say("Refused")
    NOT_ASKED = "not_asked_yet", say("Not asked yet")


@dataclass(frozen=True, slots=True)
class AfterMonths:
    """What was asked so many months after, and the answer."""

    months: int
    answer: CodedWord

    @property
    def value(self) -> str:
        return f"{self.months}_months.{self.answer.value}"

    def sentence(self) -> Sentence:
        return say("{n} months after: {answer}", n=self.months, answer=self.answer.sentence())


def line(
    code: str,
    name: Sentence,
    what: Sentence,
    unit: CountedUnit,
    items: Sequence[CodedWord] = (),
    source: str = "",
    *,
    no_period: bool = False,
) -> Defined:
    return Defined(code, name, what, unit, tuple(items), source, no_period)


# No row "adults": it would be added to a count of people elsewhere (1.9, P1).
HEADS = line(
    "heads",
    say("Attendance"),
    say(
        "heads counted at sessions held in the quarter; nobody is named, so nobody is counted once."
    ),
    U.HEAD,
    tuple(HeadKind),
)
SESSIONS = line(
    "sessions",
    say("Sessions"),
    say("sessions of the quarter, by state."),
    U.SESSION,
    tuple(SessionState),
)
# A count and nothing else: what was said became a call, and prevention knows no case (ADR 29).
SIDE = line(
    "asked_for_help",
    say("Asked for help at the side"),
    say(
        "calls that somebody of ours began from the page of a session of the quarter: whoever "
        "asked and of whom no call was begun is in no number."
    ),
    U.PERSON,
)
ADVICE = line(
    "advice",
    say("Advice to people about to leave"),
    say("conversations of the quarter with people who are about to leave."),
    U.PERSON,
)
CALL_BACKS = line(
    "call_backs",
    say("Called back after advice"),
    say("call backs that were due in the quarter."),
    U.PERSON,
    tuple(CalledBack),
)
# Two figures, never added: one person who completed two courses is 1 person, 2 completions (1.9,
# P2).
PEOPLE = line(
    "people_completed",
    say("People who completed a course"),
    say("each once, however many courses, in the quarter."),
    U.PERSON,
    source="EEA and Norway Grants, CIV-007",
)
COMPLETIONS = line(
    "courses_completed",
    say("Courses completed"),
    say("the same course of one person once, in the quarter."),
    U.COMPLETION,
)
TESTS = line(
    "tests",
    say("Tests before and after"),
    say("tests of sessions of the quarter, paired by a token that is no name."),
    U.TEST,
    tuple(CountedPapers),
)
# Of today: two quarters put below each other would count the same volunteers twice.
VOLUNTEERS = line(
    "volunteers",
    say("Volunteers vetted and active today"),
    say("as it stands on the day of the page."),
    U.PERSON,
    no_period=True,
)
HOURS = line(
    "volunteer_hours",
    say("Hours of volunteers, countersigned"),
    say("hours of the quarter that a second person signed."),
    U.HOUR,
)
# Beside the countersigned ones, or they would seem not to have been worked.
HOURS_OPEN = line(
    "volunteer_hours_open",
    say("Hours of volunteers, not countersigned yet"),
    say("hours of the quarter that no second person signed."),
    U.HOUR,
)
SCHOLARS = line(
    "scholarships",
    say("Scholarships that run today"),
    say("as it stands on the day of the page."),
    U.PERSON,
    no_period=True,
)
TERMS = line(
    "terms", say("Terms that ended"), say("school terms that ended in the quarter."), U.TERM
)
# Over the days on which the school was open: a school closed by a flood is no absence.
SCHOOL_DAYS = line(
    "school_days",
    say("Scholars at school, of the days on which it was open"),
    say("of the terms that ended in the quarter."),
    U.DAY,
    tuple(SchoolDays),
)
TERM_CAME = line(
    "term_results",
    say("What came of these terms"),
    say("of the terms that ended in the quarter."),
    U.TERM,
    tuple(TermCame),
)
# Due some months after the end, in whichever quarter that falls (1.3).
SO_FAR = say(
    "of all who were due to be asked so far, in every quarter: never added to another quarter."
)
LOOK_BACKS = line(
    "scholars_after",
    say("What became of scholars after the end"),
    SO_FAR,
    U.PERSON,
    tuple(ScholarIs),
    no_period=True,
)
EARNINGS = line(
    "earnings_after",
    say("Earnings after vocational training"),
    SO_FAR,
    U.PERSON,
    tuple(LaterEarning),
    no_period=True,
)
PREVENTION = PageOfNumbers(
    "prevention",
    say("Prevention by quarter"),
    "prevention:report",
    (
        HEADS,
        SESSIONS,
        SIDE,
        ADVICE,
        CALL_BACKS,
        PEOPLE,
        COMPLETIONS,
        TESTS,
        VOLUNTEERS,
        HOURS,
        HOURS_OPEN,
        SCHOLARS,
        TERMS,
        SCHOOL_DAYS,
        TERM_CAME,
        LOOK_BACKS,
        EARNINGS,
    ),
    (COUNTED,),
)
