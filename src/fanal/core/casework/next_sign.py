"""When the next sign of life of somebody is due."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from fanal.core.casework.statements import CaseStatement, WrittenBy, last_said, zone_of

# While she is in danger a next sign of life is due this long after the last, unless one is agreed.
NEXT_SIGN_IN_DANGER = timedelta(hours=12)


def next_sign_due(
    dangers: Sequence[CaseStatement],
    agreed: list[CaseStatement],
    heard: list[CaseStatement],
    now: datetime,
) -> datetime | None:
    """Return when the next sign is due: as agreed, or while she is in danger after a fixed time.

    What was agreed before the danger began does not hold any more. The rhythm of a journey makes it
    sooner and never later: nobody has agreed to it for her. What somebody else says of her is no
    sign from her, nor is an arrival that is doubted.
    """
    zone = zone_of(now)
    hers = [one for one in heard if one.is_from_her]
    if not dangers:
        return _agreed(agreed, None, hers, now)
    began = dangers[0].latest(zone)
    by_people = [one for one in agreed if one.form is not WrittenBy.JOURNEY]
    hour = _agreed(by_people, began, hers, now)
    usual = hour or max([began, *(one.earliest(zone) for one in hers)]) + NEXT_SIGN_IN_DANGER
    rhythm = _agreed([one for one in agreed if one not in by_people], began, hers, now)
    return min(usual, rhythm) if rhythm else usual


def _agreed(
    agreed: list[CaseStatement], began: datetime | None, hers: list[CaseStatement], now: datetime
) -> datetime | None:
    """The hour agreed last, where no sign of `hers` has come at that hour or since; a journey waits
    for a proof, on the board as well."""
    zone = zone_of(now)
    newest = last_said([one for one in agreed if not began or one.latest(zone) >= began], now)
    if newest is None or not isinstance(hour := newest.answer, datetime):
        return None
    counts = [one for one in hers if one.proves or newest.form is not WrittenBy.JOURNEY]
    return None if any(one.earliest(zone) >= hour for one in counts) else hour
