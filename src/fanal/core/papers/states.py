"""Where a paper stands, and which days can be true of it."""

from dataclasses import dataclass
from datetime import date, timedelta

from fanal.core.calendars import Interval, PartialDate
from fanal.core.calendars.future_dates import refuse_future
from fanal.core.errors import BadInput
from fanal.core.words import LabelledEnum, say

A_MONTH = timedelta(days=30)
# As long as she is followed after a return: a passport is mostly valid for more than a year.
FOLLOWED = timedelta(days=3 * 366)


class PaperState(LabelledEnum):
    """The state of a paper, in the order of its life."""

    TO_MAKE = "to_make", say("to be made")
    PREPARED = "prepared", say("prepared, not sent yet")
    SENT = "sent", say("sent, no answer yet")
    RECEIVED = "received", say("has been received")
    REFUSED = "refused", say("refused")
    ENDED = "ended", say("no longer valid")
    LOST = "lost", say("lost or destroyed")
    NOT_NEEDED = "not_needed", say("no longer needed")

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done for it, so that its deadline counts."""
        # Open until an answer came: a deadline on a paper that was refused would nag for ever.
        return self in (PaperState.TO_MAKE, PaperState.PREPARED, PaperState.SENT)


@dataclass(frozen=True, slots=True)
class PaperDays:
    """The days of a paper. `dated`: what stands on it; `until`: valid until; `sent` and `answered`:
    days of ours."""

    dated: PartialDate | None = None
    until: PartialDate | None = None
    sent: date | None = None
    answered: date | None = None

    def check(self, state: PaperState, today: date, born: Interval | None = None) -> None:
        """Check that each day can be true in this state. Raises `BadInput` naming the
        day that cannot be."""
        dated, until = _of(self.dated), _of(self.until)
        # The earliest day that it may be: a paper of "this month" is not refused.
        refuse_future("dated", dated.earliest if dated else None, today)
        # Likely another person's paper, which would be filed with hers.
        if dated and born and dated.latest < born.earliest:
            raise BadInput(
                "dated", say("this is before she was born: is it another person's paper?")
            )
        if dated and until and until.latest < dated.earliest:
            raise BadInput("until", say("it ends before the date on it"))
        for name, day in (("sent_on", self.sent), ("answered_on", self.answered)):
            refuse_future(name, day, today)
        if self.sent and self.answered and self.answered < self.sent:
            raise BadInput("answered_on", say("the answer is older than the request"))
        if state is PaperState.TO_MAKE and (self.sent or self.answered):
            raise BadInput("state", say("it was sent: it is no longer to be made"))

    def has_ended(self, today: date) -> bool:
        """Whether what it says is no longer valid today, as far as its day is known."""
        until = _of(self.until)
        # Unknown is not ended.
        return until is not None and until.latest < today

    def asked_before_its_end(self, today: date) -> date | None:
        """The day on which it is asked whether it has to be renewed: a month before its end; none
        of what is over, or ends in more than three years."""
        until = _of(self.until)
        if until is None or not today <= until.earliest <= today + FOLLOWED:
            return None
        return max(today, until.earliest - A_MONTH)


def _of(day: PartialDate | None) -> Interval | None:
    return day.interval if day else None
