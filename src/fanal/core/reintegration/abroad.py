"""An agreed contact that a partner abroad makes for us: until a day that is agreed with them they
report back, and what they report is the contact of that wave in *their* words.

While it is given away we do not ask her as well: nobody is asked the same twice (who visits is
agreed between the two sides).
"""

from dataclasses import dataclass
from datetime import date

from fanal.core.calendars.future_dates import refuse_future
from fanal.core.calendars.months import add_months
from fanal.core.errors import BadInput
from fanal.core.reintegration.codes import ContactResult
from fanal.core.trust.referrals import ReferralState
from fanal.core.words import LabelledEnum, say

R = ReferralState
WENT_OUT = (R.SENT, R.ACCEPTED, R.IN_PROGRESS, R.DONE)  # by which a partner knows of her
LATEST_MONTHS = 12  # a report later than that is a mistake in the year


class PartnerAnswer(LabelledEnum):
    """What the partner reports."""

    SEEN = "seen", say("they saw her, or spoke to her")
    NOT_SEEN = "not_seen", say("they did not see her")
    REFUSED = "refused", say("she told them that she wants no more contact")
    LOST = "lost", say("she no longer lives there, and they do not know where she is")
    DIED = "died", say("she has died")

    @property
    def result(self) -> ContactResult:
        """What it is for the plan: whom they have lost is not reached, and we look for her."""
        return RESULTS[self]


RESULTS = {
    PartnerAnswer.SEEN: ContactResult.REACHED,
    PartnerAnswer.NOT_SEEN: ContactResult.NOT_REACHED,
    PartnerAnswer.REFUSED: ContactResult.REFUSED,
    PartnerAnswer.LOST: ContactResult.NOT_REACHED,
    PartnerAnswer.DIED: ContactResult.DIED,
}


@dataclass(frozen=True, slots=True)
class GivenContact:
    """A contact that a partner makes for us: of how many months after the start, asked on `on`,
    answered by `report_by`."""

    months: int
    on: date
    report_by: date


def check_report_day(report_by: date, today: date) -> None:
    """Refuse a day on which nobody can report back any more, or in another year.
    Raises `BadInput`."""
    if report_by <= today:
        raise BadInput("report_by", say("this day is over: agree on a day that is still to come"))
    if report_by > add_months(today, LATEST_MONTHS):
        raise BadInput("report_by", say("this day is too far away: check the year"))


def check_seen_on(on: date, given: GivenContact, today: date) -> None:
    """Refuse a day to come, or one before they were asked: nobody reports of it.
    Raises `BadInput`."""
    refuse_future("on", on, today)
    if on < given.on:
        raise BadInput("on", say("this day comes before they were asked, on {day}", day=given.on))
