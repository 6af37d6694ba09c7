"""How far a service is, and which moves are allowed, as data.

A referral is not a service: that somebody was asked, or said yes, is no help yet. A service has
begun once the first visit happened, and only what has begun can end. Refused and not available are
said with by whom and why: the list of barriers is that of the donors' reports.
"""

from fanal.core.words import LabelledEnum, say


class ServiceState(LabelledEnum):
    WANTED = "wanted", say("nobody is asked yet")
    ASKED = "asked", say("asked")
    WAITING = "waiting", say("on the waiting list")
    OFFERED = "offered", say("offered: they said yes")
    BEGUN = "begun", say("begun: the first visit happened")
    ENDED = "ended", say("ended")
    REFUSED = "refused", say("refused")
    NOT_AVAILABLE = "not_available", say("not available")


S = ServiceState
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


class Refuser(LabelledEnum):
    """Who said no."""

    HERSELF = "herself", say("she herself")
    GIVER = "giver", say("who was asked")
    GUARDIAN = "guardian", say("her guardian or carer")
    AUTHORITY = "authority", say("an authority")
    US = "us", say("our organisation")


class Barrier(LabelledEnum):
    """Why there is no service."""

    NO_PLACE = "no_place", say("no place is free")
    SEX = "sex", say("not for her sex")
    AGE = "age", say("not for her age")
    STATUS = "status", say("she has no status here")
    POLICE_REPORT = "police_report", say("a report to the police is asked for")
    LANGUAGE = "language", say("nobody speaks her language")
    DISTANCE = "distance", say("too far away")
    COST = "cost", say("it costs too much")
    FEAR = "fear", say("she is afraid of it")
    HOURS = "hours", say("not open when she can come")
    DISABILITY = "disability", say("not accessible for her")
    CHILD_CARE = "child_care", say("nobody looks after her child")
    GIVER_REFUSED = "giver_refused", say("they do not take her")
    NOT_WANTED = "not_wanted", say("she does not want it")
    NOT_SAFE = "not_safe", say("it is not safe there")
    RECALLED = "recalled", say("what was told was recalled")
    NOBODY_GIVES_IT = "nobody_gives_it", say("nobody offers it there")


class EndReason(LabelledEnum):
    """Why a service ended."""

    FINISHED = "finished", say("what she needed was done")
    SHE_STOPPED = "she_stopped", say("she stopped it")
    GIVER_STOPPED = "giver_stopped", say("they stopped it")
    MOVED = "moved", say("she moved away")
    NOT_SAFE = "not_safe", say("it was not safe there any more")
    LOST = "lost", say("contact was lost")
    DIED = "died", say("she died")


class Useful(LabelledEnum):
    """Was it any good: her word. That nobody asked is an answer of its own."""

    YES = "yes", say("it helped her")
    PARTLY = "partly", say("it helped in part")
    NO = "no", say("it did not help")
