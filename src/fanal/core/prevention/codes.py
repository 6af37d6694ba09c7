"""Codes of prevention: communities (a place or a group as a whole, never a household), what is
observed there, and advice to people who will go anyway: counted, with nothing by which anybody is
found again."""

from datetime import date

from fanal.core.calendars.future_dates import refuse_future
from fanal.core.errors import BadInput
from fanal.core.prevention.timers import PreventionTimer
from fanal.core.words import LabelledEnum, say


class ObservationKind(LabelledEnum):
    AGENCY_ADVANCE = "agency_advance", say("a job agency pays in advance")
    RECRUITER = "recruiter", say("recruiters come here")
    MARRIAGE_BROKER = "marriage_broker", say("marriage brokers come here")
    SURROGACY_OFFER = "surrogacy_offer", say("offers of surrogacy")
    ONLINE_OFFER = "online_offer", say("offers of work online")
    NEW_ROUTE = "new_route", say("a new way across the border")
    SCHOOL_LEFT = "school_left", say("many leave school")
    # A place of trade at commune level; nobody who works there is written down.
    VENUE = "venue", say("a new place where sex is sold")
    OTHER = "other", say("something else")


# Several who heard it from one are one: "apart from each other".
class HowKnown(LabelledEnum):
    SEEN = "seen", say("one of us saw it")
    SEVERAL = "several", say("several say so, apart from each other")
    ONE = "one", say("one person says so")
    HEARSAY = "hearsay", say("it is said, nobody knows by whom")


def fades_on(seen_on: date) -> date:
    """Return the day from which it is on no map. It stays in the history of the area."""
    # Twelve months (domain page on the programmes, 1.4, rule 5).
    return PreventionTimer.OBSERVATION_FADES.after(seen_on)


def check_seen(seen_on: date, today: date) -> None:
    refuse_future("on", seen_on, today)
    # Written down too late it would never be on a map, and whoever wrote it would believe it was.
    if fades_on(seen_on) <= today:
        raise BadInput("on", say("this is older than a year: it would be on no map"))


# By which way somebody goes, never through whom: no name of an agency or a friend.
class MigrationChannel(LabelledEnum):
    AGENCY = "agency", say("through an agency")
    FRIEND = "friend", say("through a friend")
    FAMILY = "family", say("through the family")
    ONLINE = "online", say("through an offer online")
    ALONE = "alone", say("alone")
    NOT_SAID = "not_said", say("not said")


# Her decision, whichever: advice is for people who will go anyway (domain page on the programmes,
# 1.1).
class Decided(LabelledEnum):
    GOES_PREPARED = "goes_prepared", say("goes, with papers and a number to call")
    GOES_AS_PLANNED = "goes_as_planned", say("goes as planned")
    WAITS = "waits", say("waits and asks again")
    STAYS = "stays", say("stays")
    NOT_SAID = "not_said", say("not said")


class CommunityKind(LabelledEnum):
    VILLAGE = "village", say("village")
    COMMUNE = "commune", say("commune")
    SCHOOL = "school", say("school")
    FACTORY = "factory", say("factory")
    BORDER_POST = "border_post", say("border post")
    ONLINE_GROUP = "online_group", say("online group")


class CommunityState(LabelledEnum):
    KNOWN = "known", say("known: nothing is agreed yet")
    AGREED = "agreed", say("agreed with the people there")
    ACTIVE = "active", say("active")
    RESTING = "resting", say("resting")
    ENDED = "ended", say("ended")
