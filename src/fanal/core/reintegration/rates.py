"""A rate with everybody in it: five counts, and bounds for those of whom nothing is known.

What became of the waves of a plan is kept as one short text when something is written in it, so
that the rates of thousands read one value each. Until something else is written, days alone change
what it says (`test_rates`: at any later day it says what the plan itself says).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from fanal.core.reintegration.codes import PlanEndReason
from fanal.core.reintegration.waves import PlanFacts, Wave, WaveState, wave_days, waves, window

W = WaveState
SAFE, NOT_SAFE, UNSAID, REFUSED, LOST, DIED, BY_DAY = "s", "n", "u", "f", "l", "d", "."
OF_REACHED = {True: SAFE, False: NOT_SAFE, None: UNSAID}


@dataclass(frozen=True, slots=True)
class WaveRate:
    """`safe`, `not_safe`: what the reached said; the rest of them did not say."""

    reached: int = 0
    refused: int = 0
    lost: int = 0
    died: int = 0
    not_due: int = 0
    safe: int = 0
    not_safe: int = 0

    @property
    def due(self) -> int:
        """All whose wave has come, the dead among them."""
        return self.reached + self.refused + self.lost + self.died

    @property
    def unsaid(self) -> int:
        """Reached, and nobody knows whether they are safe."""
        return self.reached - self.safe - self.not_safe

    @property
    def at_least(self) -> int:
        """Safe of all due if nobody is of whom nothing is known."""
        return self.safe

    @property
    def at_most(self) -> int:
        """Safe of all due if everybody is of whom nothing is known; the dead never are."""
        return self.safe + self.unsaid + self.refused + self.lost


# ── As it is kept ────────────────────────────────────────────────────────────
def kept_waves(plan: PlanFacts) -> str:
    """One letter a wave, in order: what is known of it whatever day it is, else `BY_DAY`."""
    out = plan.ended_on if plan.end is PlanEndReason.OUT_OF_CONTACT else None
    return "".join(_letter(wave, out) for wave in waves(plan, date.max))


def _letter(wave: Wave, out_since: date | None) -> str:
    if wave.state is W.REACHED:
        return OF_REACHED[wave.safe]
    if wave.state is W.LOST and out_since and out_since <= wave.closes:
        return LOST
    return {W.REFUSED: REFUSED, W.DIED: DIED}.get(wave.state, BY_DAY)


def rates_of_kept(kept: Iterable[tuple[date, str]], today: date) -> dict[int, WaveRate]:
    """By months after the start; `kept`: the start of each plan with what `kept_waves` says."""
    counts: dict[int, dict[str, int]] = {}
    for start, letters in kept:
        for (months, opens, closes), letter in zip(_windows(start), letters, strict=True):
            state = _on_day(letter, opens, closes, today)
            counted = counts.setdefault(months, {})
            counted[state] = counted.get(state, 0) + 1
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


def _rate(counted: dict[str, int]) -> WaveRate:
    said = [counted.get(one, 0) for one in (SAFE, NOT_SAFE, UNSAID)]
    return WaveRate(
        sum(said),
        counted.get(REFUSED, 0),
        counted.get(LOST, 0),
        counted.get(DIED, 0),
        counted.get(W.NOT_DUE, 0),
        safe=said[0],
        not_safe=said[1],
    )
