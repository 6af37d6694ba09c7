"""Which of several statements was said last, where some have an hour and some only a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, tzinfo

from fanal.core.casework.statements import CaseStatement, SaidAt

type LastOr = tuple[CaseStatement | None, tuple[CaseStatement, ...]]


def last_said(statements: Iterable[CaseStatement], now: datetime) -> CaseStatement | None:
    """What was said last, of what was said by now."""
    zone = zone_of(now)
    come = (statement for statement in statements if has_come(statement, now))
    return max(come, key=lambda one: (one.latest(zone), one.earliest(zone), one.id), default=None)


def last_or_others(statements: Iterable[CaseStatement], now: datetime) -> LastOr:
    """What was said last, and what else may be it: a day is not before or after its hours."""
    zone, told = zone_of(now), [statement for statement in statements if has_come(statement, now)]
    last = last_said(told, now)
    if last is None or isinstance(last.said, datetime):
        return last, ()
    told.sort(key=lambda one: (one.latest(zone), one.earliest(zone), one.id))
    near = (one for one in told if one.latest(zone) >= last.earliest(zone))
    others = {(str(one.answer), one.custody): one for one in near}
    others.pop((str(last.answer), last.custody))
    return last, tuple(others.values())


def has_come(one: CaseStatement, now: datetime) -> bool:
    """Whether it may have been said by now."""
    return one.earliest(zone_of(now)) <= now


def said_before(moment: SaidAt, day: date, zone: tzinfo) -> bool:
    """Whether it was said on a day before this one. Of the same day it may have been said since."""
    return (moment.astimezone(zone).date() if isinstance(moment, datetime) else moment) < day


def zone_of(now: datetime) -> tzinfo:
    """Raises ValueError where it has none."""
    if now.tzinfo is None:
        raise ValueError("the time has no zone")
    return now.tzinfo
