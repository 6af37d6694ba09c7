"""The codes that records answer with, and their words."""

from fanal.core.words import LabelledEnum, say


class RiskLevel(LabelledEnum):
    """How soon somebody has to look again; no sum of points, a judgement with its reasons."""

    LOW = "low", say("low: nobody is known to be looking for her")
    MEDIUM = "medium", say("medium: somebody may, and she is protected")
    HIGH = "high", say("high: likely, and not enough protects her")
    IMMEDIATE = "immediate", say("immediate: act today")


NEEDS_A_PLAN = frozenset({RiskLevel.MEDIUM, RiskLevel.HIGH, RiskLevel.IMMEDIATE})


class RiskEvent(LabelledEnum):
    """What changes the risk: each asks for a new look."""

    COURT_DATE = "court_date", say("a day in court")
    RELEASE = "release", say("a suspect is free: released, fled or not prosecuted")
    RETURN = "return", say("a return, or a move to another place")
    EIGHTEEN = "eighteen", say("turning eighteen")
    PRESSURE = "pressure", say("pressure on her because of a proceeding")
    DANGER = "danger", say("a new danger")
    UNTRUSTED = "untrusted", say("a partner who knows of her is not safe any more")
    OTHER = "other", say("something else")


TAKES, NOT_YET, DECLINED, NO_PERIOD, ENDED = "takes", "not_yet", "declined", "no_period", "ended"
DECISIONS = (
    (TAKES, say("she takes it")),
    (NOT_YET, say("it was explained, she has not decided")),
    (DECLINED, say("she does not want it")),
    (NO_PERIOD, say("the authority gives none")),
    (ENDED, say("the period is over, and she decided what comes next")),
)
GUARDIANS = (
    ("parent", say("a parent, whom nothing speaks against")),
    ("guardian", say("a guardian or temporary carer with a paper")),
    ("none", say("nobody yet")),
    ("disputed", say("disputed, or in conflict with the child")),
)
REVIEW_FORMS = (
    ("review", say("a review with the lead")),
    ("conference", say("a conference with others")),
)
ENOUGH, MORE, NOT_HEARD = "enough", "more", "not_heard"
HER_VIEW = (
    (ENOUGH, say("she says that it is enough")),
    (MORE, say("she wants us to go on")),
    (NOT_HEARD, say("she could not be asked")),
)
NO_CHILD, CARED_FOR, NOT_CARED_FOR = "none", "cared_for", "not_cared_for"
CHILD_AT_CLOSING = (
    (NO_CHILD, say("there is no child")),
    (CARED_FOR, say("safe and cared for, seen by one of us")),
    (NOT_CARED_FOR, say("not safe, or nobody has looked")),
)
SETTLED, SET_ASIDE, OTHERS_GO_ON, LEFT_OPEN = "settled", "set_aside", "others", "open"
GOALS_AT_CLOSING = (
    (SETTLED, say("none is open")),
    (SET_ASIDE, say("she has set them aside")),
    (OTHERS_GO_ON, say("somebody else goes on with them, and knows it")),
    (LEFT_OPEN, say("they stay open")),
)
REACHED_HER, NOT_REACHED, REFUSED, DIED = "reached", "not_reached", "refused", "died"
REACHED = (
    (REACHED_HER, say("yes, she spoke to us")),
    (NOT_REACHED, say("no, not reached")),
    (REFUSED, say("she wants no more contact")),
    (DIED, say("she has died")),
)
