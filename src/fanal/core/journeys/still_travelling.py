"""Whether somebody is still on a journey: who left, was seen since, or is back."""

from collections.abc import Iterable
from datetime import datetime

from fanal.core.journeys.events import SEEN_IN, Event, EventKind, departures


def let_go(events: list[Event], since: datetime | None = None) -> Event | None:
    """Return the first word that she left, or stays, where two different people said the same; from
    `since` on where somebody has her again after an earlier word: nobody vanishes on one's word."""
    left = [event for event in events if event.kind is EventKind.LEFT]
    said = {(event.to, event.by) for event in left if since is None or event.at >= since}
    told = [to for to, _by in said]  # one who is threatened, bought or tired ends no search alone
    return next((event for event in left if told.count(event.to) > 1), None)


def last_seen(events: Iterable[Event]) -> datetime | None:
    """Return when somebody last saw her in person. What was said of leaving counts since."""
    return max((event.at for event in events if event.kind in SEEN_IN), default=None)


def found_again(left: list[Event], events: list[Event]) -> bool:
    """Whether she was seen with us after the last word of her leaving."""
    seen = last_seen(events)
    return seen is not None and seen > left[-1].at


def back_since(events: list[Event]) -> datetime | None:
    """Return since when she is back. Who departs anew is on the way once more: a hearing takes
    days, and each evening she is home."""
    left = departures(events)
    returned = [event.at for event in events if event.kind is EventKind.RETURNED]
    # The first: the days of proof count from when she was home, not from a later note of it.
    return min((at for at in returned if not left or at >= left[-1]), default=None)
