"""At most a few pass-phrases are stretched at once in a process.

Each takes 64 MiB and a core for a third of a second (RFC 9106): without a limit, ten people who
sign in at nine o'clock, or one who means harm, leave no memory for the pages of the others.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from fanal.core.errors import TooBusy

_places = threading.BoundedSemaphore(settings.STRETCHED_AT_ONCE)


@contextmanager
def one_place() -> Iterator[None]:
    """Wait for a place; raises TooBusy after `settings.STRETCHING_WAITS` seconds."""
    if not _places.acquire(timeout=settings.STRETCHING_WAITS):
        raise TooBusy
    try:
        yield
    finally:
        _places.release()
