"""Limits how many pass-phrases a process stretches at the same time.

Each takes 64 MiB and a core for a fifth of a second (RFC 9106): without a limit, ten people who
sign in at nine o'clock, or one who means harm, leave no memory for the pages of the others.
"""

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from django.conf import settings

from fanal.core.errors import TooBusy

_places = threading.BoundedSemaphore(settings.STRETCHED_AT_ONCE)
_of_strangers = threading.BoundedSemaphore(max(1, settings.STRETCHED_AT_ONCE // 2))


def slot() -> AbstractContextManager[None]:
    """Wait for a place; raises TooBusy after `settings.STRETCHING_WAITS` seconds."""
    return _held(_places)


def slot_for_strangers() -> AbstractContextManager[None]:
    """The same, around what one whom nobody knows tries: half of the places are never theirs."""
    return _held(_of_strangers)


@contextmanager
def _held(places: threading.Semaphore) -> Iterator[None]:
    # A refusal in seconds: who waits longer presses the button again, and twice as many wait.
    if not places.acquire(timeout=settings.STRETCHING_WAITS):
        raise TooBusy
    try:
        yield
    finally:
        places.release()
