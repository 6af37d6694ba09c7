"""What was seen or heard of an area: it fades unless somebody sees it again. Never from cases."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from fanal.core.errors import BadInput
from fanal.core.prevention.timers import PreventionTimer
from fanal.core.words import Sentence, say


class ObservationKind(StrEnum):
    AGENCY_ADVANCE = "agency_advance"
    RECRUITER = "recruiter"
    MARRIAGE_BROKER = "marriage_broker"
    SURROGACY_OFFER = "surrogacy_offer"
    ONLINE_OFFER = "online_offer"
    NEW_ROUTE = "new_route"
    SCHOOL_LEFT = "school_left"
    VENUE = "venue"
    OTHER = "other"

    def sentence(self) -> Sentence:
        return KIND_SAYS[self]


KIND_SAYS: dict[ObservationKind, Sentence] = {
    ObservationKind.AGENCY_ADVANCE: say("a job agency pays in advance"),
    ObservationKind.RECRUITER: say("recruiters come here"),
    ObservationKind.MARRIAGE_BROKER: say("marriage brokers come here"),
    ObservationKind.SURROGACY_OFFER: say("offers of surrogacy"),
    ObservationKind.ONLINE_OFFER: say("offers of work online"),
    ObservationKind.NEW_ROUTE: say("a new way across the border"),
    ObservationKind.SCHOOL_LEFT: say("many leave school"),
    ObservationKind.VENUE: say("a new place where sex is sold"),
    ObservationKind.OTHER: say("something else"),
}


class HowKnown(StrEnum):
    SEEN = "seen"
    SEVERAL = "several"
    ONE = "one"
    HEARSAY = "hearsay"

    def sentence(self) -> Sentence:
        return HOW_SAYS[self]


HOW_SAYS: dict[HowKnown, Sentence] = {
    HowKnown.SEEN: say("one of us saw it"),
    HowKnown.SEVERAL: say("several say so, apart from each other"),
    HowKnown.ONE: say("one person says so"),
    HowKnown.HEARSAY: say("it is said, nobody knows by whom"),
}


def fades_on(seen_on: date) -> date:
    """From this day on it is on no map. It stays in the history of the area."""
    return PreventionTimer.OBSERVATION_FADES.after(seen_on)


def check_seen(seen_on: date, today: date) -> None:
    if seen_on > today:
        raise BadInput("on", say("this day is still to come"))
    if fades_on(seen_on) <= today:
        raise BadInput("on", say("this is older than a year: it would be on no map"))
