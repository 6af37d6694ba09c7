"""Goal attainment without a score for anybody: a number exists for a group alone."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

RHO = 0.3  # the correlation between goals that Kiresuk and Sherman (1968) assumed
SMALLEST_GROUP = 11


def t_score(levels: Sequence[int], weights: Sequence[float] | None = None) -> float:
    """50 + 10·Σwx ÷ √((1−ρ)Σw² + ρ(Σw)²) (Kiresuk and Sherman, 1968). Needs at least one goal."""
    w = list(weights) if weights is not None else [1.0] * len(levels)
    if not levels or len(w) != len(levels) or min(w) <= 0:
        raise ValueError("a level and a weight above zero for each goal")
    reached = sum(a * b for a, b in zip(w, levels, strict=True))
    spread = (1 - RHO) * sum(one * one for one in w) + RHO * sum(w) ** 2
    return 50 + 10 * reached / sqrt(spread)


def group_mean(people: Sequence[Sequence[int]]) -> float | None:
    """The mean over people who have a goal; None of fewer than eleven, so that it tells of
    nobody."""
    scores = [t_score(one) for one in people if one]
    return sum(scores) / len(scores) if len(scores) >= SMALLEST_GROUP else None
