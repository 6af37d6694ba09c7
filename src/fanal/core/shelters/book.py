"""What stands in the book of a shelter: incidents, restrictions, visits, meetings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from fanal.core.errors import BadInput
from fanal.core.shelters.timers import ShelterTimer
from fanal.core.words import say
from scriptnames import Level, compare


# Whether somebody who answers for a shelter has read what happened in it, in time.
# A lead has a day to read it. After that it is late; a day later the direction is asked, so that
# no incident waits for a lead who is away.
class Reading(StrEnum):
    """How long something has waited that no lead has read."""

    WAITS = "waits"
    LATE = "late"
    DIRECTION = "direction"

    @property
    def late(self) -> bool:
        return self is not Reading.WAITS


def reading_of(on: date, today: date) -> Reading:
    """`on`: the day it was written down. Its day is over where that many whole days have passed."""
    span = ShelterTimer.INCIDENT_READ.span
    beyond = (today - on) - span
    if beyond > span:
        return Reading.DIRECTION
    return Reading.LATE if beyond.days > 0 else Reading.WAITS


# What a resident is not free to do, for how long, and who may say so again.
# Detention in shelters does harm (Gallagher and Pearson 2010): a restriction has a reason, her own
# words, and an end. Only another person renews it.
@dataclass(frozen=True, slots=True)
class RestrictionNow:
    ordered_by: UUID
    since: date
    lifted_on: date | None = None
    renewed: bool = False

    @property
    def lapses_on(self) -> date:
        """The first day on which it holds no more by itself."""
        return self.since + ShelterTimer.RESTRICTION.span

    def runs(self, day: date) -> bool:
        return self.lifted_on is None and not self.renewed and day < self.lapses_on


def check_renewal(now: RestrictionNow, by: UUID, day: date, *, why: str, hers: str) -> None:
    """Raises BadInput naming the question."""
    if not now.runs(day):
        raise BadInput("why", say("it has ended: nothing is left to renew"))
    if by == now.ordered_by:
        raise BadInput("why", say("another person renews it than who ordered it"))
    check_order(why=why, hers=hers)


def check_order(*, why: str, hers: str) -> None:
    """A restriction has its reason, and what she says of it. Raises BadInput."""
    if not why.strip():
        raise BadInput("why", say("say why: a restriction without a reason is none"))
    if not hers.strip():
        raise BadInput("hers", say("write what she says of it, in her words"))


# Whether somebody may visit: nobody who is, or resembles, one who must never be told of her.
REFUSED = say("this may be somebody who must not learn where she is: not to be let in, call a lead")
COMPARE_ANEW = say(
    "the people she has to fear have changed since this name was compared: not to be let in "
    "until whoever works on her case has compared it again"
)
RESEMBLES = say(
    "the name resembles that of somebody who must not learn where she is. Ask her: is it another "
    "person? Then tick it here"
)


def check_visitor(name: str, never: Iterable[str], *, another: bool = False) -> None:
    """Raises BadInput where the name is, in whatever script, one of these, or lacks words of it;
    where it only looks alike, until she said that it is `another` person."""
    levels = [compare(name, one).level for one in never if one.strip()]
    nearest = max(levels, default=Level.DIFFERENT)
    if nearest >= Level.PART:
        raise BadInput("name", REFUSED)
    if nearest >= Level.LIKE and not another:
        raise BadInput("another", RESEMBLES)


# When the meeting of a house with its residents is due.
# It is weekly. It is theirs: who comes is counted and nobody is listed, since nobody has to come.
def meeting_due(last: date | None, since: Iterable[date]) -> date | None:
    """By which day; None where nobody lives there. `last`: the day of the last meeting. `since`:
    from which day each of those who live there does: of an empty house no week runs."""
    first = min(since, default=None)
    if first is None:
        return None
    return max(last or first, first) + ShelterTimer.HOUSE_MEETING.span
