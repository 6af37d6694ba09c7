"""Whether `fanal tick` still runs: a missed sign of life raises no alarm without it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hmac import compare_digest

from django.core.signing import Signer
from django.utils import timezone

from fanal.web.models import LastSweep

LATE_AFTER = timedelta(minutes=15)  # the documented timer runs every five minutes


@dataclass(frozen=True)
class SweepStatus:
    """The state of the sweep: `ended_at` is None where none ever ended."""

    ended_at: datetime | None
    late: bool


def _mark(at: datetime) -> str:
    return Signer(salt="last sweep").signature(at.astimezone(UTC).isoformat())


def sweep_ended(at: datetime) -> None:
    """Remember that a sweep came to its end."""
    LastSweep.objects.update_or_create(id=1, defaults={"ended_at": at, "mark": _mark(at)})


def sweep_status(now: datetime) -> SweepStatus:
    """Return when the last sweep ended, and whether the next is late."""
    row = LastSweep.objects.filter(id=1).first()
    # What no sweep wrote is none: it would keep from everybody that the timer stands still, and
    # what is done once a day would be taken as done.
    ours = row is not None and compare_digest(row.mark, _mark(row.ended_at))
    at = timezone.localtime(row.ended_at) if row and ours else None
    # An hour to come as well: by a clock that was wrong, or by hand, it would never be late.
    return SweepStatus(at, late=at is None or abs(now - at) > LATE_AFTER)
