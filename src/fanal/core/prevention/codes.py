"""What was seen or heard of an area: it fades unless somebody sees it again. Never from cases."""

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
