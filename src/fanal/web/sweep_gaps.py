"""The times in which no sweep ran: nobody was called or reminded meanwhile, and nothing else says
so once the timer runs again."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from hmac import compare_digest
from uuid import UUID

from django.core.signing import Signer
from django.utils import timezone

from fanal.web.models import SweepGap
from fanal.web.sweeps import LATE_AFTER, sweep_status

SAID_FOR = timedelta(days=90)
# Of a day on which the first sweep comes later, whoever was to be reminded of it was not in time.
REMINDED_BY = time(12)


def gap_before(now: datetime) -> SweepGap | None:
    """Return the gap that this sweep ends, not saved; None where the last was on time, or none ever
    ended."""
    since = sweep_status(now).ended_at
    if since is None or now - since <= LATE_AFTER:
        return None
    return SweepGap(since=since, until=now)


def keep_gap(gap: SweepGap) -> None:
    """Keep it for whoever answers. A sweep that fails is tried again: the first says until when."""
    if not SweepGap.objects.filter(since=gap.since).exists():
        _save(gap, frozenset())


def days_without_reminders(gap: SweepGap) -> list[date]:
    """Return the days of this gap on which no reminder went out by noon, where the reader is."""
    first = timezone.localdate(gap.since) + timedelta(days=1)
    last = timezone.localtime(gap.until)
    end = last.date() if last.time() > REMINDED_BY else last.date() - timedelta(days=1)
    return [first + timedelta(days=n) for n in range((end - first).days + 1)]


def gaps_of_late(now: datetime) -> list[SweepGap]:
    """Return those of the last months, the first first."""
    return list(SweepGap.objects.filter(until__gt=now - SAID_FOR))


def looked_for(gap: SweepGap) -> frozenset[UUID]:
    """Return the teams for which somebody has looked at it; none where the row was changed by
    hand."""
    if not compare_digest(gap.mark, _mark(gap)):
        return frozenset()
    return frozenset(map(UUID, gap.looked.split()))


def look_at(gap: SweepGap, teams: Collection[UUID]) -> None:
    """Note that somebody has looked at it for these teams."""
    row = SweepGap.objects.select_for_update().get(pk=gap.pk)
    _save(row, looked_for(row) | frozenset(teams))


def _save(gap: SweepGap, looked: frozenset[UUID]) -> None:
    gap.looked = " ".join(sorted(map(str, looked)))
    gap.mark = _mark(gap)
    gap.save()


def _mark(gap: SweepGap) -> str:
    hours = f"{gap.since.timestamp()} {gap.until.timestamp()}"
    return Signer(salt="sweep gap").signature(f"{gap.pk} {hours} {gap.looked}")
