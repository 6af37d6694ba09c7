"""She turns 18 while a plan runs that was agreed with a child.

From that day on she answers for herself: whether the plan goes on is asked of her, how she may be
reached is asked anew, and what was promised to her guardian ends. Until she was asked, the rules
of before are kept, which are the more careful ones; nothing is opened to a guardian.
"""

from dataclasses import dataclass
from datetime import date

from fanal.core.calendars.future_dates import refuse_future
from fanal.core.errors import BadInput
from fanal.core.words import LabelledEnum, Sentence, say

ASK_HER = say("she is an adult now: ask her herself whether the plan goes on")
ASK_HOW = say("she is an adult now: ask her anew how she may be reached")


class PromisedTo(LabelledEnum):
    """The person to whom we promised it."""

    HERSELF = "herself", say("to herself")
    GUARDIAN = "guardian", say("to her parents, or whoever is responsible for her")


@dataclass(frozen=True, slots=True)
class AskedAnew:
    """The questions asked of her as an adult, and since when."""

    since: date
    plan: bool = False
    rules: bool = False

    def sentence(self) -> Sentence:
        return ASK_HER if self.plan else ASK_HOW


@dataclass(frozen=True, slots=True)
class AgreedOn:
    """The days on which the plan was agreed, she was asked as an adult, and her rules
    were last asked."""

    plan: date
    as_adult: date | None = None
    rules: date | None = None


def asked_anew(agreed: AgreedOn, adult_since: date | None, today: date) -> AskedAnew | None:
    """Return what is asked anew; None where she is a child still, was an adult
    before, or was asked since."""
    # `adult_since` is the day since when she is one for sure: on a doubtful age nothing changes
    # yet.
    if adult_since is None or not agreed.plan < adult_since <= today:
        return None
    plan = agreed.as_adult is None or agreed.as_adult < adult_since
    rules = (agreed.rules or agreed.plan) < adult_since
    return AskedAnew(adult_since, plan, rules) if plan or rules else None


def becomes_adult_on(agreed: AgreedOn, adult_since: date | None, today: date) -> date | None:
    """Return the day on which something will have to be asked anew, where it is still to come."""
    if adult_since is None or adult_since <= today or adult_since <= agreed.plan:
        return None
    return adult_since


def check_asked_on(on: date, adult_since: date | None, today: date) -> None:
    """Check that she is asked as an adult only once she is one. Raises `BadInput`."""
    refuse_future("on", on, today)
    if adult_since is None or on < adult_since:
        raise BadInput("on", say("on this day she was not an adult for sure"))
