"""How far a service is, and which moves are allowed, as data.

A referral is not a service: that somebody was asked, or said yes, is no help yet. A service has
begun once the first visit happened, and only what has begun can end. Refused and not available are
said with by whom and why: the list of barriers is that of the donors' reports.
"""

from __future__ import annotations

from enum import StrEnum

from fanal.core.words import Sentence, say


class ServiceState(StrEnum):
    WANTED = "wanted"
    ASKED = "asked"
    WAITING = "waiting"
    OFFERED = "offered"
    BEGUN = "begun"
    ENDED = "ended"
    REFUSED = "refused"
    NOT_AVAILABLE = "not_available"

    def sentence(self) -> Sentence:
        return STATE_SAYS[self]


S = ServiceState
STATE_SAYS: dict[ServiceState, Sentence] = {
    S.WANTED: say("nobody is asked yet"),
    S.ASKED: say("asked"),
    S.WAITING: say("on the waiting list"),
    S.OFFERED: say("offered: they said yes"),
    S.BEGUN: say("begun: the first visit happened"),
    S.ENDED: say("ended"),
    S.REFUSED: say("refused"),
    S.NOT_AVAILABLE: say("not available"),
}
MOVES: dict[ServiceState, frozenset[ServiceState]] = {
    S.WANTED: frozenset({S.ASKED, S.BEGUN, S.REFUSED, S.NOT_AVAILABLE}),
    S.ASKED: frozenset({S.WAITING, S.OFFERED, S.BEGUN, S.REFUSED, S.NOT_AVAILABLE}),
    S.WAITING: frozenset({S.WAITING, S.OFFERED, S.BEGUN, S.REFUSED, S.NOT_AVAILABLE}),
    S.OFFERED: frozenset({S.WAITING, S.BEGUN, S.REFUSED, S.NOT_AVAILABLE}),
    S.BEGUN: frozenset({S.ENDED}),
    S.ENDED: frozenset(),
    S.REFUSED: frozenset(),
    S.NOT_AVAILABLE: frozenset(),
}
# Somebody was asked and no visit has happened yet.
EXPECTED = frozenset({S.ASKED, S.WAITING, S.OFFERED})
OPEN = EXPECTED | {S.WANTED, S.BEGUN}
CLOSED = frozenset(ServiceState) - OPEN


class Refuser(StrEnum):
    """Who said no."""

    HERSELF = "herself"
    GIVER = "giver"
    GUARDIAN = "guardian"
    AUTHORITY = "authority"
    US = "us"

    def sentence(self) -> Sentence:
        return REFUSER_SAYS[self]


REFUSER_SAYS: dict[Refuser, Sentence] = {
    Refuser.HERSELF: say("she herself"),
    Refuser.GIVER: say("who was asked"),
    Refuser.GUARDIAN: say("her guardian or carer"),
    Refuser.AUTHORITY: say("an authority"),
    Refuser.US: say("our organisation"),
}


class Barrier(StrEnum):
    """Why there is no service."""

    NO_PLACE = "no_place"
    SEX = "sex"
    AGE = "age"
    STATUS = "status"
    POLICE_REPORT = "police_report"
    LANGUAGE = "language"
    DISTANCE = "distance"
    COST = "cost"
    FEAR = "fear"
    HOURS = "hours"
    DISABILITY = "disability"
    CHILD_CARE = "child_care"
    GIVER_REFUSED = "giver_refused"
    NOT_WANTED = "not_wanted"
    NOT_SAFE = "not_safe"
    RECALLED = "recalled"
    NOBODY_GIVES_IT = "nobody_gives_it"

    def sentence(self) -> Sentence:
        return BARRIER_SAYS[self]


BARRIER_SAYS: dict[Barrier, Sentence] = {
    Barrier.NO_PLACE: say("no place is free"),
    Barrier.SEX: say("not for her sex"),
    Barrier.AGE: say("not for her age"),
    Barrier.STATUS: say("she has no status here"),
    Barrier.POLICE_REPORT: say("a report to the police is asked for"),
    Barrier.LANGUAGE: say("nobody speaks her language"),
    Barrier.DISTANCE: say("too far away"),
    Barrier.COST: say("it costs too much"),
    Barrier.FEAR: say("she is afraid of it"),
    Barrier.HOURS: say("not open when she can come"),
    Barrier.DISABILITY: say("not accessible for her"),
    Barrier.CHILD_CARE: say("nobody looks after her child"),
    Barrier.GIVER_REFUSED: say("they do not take her"),
    Barrier.NOT_WANTED: say("she does not want it"),
    Barrier.NOT_SAFE: say("it is not safe there"),
    Barrier.RECALLED: say("what was told was recalled"),
    Barrier.NOBODY_GIVES_IT: say("nobody gives it there"),
}


class EndReason(StrEnum):
    """Why a service ended."""

    FINISHED = "finished"
    SHE_STOPPED = "she_stopped"
    GIVER_STOPPED = "giver_stopped"
    MOVED = "moved"
    NOT_SAFE = "not_safe"
    LOST = "lost"
    DIED = "died"

    def sentence(self) -> Sentence:
        return END_SAYS[self]


END_SAYS: dict[EndReason, Sentence] = {
    EndReason.FINISHED: say("what she needed was done"),
    EndReason.SHE_STOPPED: say("she stopped it"),
    EndReason.GIVER_STOPPED: say("they stopped it"),
    EndReason.MOVED: say("she moved away"),
    EndReason.NOT_SAFE: say("it was not safe there any more"),
    EndReason.LOST: say("contact was lost"),
    EndReason.DIED: say("she died"),
}


class Useful(StrEnum):
    """Was it any good: her word. That nobody asked is an answer of its own."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"

    def sentence(self) -> Sentence:
        return USEFUL_SAYS[self]


USEFUL_SAYS: dict[Useful, Sentence] = {
    Useful.YES: say("it helped her"),
    Useful.PARTLY: say("it helped in part"),
    Useful.NO: say("it did not help"),
}
