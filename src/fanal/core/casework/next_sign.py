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
    last = max((one.earliest(zone) for one in heard if one.is_from_her), default=None)
    if not dangers:
        return _agreed(agreed, None, last, now)
    began = dangers[0].latest(zone)
    by_people = [one for one in agreed if one.form is not WrittenBy.JOURNEY]
    hour = _agreed(by_people, began, last, now)
    usual = hour or max(began, last or began) + NEXT_SIGN_IN_DANGER
    rhythm = _agreed([one for one in agreed if one not in by_people], began, last, now)
    return min(usual, rhythm) if rhythm else usual


def _agreed(
    agreed: list[CaseStatement], began: datetime | None, last: datetime | None, now: datetime
) -> datetime | None:
    """The hour agreed last, where no sign has come at that hour or since."""
    zone = zone_of(now)
    counted = [one for one in agreed if began is None or one.latest(zone) >= began]
    newest = last_said(counted, now)
    hour = newest.answer if newest else None
    if not isinstance(hour, datetime) or (last is not None and last >= hour):
        return None
    return hour
