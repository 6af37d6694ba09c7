"""Cases in which nobody has written for long: nobody may be thinking of her any more."""

from datetime import date, timedelta

QUIET_AFTER = timedelta(days=30)


def days_quiet(last_written: date, today: date) -> int:
    """Return the number of days for which nothing was written; 0 where that is not long."""
    silent = today - last_written
    return silent.days if silent >= QUIET_AFTER else 0
