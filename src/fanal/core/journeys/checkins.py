"""Check-ins with an interval, and the ladder that a missed one climbs.

Due times and rungs are computed from state and clock: a sweep that runs twice, or late, or not for
a week, calls each rung once and misses none.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum

from fanal.core.errors import BadInput
from fanal.core.words import say

# Both sides of a hand-over are told by telephone while they stand there. What is not confirmed is
# red from its first minute; after this long somebody who does not look at the board is called.
CONFIRMED_WITHIN = timedelta(hours=1)


class Rung(IntEnum):
    """Who has been called; each rung includes those below it."""

    NOBODY = 0
    WORKER = 1
    LEAD = 2
    DIRECTOR = 3


@dataclass(frozen=True, slots=True)
class Ladder:
    """How long after the due time, or the due day, each rung is called."""

    lead: timedelta = timedelta(minutes=30)
    director: timedelta = timedelta(hours=2)

    def __post_init__(self) -> None:
        # The settings of an organisation come in here: a ladder in another order would skip the
        # lead.
        if not timedelta(0) <= self.lead <= self.director:
            raise BadInput("ladder", say("the lead is called before the director"))

    def after(self, rung: Rung) -> timedelta:
        """How long after the due time this rung is called."""
        return {Rung.LEAD: self.lead, Rung.DIRECTOR: self.director}.get(rung, timedelta(0))

    def rung[At: (date, datetime)](self, due: At, now: At) -> Rung:
        """The highest rung that should have been called by `now`."""
        late = now - due
        if late < timedelta(0):
            return Rung.NOBODY
        if late < self.lead:
            return Rung.WORKER
        return Rung.LEAD if late < self.director else Rung.DIRECTOR

    def to_call[At: (date, datetime)](self, due: At, now: At, called: Rung) -> tuple[Rung, ...]:
        """The rungs to call now, given the highest one called for this due time before."""
        reached = self.rung(due, now)
        # All rungs in between, not only the highest: after a server was down for hours the worker
        # is called as well as the director.
        return tuple(rung for rung in Rung if called < rung <= reached)


LADDER = Ladder()  # of journeys
