"""Goal attainment without a score for anybody: a number exists for a group alone."""

from collections.abc import Sequence
from math import sqrt

from fanal.core.thresholds import SMALLEST_GROUP

RHO = 0.3  # the correlation between goals that Kiresuk and Sherman (1968) assumed


def t_score(levels: Sequence[int]) -> float:
    """50 + 10·Σwx ÷ √((1−ρ)Σw² + ρ(Σw)²) (Kiresuk and Sherman, 1968), where each goal has the
    weight 1. Needs at least one goal."""
    n = len(levels)
    return 50 + 10 * sum(levels) / sqrt((1 - RHO) * n + RHO * n**2)


def group_mean(people: Sequence[Sequence[int]]) -> float | None:
    """The mean over people who have a goal; None of fewer than eleven, so that it tells of
    nobody."""
    scores = [t_score(person) for person in people if person]
    return sum(scores) / len(scores) if len(scores) >= SMALLEST_GROUP else None
