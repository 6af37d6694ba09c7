"""How much the answer depends on choices that another analyst could defend."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import combinations

import numpy as np

from unseen.data.lists import Lists, merged, without_list
from unseen.errors import BadInput
from unseen.loglinear.bic import rank_or_search
from unseen.loglinear.ranking import Ranking
from unseen.loglinear.stepwise import choose
from unseen.results.methods import Limits, Result

XI = (0.5, 2 / 3, 1.0, 1.5, 2.0)
# Those that were published for the United Kingdom: the threshold alone moved that answer by a
# quarter.
THRESHOLDS = (0.001, 0.02, 0.05)


@dataclass(frozen=True)
class What:
    """An estimate under another choice; None where there is no finite one."""

    choice: str
    n: int
    estimate: float | None


def xi_table(table: Lists, result: Result) -> list[tuple[float, float, Limits | None]]:
    """Total and 95 % limits for each xi (Aleshin-Guendel, Sadinle & Wakefield 2024).

    xi is the odds ratio of the highest order, involving the unseen. No data can tell it; every
    log-linear estimate takes it to be 1. For a given model the unseen are multiplied by xi.
    """
    seen = table.n

    def scaled(total: float, xi: float) -> float:
        return seen + xi * (total - seen)

    limits = result.limits.get(0.95)
    return [
        (
            xi,
            scaled(result.estimate, xi),
            (scaled(limits[0], xi), scaled(limits[1], xi)) if limits else None,
        )
        for xi in XI
    ]


def stepwise_total(table: Lists, threshold: float = 0.02) -> float | None:
    unseen = float(choose(table.dense[None, :], table.lists, threshold).unseen[0])
    return table.n + unseen if np.isfinite(unseen) else None


def by_threshold(table: Lists) -> list[What]:
    return [What(f"{p:g}", table.n, stepwise_total(table, p)) for p in THRESHOLDS]


def leaving_lists_out(table: Lists) -> list[What]:
    """Stepwise totals as if one list had not been kept; n changes with it."""
    # With one list left nothing overlaps.
    if table.lists < 3:
        return []
    return [what(table.names[j], partial(without_list, table, j)) for j in range(table.lists)]


def merging_two(table: Lists) -> list[What]:
    """Stepwise totals with two lists taken as one."""
    if table.lists < 3:
        return []
    return [
        what(f"{table.names[i]} + {table.names[j]}", partial(merged, table, i, j))
        for i, j in combinations(range(table.lists), 2)
    ]


def what(choice: str, other_table: Callable[[], Lists]) -> What:
    try:
        other = other_table()
    except BadInput:
        return What(choice, 0, None)
    return What(choice, other.n, stepwise_total(other))


def by_aic(table: Lists, ranking: Ranking) -> float:
    """The total by the model with the lowest AIC among those ranked."""
    sizes = ranking.family.held.sum(axis=1)
    # BIC is |Q| log n - 2 l and AIC 2 |Q| - 2 l: the fits themselves need not be repeated.
    aic = ranking.bic - sizes * (np.log(table.n) - 2.0)
    return table.n + float(ranking.unseen[np.argmin(aic)])


def ranking_of(table: Lists, order: int = 99) -> Ranking:
    return rank_or_search(table, order)
