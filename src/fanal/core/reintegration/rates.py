"""A rate with everybody in it: five counts, and bounds for those of whom nothing is known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fanal.core.reintegration.waves import Wave, WaveState

W = WaveState


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


def rate_of(some: Iterable[Wave]) -> WaveRate:
    """Of the same wave of many people, one each."""
    found = list(some)
    count = {state: sum(one.state is state for one in found) for state in W}
    said = [one.by.safe for one in found if one.by]
    return WaveRate(
        count[W.REACHED], count[W.REFUSED], count[W.LOST], count[W.DIED], count[W.NOT_DUE],
        safe=sum(one is True for one in said), not_safe=sum(one is False for one in said),
    )  # fmt: skip
