"""Who left our shelters, and after how many nights: people, not stays, from coded facts."""

from collections.abc import Iterable
from dataclasses import dataclass

from fanal.core.coded_facts.checks import Code
from fanal.core.coded_facts.day_figures import DayFigures, days_of
from fanal.core.coded_facts.histories import CodedHistory, by_person
from fanal.core.coded_facts.outcome_rates import CountedAs, FiveCounts, five_counts
from fanal.core.coded_facts.periods import ReportedPeriod
from fanal.core.shelters.kinds import LeftTo
from fanal.core.shelters.stays import StayState

K = CountedAs
# Nobody knows where: lost, and neither back to the exploiter nor safe.
NOWHERE = frozenset({LeftTo.WITHOUT_TELLING, LeftTo.NOT_KNOWN, None})


@dataclass(frozen=True, slots=True)
class LeftShelters:
    """Somebody who left our shelters: where to, and after how many nights in them."""

    to: Code
    nights: int


def left_shelters(stays: Iterable[CodedHistory], period: ReportedPeriod) -> list[LeftShelters]:
    """Return each person once, as she left last in the period. From one of ours into another nobody
    leaves: the nights of both are one stay."""
    each = (_last_left(hers, period) for hers in by_person(stays).values())
    return [one for one in each if one]


def _last_left(histories: Iterable[CodedHistory], period: ReportedPeriod) -> LeftShelters | None:
    # Who still lives there has not left.
    over = [history for history in histories if history.now["state"] == StayState.LEFT]
    nights, last = 0, None
    # By day and then by id: two stays that end on one day keep their order.
    for one in sorted(over, key=lambda stay: (stay.day, stay.fact)):
        nights += n if isinstance(n := one.now["nights"], int) else 0
        # Nights go on counting: from one shelter of ours into another nobody leaves.
        if one.now["left_to"] == LeftTo.OTHER_SHELTER:
            continue
        if period.covers(one.day):
            last = LeftShelters(one.now["left_to"], nights)
        # A new stay after she had left begins anew.
        nights = 0
    return last


def nights_of(left: Iterable[LeftShelters]) -> DayFigures:
    return days_of(one.nights for one in left)


def back_to_exploiter(left: Iterable[LeftShelters]) -> FiveCounts:
    """Return the five counts of those who left: whether they are known to have gone back to whoever
    exploited them."""
    return five_counts(_went(one.to) for one in left)


def _went(to: Code) -> CountedAs:
    if to == LeftTo.DIED:
        return K.DIED
    # Before "no": unknown is not "elsewhere".
    if to in NOWHERE:
        return K.LOST
    return K.YES if to == LeftTo.EXPLOITER else K.NO
