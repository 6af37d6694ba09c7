"""Where she was while she was in danger is not where she is since it ended; and who had her before
it began has her no more where she speaks of another place since.
"""

from collections.abc import Iterable
from datetime import datetime

from fanal.core.casework.danger_endings import lacks
from fanal.core.casework.statements import (
    CaseStatement,
    Custody,
    WrittenBy,
    last_or_others,
    last_said,
    zone_of,
)
from fanal.core.words import Sentence, say


def is_left_behind(
    place: CaseStatement | None,
    answers: Iterable[CaseStatement],
    custodian: CaseStatement | None,
    ended: CaseStatement | None,
    now: datetime,
) -> bool:
    """Whether nobody has said where she is since her last danger ended. `answers`: to the question
    of danger; `custodian`: who has her; `ended`: by what she is safe now, maybe a later word than
    the one that ended it."""
    # The book of our shelter says when she leaves; while she is there the danger ends around her.
    ours = custodian is not None and custodian.custody is Custody.OURS
    if ours and place is not None and place.form is WrittenBy.SHELTER:
        return False
    danger_answers = list(answers)
    danger = last_said([answer for answer in danger_answers if answer.answer is True], now)
    if place is None or danger is None or ended is None:
        return False
    zone = zone_of(now)
    since = danger.latest(zone)
    ends = [answer for answer in danger_answers if answer.answer is False and not lacks(answer)]
    # The first end after it, since a place that was named after that is no place of the danger,
    # even if she was asked again later.
    first = min(
        (at for end_of_danger in ends if (at := end_of_danger.earliest(zone)) > since), default=None
    )
    return place.latest(zone) < (first or ended.earliest(zone))


# Which of our own books say who has her, each step of it with its hour.
KEPT_BY_US = frozenset({WrittenBy.JOURNEY, WrittenBy.REFERRAL, WrittenBy.SHELTER})


NOT_BY_US = frozenset({Custody.FAMILY, Custody.HERSELF})


def who_has_her(
    custodians: list[CaseStatement],
    place: CaseStatement | None,
    dangers: tuple[CaseStatement, ...],
    now: datetime,
) -> tuple[CaseStatement | None, tuple[CaseStatement, ...]]:
    """Return the custodian as said last, and who else it may be; nobody where she has since gone
    from there. `dangers`: those that are open, the first one first."""
    last, others = last_or_others(custodians, now)
    if last is None or (dangers and _is_gone_from(last, place, dangers[0], now)):
        return None, ()
    # With whom she came back says nothing of who has her since, also on that day.
    return last, tuple(one for one in others if last.came_back or not one.came_back)


def _is_gone_from(
    custodian: CaseStatement, place: CaseStatement | None, danger: CaseStatement, now: datetime
) -> bool:
    """Whether she came into danger, and somewhere else was named, since it was said who she is
    with: a red page that says "with her family" would be calm. So it would to whoever does not read
    where she is. Who holds her holds her still."""
    # Our own books say step by step who has her; what somebody once told grows old.
    if custodian.custody is Custody.HOLDER or custodian.form in KEPT_BY_US:
        return False
    zone = zone_of(now)
    said_at = custodian.latest(zone)
    if said_at >= danger.earliest(zone):
        return False
    return custodian.custody in NOT_BY_US if place is None else said_at < place.earliest(zone)


def before_it_ended(place: object) -> Sentence:
    return say("Before the danger ended: {place}", place=place)
