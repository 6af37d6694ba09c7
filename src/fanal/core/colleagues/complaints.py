"""Until when a complaint about a colleague is answered.

Within three working days, marked as a design: domain page on the programmes, 7.4.
"""

from datetime import date, timedelta

from fanal.core.calendars.working_days import COUNTRIES, add_working_days

WORKING_DAYS = 3
WITHOUT_CALENDAR = timedelta(days=5)  # three days and a weekend


def answer_due(on: date, country: str) -> date:
    """`country`: where whoever answers it works."""
    if country not in COUNTRIES:
        return on + WITHOUT_CALENDAR
    return add_working_days(on, WORKING_DAYS, country)
