"""Warning signs: facts with a day, which fade. They are never added up."""

from __future__ import annotations

from datetime import date

from fanal.core.calendars.months import add_months
from fanal.core.reintegration.timers import PlanTimer


def fades_on(last_seen: date) -> date:
    """The first day on which a sign that was not seen again counts no more."""
    return add_months(last_seen, PlanTimer.SIGN_MONTHS.number)


def stands(last_seen: date, today: date) -> bool:
    return today < fades_on(last_seen)
