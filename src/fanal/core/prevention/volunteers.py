"""A volunteer: vetted until a day, paused at any moment. The reason is told to nobody."""

from dataclasses import dataclass
from datetime import date

from fanal.core.calendars.future_dates import refuse_future
from fanal.core.errors import BadInput, Refused
from fanal.core.prevention.timers import PreventionTimer
from fanal.core.words import LabelledEnum, Sentence, say


class VolunteerState(LabelledEnum):
    CANDIDATE = "candidate", say("not vetted yet")
    ACTIVE = "active", say("active")
    PAUSED = "paused", say("paused")
    LEFT = "left", say("left")


class GivenBack(LabelledEnum):
    """The things of ours that she gives back once she leaves: papers, the list of numbers."""

    ALL = "all", say("all of it came back")
    NOTHING_GIVEN = "nothing_given", say("she had nothing of ours")
    NOT_YET = "not_yet", say("not yet: somebody asks for it")


@dataclass(frozen=True, slots=True)
class Vetted:
    """What vetting needs, as the two forms ask it: two references, whether she was asked whom she
    is related to, the code signed."""

    references: int
    declared: bool
    code_signed_on: date | None
    on: date


def check_vetting(vetted: Vetted, today: date) -> date:
    """Return the day until which the vetting holds. Raises BadInput naming what is missing."""
    refuse_future("on", vetted.on, today)
    if vetted.references < 2:
        raise BadInput("references", say("two references are needed"))
    # A volunteer can be the recruiter's cousin (domain page on the programmes, 1.4, rule 6).
    if not vetted.declared:
        raise BadInput("declared", say("ask whom she is related to before she is vetted"))
    if vetted.code_signed_on is None or vetted.code_signed_on > today:
        raise BadInput("code_signed_on", say("the code of conduct is to be signed first"))
    return PreventionTimer.VETTING.after(vetted.on)


def why_not_leading(state: VolunteerState, vetted_until: date | None, on: date) -> Sentence | None:
    """Return why this volunteer leads no session on that day: she is not active, or her vetting
    ends before it. None where she may."""
    if state is not VolunteerState.ACTIVE or vetted_until is None:
        return say("this volunteer leads no session at the moment")
    # The day of the session counts, not today (7.7, T7).
    if on > vetted_until:
        return say("her vetting ends on {day}, before this session", day=vetted_until)
    return None


def check_may_lead(state: VolunteerState, vetted_until: date | None, on: date) -> None:
    """Refuse whoever may not lead a session on that day. Raises BadInput."""
    if (why := why_not_leading(state, vetted_until, on)) is not None:
        raise BadInput("volunteer", why)


MOST_HOURS = 24


def check_counted(state: VolunteerState, vetted_until: date | None, on: date) -> None:
    """Check that hours of this day are counted for her. Raises `BadInput`, `Refused`."""
    if state is not VolunteerState.ACTIVE or vetted_until is None:
        raise Refused(say("This volunteer is not active: nothing is counted for her."))
    if on > vetted_until:
        raise BadInput("on", say("her vetting ended on {day}, before this day", day=vetted_until))


def check_hours(hours: int, that_day: int, on: date, today: date) -> None:
    """Check that these are whole hours of one day. `that_day`: those written for it
    already. Raises `BadInput`."""
    refuse_future("on", on, today)
    if not 0 < hours <= MOST_HOURS:
        raise BadInput("hours", say("a day has from 1 to {n} hours", n=MOST_HOURS))
    # By the day and not by the entry: two entries of 13 hours are 26 (7.7, T8).
    if hours + that_day > MOST_HOURS:
        raise BadInput("hours", say("hours of this day that are written already: {n}", n=that_day))
