"""The clock by which sessions end. Setting the clock of the machine back does not prolong any.

It follows the clock on the wall, and never falls behind what has passed since this process (or the
one it was forked from) began, by the clock that nobody sets: CLOCK_BOOTTIME, which goes on while
the machine sleeps (clock_gettime(2)).
"""

import time
from datetime import datetime, timedelta

from django.utils import timezone

AHEAD = timedelta(minutes=1)  # what was noted later than so much from now: the clock was put back


def _running() -> float:
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


BEGUN_AT, BEGUN = timezone.now(), _running()


def now() -> datetime:
    return max(timezone.now(), BEGUN_AT + timedelta(seconds=_running() - BEGUN))


def seconds() -> float:
    """Return `now` as a session notes it: seconds since 1970."""
    return now().timestamp()


def since(noted: float) -> float:
    """How many seconds ago that was; endless where it lies in the future."""
    passed = seconds() - noted
    # A minute is for two processes whose clocks were read one after the other, not for a setting
    # back.
    return passed if passed >= -AHEAD.total_seconds() else float("inf")
