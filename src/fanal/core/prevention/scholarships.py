"""A scholarship by terms, what may be paid, and the looks back after its end.

Support works while it is paid; what is left 15 months after its end is the question that matters
(Edmonds and Shrestha). So nobody who was lost or said no falls out of a figure.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from fanal.core.calendars.future_dates import refuse_future
from fanal.core.errors import BadInput, Refused
from fanal.core.prevention.timers import PreventionTimer
from fanal.core.words import LabelledEnum, say

# After 6, 15 and 24 months; 15 since nothing was left then in Nepal (Edmonds and Shrestha).
LOOK_BACKS = (PreventionTimer.LOOK_BACK_1, PreventionTimer.LOOK_BACK_2, PreventionTimer.LOOK_BACK_3)
# A school year has some 200 days, a term fewer.
MOST_DAYS = 200
MOST_PAID = 1_000_000_000


class ScholarshipState(LabelledEnum):
    RUNNING = "running", say("running")
    SUSPENDED = "suspended", say("suspended")
    ENDED = "ended", say("at an end")


class WhyChosen(LabelledEnum):
    """The rule of selection that was used, kept as a yes or no each: no score, no rank."""

    # A yes or no each; a sum of them would be a rank of need (domain page on the programmes, 1.4,
    # rule 2).
    POVERTY = "poverty", say("the family cannot pay")
    DISTANCE = "distance", say("the school is far")
    ORPHAN = "orphan", say("a parent is dead or gone")
    SIBLING_OUT = "sibling_out", say("a brother or sister is out of school")
    WOULD_LEAVE = "would_leave", say("the school says that she would leave")


class WhyEnded(LabelledEnum):
    """The reason for an end. Pregnancy is no ground to stop, and so it is none of these."""

    FINISHED = "finished", say("school finished")
    WORK = "work", say("works, by choice")
    MARRIAGE = "marriage", say("married")
    MOVED = "moved", say("moved")
    MIGRATED = "migrated", say("went abroad")
    FAMILY_REFUSES = "family_refuses", say("the family refuses")
    SCHOOL_REFUSES = "school_refuses", say("the school refuses")
    HERSELF = "herself", say("wants no more")
    # An end like the others: whoever cannot be found stays in every look back.
    LOST = "lost", say("nobody knows where")
    DIED = "died", say("died")


class TermResult(LabelledEnum):
    MOVED_UP = "moved_up", say("moved up")
    GOES_ON = "goes_on", say("goes on in the same year")
    REPEATS = "repeats", say("repeats the year")
    LEFT = "left", say("left school")


class LookBackAnswer(LabelledEnum):
    IN_SCHOOL = "in_school", say("in school")
    WORKS = "works", say("works")
    # An answer: somebody asked.
    NOT_KNOWN = "not_known", say("not known")
    REFUSED = "refused", say("does not want to say")


# Of a child these may be what traffickers call them.
MAY_BE_TAKEN = frozenset({WhyEnded.MARRIAGE, WhyEnded.MIGRATED})
HEARD_OF = frozenset({LookBackAnswer.IN_SCHOOL, LookBackAnswer.WORKS})


def was_heard_of(answer: LookBackAnswer | None, *, herself: bool) -> bool:
    """Whether a look back found her: also where she does not want to say, and said so `herself`."""
    # A family that does not want to say may hide her.
    return answer in HEARD_OF or (answer is LookBackAnswer.REFUSED and herself)


def is_to_be_looked_for(why: WhyEnded | None, *, child: bool, heard_of: bool, told: bool) -> bool:
    """Whether the team has to hear of her: nobody knows where she is, or who was a `child` at the
    end was married or went abroad; no later look back found her, and the team was not `told`."""
    gone = why is WhyEnded.LOST or (child and why in MAY_BE_TAKEN)
    return gone and not heard_of and not told


@dataclass(frozen=True, slots=True)
class LookBackCounts:
    """The counts of all answers, always together: a share without the others would flatter."""

    in_school: int = 0
    works: int = 0
    not_known: int = 0
    refused: int = 0
    not_asked_yet: int = 0


def look_backs(ended_on: date) -> list[tuple[int, date]]:
    """Return each look back: the months after which it is due, and its day."""
    return [(one.months, one.after(ended_on)) for one in LOOK_BACKS]


def looked_back(answers: Iterable[LookBackAnswer | None]) -> LookBackCounts:
    """Return the counts of the looks back that were due; None: nobody asked yet."""
    found = list(answers)
    counts = {answer.value: found.count(answer) for answer in LookBackAnswer}
    return LookBackCounts(**counts, not_asked_yet=found.count(None))


@dataclass(frozen=True, slots=True)
class TermCounts:
    """The counts of the terms that ended: days at school of the days on which it was open, and what
    came of them. A term without an answer stays in `terms`."""

    terms: int = 0
    days_open: int = 0
    present: int = 0
    moved_up: int = 0
    goes_on: int = 0
    repeats: int = 0
    left: int = 0

    @property
    def without_result(self) -> int:
        # By subtraction, so that no term can fall out.
        return self.terms - self.moved_up - self.goes_on - self.repeats - self.left


def terms_counted(terms: Iterable[tuple[int, int, str | None]]) -> TermCounts:
    """Return the counts of these terms, each given as days open, days present, result."""
    found = list(terms)
    results = [result for _open, _present, result in found]
    return TermCounts(
        len(found),
        sum(days_open for days_open, _present, _result in found),
        sum(present for _open, present, _result in found),
        **{one.value: results.count(one.value) for one in TermResult},
    )


def check_term(first: date, last: date, days_open: int, present: int, excused: int) -> None:
    """Check the days of a term. Raises BadInput naming the question."""
    if last < first:
        raise BadInput("last", say("the term ends before it begins"))
    # A rate over days on which the school was closed says nothing.
    if not 0 < days_open <= min(MOST_DAYS, (last - first).days + 1):
        raise BadInput("days_open", say("a number of days from 1 to the length of the term"))
    # Excused days are absent days with a reason: both within the days that it was open.
    if present < 0 or excused < 0 or present + excused > days_open:
        raise BadInput("present", say("more days than the school was open"))


def check_payment(
    state: ScholarshipState, begun_on: date, ended_on: date | None, on: date, amount: int
) -> None:
    """Check a payment. Raises Refused after she left, or while nothing is paid;
    otherwise BadInput."""
    # Paid after she left school is one of the known ways to lose money (1.7).
    if ended_on is not None and on > ended_on:
        raise Refused(say("Nothing is paid after the scholarship has ended."))
    if state is ScholarshipState.SUSPENDED:
        raise Refused(say("The scholarship is suspended: nothing is paid until it goes on."))
    if on < begun_on:
        raise BadInput("on", say("this is before the scholarship began"))
    if not 0 < amount <= MOST_PAID:
        raise BadInput("amount", say("a whole number above 0"))


def check_end(begun_on: date, ended_on: date, last_paid: date | None, today: date) -> None:
    """Check the day on which a scholarship ends. Raises BadInput naming the question."""
    refuse_future("ended_on", ended_on, today)
    if ended_on < begun_on:
        raise BadInput("ended_on", say("this is before the scholarship began"))
    # Money that went out later would belong to no scholarship.
    if last_paid is not None and last_paid > ended_on:
        raise BadInput("ended_on", say("something was paid after this day: ask for it back first"))
