"""Where she was while she was in danger is not where she is since it ended."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from fanal.core.casework.statement_order import last_said, zone_of
from fanal.core.casework.statements import CaseStatement, lacks
from fanal.core.words import Sentence, say


def is_left_behind(
    place: CaseStatement | None,
    answers: Iterable[CaseStatement],
    ended: CaseStatement | None,
    now: datetime,
) -> bool:
    """Whether nobody has said where she is since her last danger ended. `answers`: to the question
    of danger; `ended`: by what she is safe now, maybe a later word than the one that ended it."""
    told = list(answers)
    danger = last_said([one for one in told if one.answer is True], now)
    if place is None or danger is None or ended is None:
        return False
    zone = zone_of(now)
    since = danger.latest(zone)
    ends = [one for one in told if one.answer is False and not lacks(one)]
    first = min((at for one in ends if (at := one.earliest(zone)) > since), default=None)
    return place.latest(zone) < (first or ended.earliest(zone))


def before_it_ended(place: object) -> Sentence:
    return say("Before the danger ended: {place}", place=place)
