"""Turning eighteen: prepared twelve, six and three months ahead and in the last month, and what
that day changes.

Prepared from the first day on which she may turn eighteen; asked again once she is an adult for
sure. The day deletes nothing and opens nothing to whoever answered for her.
"""

from datetime import date, timedelta

from fanal.core.calendars.months import add_months
from fanal.core.casework.whose_consent import ConsentAge
from fanal.core.protection.clocks import ClockStep, clock
from fanal.core.words import Sentence, say

ASKED_FOR_MONTHS = 3  # so long after the day somebody is reminded to ask again
TURNED = 0
# When start pages say it: in time for whoever agreed to where she lives to be asked.
SAID_BEFORE, SAID_AFTER = timedelta(weeks=8), timedelta(weeks=2)
# Within the last month the day itself is said: what is not settled by then is settled at once.
LAST_MONTH = 1
CHANGES: tuple[Sentence, ...] = (
    say("From that day she decides for herself: nobody says yes or no in her place."),
    say("What she, or somebody for her, agreed to as a child is asked again, one by one."),
    say(
        "In a plan after her return she herself is asked whether it goes on, and once "
        "more how she may be reached. What was promised to her guardian ends."
    ),
    say("Guardianship ends, and so does the decision of two people on who consents for her."),
    say("Her papers are those of an adult; what somebody keeps for her is hers to ask back."),
    say("Her file, her letters and where she lives are opened to no guardian by that day."),
    say("Where she lives may have to change: who pays from then on is settled before."),
)
STAYS: tuple[Sentence, ...] = (
    say("School support goes on to the end of what was agreed."),
    say("Protection in court goes by her age at the act or at the hearing: ask the lawyer."),
    say("Nothing is deleted."),
)


def turns_these_weeks(adult_since: date | None, today: date) -> bool:
    """Whether the day from which she is an adult for sure is near, or was just now."""
    return adult_since is not None and today - SAID_AFTER <= adult_since <= today + SAID_BEFORE


def months_ahead(age: ConsentAge, today: date) -> int | None:
    """Return which of the waves before her eighteenth birthday it is time for: the last that was
    reached; `TURNED` for some months after it. None where it is none of these, or her age is not
    known."""
    first, sure = age.adult_from, age.adult_since
    if first is None or sure is None:
        return None
    # From the earliest possible birthday it is prepared; only the latest possible one makes her an
    # adult.
    if sure <= today:
        return TURNED if today < add_months(sure, ASKED_FOR_MONTHS) else None
    waves = (*clock(ClockStep.TO_EIGHTEEN).waves, LAST_MONTH)
    reached = [wave for wave in waves if add_months(first, -wave) <= today]
    return min(reached, default=None)
