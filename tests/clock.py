"""The clock of the server, as a test sets it."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone


@contextmanager
def set_to(moment: datetime) -> Iterator[None]:
    """It is `moment` meanwhile, for whatever asks Django for the hour or the day."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: moment.astimezone(UTC))
        yield


def moved(by: timedelta) -> AbstractContextManager[None]:
    """It is earlier or later than now meanwhile, by this much."""
    return set_to(timezone.now() + by)
