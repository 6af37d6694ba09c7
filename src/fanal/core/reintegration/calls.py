"""Who is called of a contact of a plan that nobody makes: the ladder of signs of life, by days.

A contact is agreed for a day, and there is a window in which it counts. On the day after, its
worker is called; when its window has passed, a lead; when it has passed once more, the direction.
"""

from datetime import date, timedelta

from fanal.core.journeys.checkins import Ladder, Rung
from fanal.core.reintegration.contact_waves import window

DAY = timedelta(days=1)
OF_PLANS = Ladder(lead=window(), director=2 * window())


def rung_of(due: date, today: date) -> Rung:
    """Return the highest rung that is called by this day."""
    return OF_PLANS.rung(due + DAY, today)


def to_call(due: date, since: date, today: date) -> tuple[Rung, ...]:
    """Return the rungs that were reached after `since`: each once, however late it is looked."""
    return OF_PLANS.to_call(due + DAY, today, rung_of(due, since))


def reached(rung: Rung, today: date) -> date:
    """Return the last day for which a contact that nobody made has reached this rung by today."""
    return today - OF_PLANS.after(rung) - DAY
