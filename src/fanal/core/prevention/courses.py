"""Who may enrol, and what a course completed is. Whoever completes two courses is one person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fanal.core.calendars.ages import ADULT_AT, eighteenth
from fanal.core.calendars.future_dates import refuse_future
from fanal.core.errors import BadInput
from fanal.core.prevention.timers import PreventionTimer
from fanal.core.words import LabelledEnum, say

# Limits of what can be typed, no rule of who may take part.
YOUNGEST, OLDEST = 3, 99


class CourseKind(LabelledEnum):
    COURSE = "course", say("course")
    VOCATIONAL = "vocational", say("vocational training")


class EnrolmentState(LabelledEnum):
    ENROLLED = "enrolled", say("enrolled")
    COMPLETED = "completed", say("completed")
    LEFT = "left", say("left before the end")


class Assent(LabelledEnum):
    """What a participant, or the caregiver of a child, said."""

    YES = "yes", say("yes")
    NO = "no", say("no")
    NOT_ASKED = "not_asked", say("not asked")


@dataclass(frozen=True, slots=True)
class Yes:
    """The consent to taking part. `own`: her own word. `caregiver`: of a child, with the day of the
    paper that was signed."""

    own: Assent
    caregiver: Assent = Assent.NOT_ASKED
    written_on: date | None = None

    def as_kept(self) -> dict[str, str]:
        """Return what is sealed of it."""
        written = self.written_on.isoformat() if self.written_on else ""
        return {"own": self.own, "caregiver": self.caregiver, "written_on": written}


def is_child(born: date | None, age: int | None, on: date) -> bool:
    """Whether she counts as a child: whoever may be one does, also where nobody knows the age."""
    # The day of birth before the age: an age was true once.
    if born is not None:
        return on < eighteenth(born)
    return age is None or age < ADULT_AT


def prepare_eighteen_on(born: date) -> date:
    """Return the day from which turning 18 is prepared: she herself is asked."""
    return PreventionTimer.BEFORE_EIGHTEEN.before(eighteenth(born))


def check_taking_part(child: bool, yes: Yes, today: date) -> None:
    """Check that she may take part: nobody does against her own no, no child without a written yes.
    Raises BadInput."""
    # Her own no first: neither a parent nor a donor overrides it (domain page on the programmes,
    # 1.8).
    if yes.own is not Assent.YES:
        raise BadInput("own", say("only with her own yes: her no counts, whoever else agrees"))
    if not child:
        return
    if yes.caregiver is not Assent.YES:
        raise BadInput("caregiver", say("a child does not enrol alone: a caregiver says yes, too"))
    # By the age table of the domain page (5.6) a caregiver's yes is in writing.
    if yes.written_on is None:
        raise BadInput("written_on", say("the yes of a caregiver is in writing: of which day?"))
    refuse_future("written_on", yes.written_on, today)


def photo_allowed(child: bool, own: Assent, caregiver: Assent) -> bool:
    """Whether a photo may be taken, which is another question than taking part: each no counts, and
    nothing else changes."""
    # "Not asked" is no yes, and a photo of a child takes both.
    return own is Assent.YES and (not child or caregiver is Assent.YES)


def check_completed(attended: int, sessions: int, needed: int) -> None:
    """Check the rule of the course on completion. Raises BadInput where it is not met."""
    # More sessions than there were is a slip, and would complete every course.
    if not 0 <= attended <= sessions:
        raise BadInput("attended", say("a number from 0 to {n}", n=sessions))
    if attended < needed:
        rule = say(
            "{n} of {m} sessions: this course asks for {least}",
            n=attended,
            m=sessions,
            least=needed,
        )
        raise BadInput("attended", rule)


@dataclass(frozen=True, slots=True)
class Completed:
    participant: UUID
    course: UUID
    on: date


@dataclass(frozen=True, slots=True)
class Completions:
    """The counts of completions. `people`: each once, however many courses (EEA and
    Norway Grants, CIV-007)."""

    people: int
    completions: int


def completions_in(rows: Iterable[Completed], first: date, last: date) -> Completions:
    """Return the completions within a period, both days counted. The same course
    twice is one completion."""
    # A set, so that the same course written down twice is one completion.
    found = {(row.participant, row.course) for row in rows if first <= row.on <= last}
    return Completions(len({who for who, _course in found}), len(found))
