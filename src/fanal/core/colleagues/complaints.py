"""The day by which a complaint about a colleague is answered.

Within three working days, marked as a design: domain page on the programmes, 7.4.
"""

from datetime import date

from fanal.core.calendars.working_days import working_days_later

WORKING_DAYS = 3


def answer_due(on: date, country: str) -> date:
    """Return the day by which it is answered. `country`: where whoever answers it works."""
    return working_days_later(on, WORKING_DAYS, country)
