"""A rate with everybody in it: five counts, and bounds for those of whom nothing is known.

What became of the waves of a plan is kept as one short text when something is written in it, so
that the rates of thousands read one value each. Until something else is written, days alone change
what it says (`test_rates`: at any later day it says what the plan itself says).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from fanal.core.coded_facts.outcome_rates import FiveCounts
from fanal.core.reintegration.codes import PlanEndReason
from fanal.core.reintegration.contact_waves import (
    PlanFacts,
    Wave,
    WaveState,
    wave_days,
    waves,
    window,
)

W = WaveState
SAFE, NOT_SAFE, UNSAID, REFUSED, LOST, DIED, BY_DAY = "s", "n", "u", "f", "l", "d", "."
OF_REACHED = {True: SAFE, False: NOT_SAFE, None: UNSAID}


def kept_waves(plan: PlanFacts) -> str:
    """Return one letter a wave, in order: what is known of it whatever day it is, else `BY_DAY`."""
    out = plan.ended_on if plan.end is PlanEndReason.OUT_OF_CONTACT else None
    return "".join(_letter(wave, out) for wave in waves(plan, date.max))


def _letter(wave: Wave, out_since: date | None) -> str:
    if wave.state is W.REACHED:
        return OF_REACHED[wave.safe]
    # Closed as out of contact, it is lost at any later day; every other loss still hangs on today.
    if wave.state is W.LOST and out_since and out_since <= wave.closes:
        return LOST
    return {W.REFUSED: REFUSED, W.DIED: DIED}.get(wave.state, BY_DAY)


def rates_of_kept(kept: Iterable[tuple[date, str]], today: date) -> dict[int, FiveCounts]:
    """Return the rates by months after the start; `kept`: the start of each plan with what
    `kept_waves` says."""
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for start, letters in kept:
        # `strict`: a text of another number of waves is of another table of timers, and would be
        # counted wrongly.
        for (months, opens, closes), letter in zip(_windows(start), letters, strict=True):
            counts[months][_on_day(letter, opens, closes, today)] += 1
    return {months: _rate(counted) for months, counted in counts.items()}


@lru_cache(maxsize=4_096)
def _windows(start: date) -> tuple[tuple[int, date, date], ...]:
    return tuple(
        (months, day - window(), day + window()) for months, day in wave_days(start).items()
    )


def _on_day(letter: str, opens: date, closes: date, today: date) -> str:
    if letter in (SAFE, NOT_SAFE, UNSAID):
        return letter
    if today < opens:
        return W.NOT_DUE
    if letter == BY_DAY:
        return LOST if today > closes else W.NOT_DUE
    return letter


def _rate(n: Counter[str]) -> FiveCounts:
    """Return the five counts of one wave; "yes" counts those who are safe."""
    return FiveCounts(
        n[SAFE], n[NOT_SAFE], n[REFUSED], n[LOST], n[DIED], n[W.NOT_DUE], unsaid=n[UNSAID]
    )
