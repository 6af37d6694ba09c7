"""What the other records of a register say about a pair: the second look at likely pairs.

Two records that both fit a third are likelier one person; a record that fits several others, which
do not fit one another, can be only one of them. Both are evidence about this pair, weighed like
any other (data/collective-weights.json); no chain of pairs is ever taken for one person.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scriptnames.register.columns import Ints
from scriptnames.register.levels import Levels
from scriptnames.register.weights import Weights, probability

FIRST = tuple(range(-7, 15))  # bits of the pair by itself
# How many third records fit both, each counted by the chance that it does.
THIRD = (0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.7, 0.9, 1.2, 1.6)
# How many others one side fits that the other side does not: the side with fewer, with more.
RIVALS = (0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1, 1.5, 2, 3, 5)
LEAST_CHANCE = 0.04  # of an edge to a third record; below it the sum is noise
LIKELY_THIRD = 0.3  # from which a pair is proposed that shares no key itself

Pairs = tuple[Ints, Ints]


@dataclass(frozen=True)
class Collective:
    """The levels of each pair, and pairs that only a third record proposes."""

    levels: Levels
    proposed: Pairs


def collective(left: Ints, right: Ints, bits: NDArray[np.float64], records: int) -> Collective:
    """Return what the whole list of pairs says about each of them. `bits` of each
    pair by itself."""
    chance = probability(bits)
    graph = edges(left, right, chance, records)
    # Entry (i, j) is the sum over third records k of chance(i, k) * chance(k, j).
    through = (graph @ graph).tocsr()
    third = np.asarray(through[left, right], dtype=np.float64).ravel()
    fits = np.asarray(graph.sum(1)).ravel()
    own = np.where(chance >= LEAST_CHANCE, chance, 0)
    # What fits this side, less the pair itself and what fits both: rivals, of which only one can
    # be her.
    ours, theirs = fits[left] - own - third, fits[right] - own - third
    measured = {
        "first": (FIRST, bits),
        "third": (THIRD, third),
        "fewer": (RIVALS, np.minimum(ours, theirs)),
        "more": (RIVALS, np.maximum(ours, theirs)),
    }
    levels = {
        name: np.searchsorted(steps, values, side="right").astype(np.int8)
        for name, (steps, values) in measured.items()
    }
    return Collective(levels, proposed(through, left, right, records))


def edges(left: Ints, right: Ints, chance: NDArray[np.float64], records: int) -> Any:
    """The likely pairs as a symmetric sparse matrix of chances."""
    from scipy.sparse import coo_matrix

    kept = chance >= LEAST_CHANCE
    one, other, value = left[kept], right[kept], chance[kept]
    places = (np.concatenate([one, other]), np.concatenate([other, one]))
    return coo_matrix((np.concatenate([value, value]), places), (records, records)).tocsr()


def proposed(through: Any, left: Ints, right: Ints, records: int) -> Pairs:
    """Pairs (left < right) that fit one third record well and are not in the list."""
    found = through.tocoo()
    new = (found.row < found.col) & (found.data >= LIKELY_THIRD)
    codes = found.row[new].astype(np.int64) * records + found.col[new]
    codes = np.setdiff1d(codes, left * records + right)
    return codes // records, codes % records


@cache
def default_weights() -> Weights:
    """The weights of the first day."""
    text = (files("scriptnames") / "data" / "collective-weights.json").read_text("utf-8")
    return Weights.from_json(text, sizes=SIZES)


SIZES: Mapping[str, int] = {
    "first": len(FIRST) + 1,
    "third": len(THIRD) + 1,
    "fewer": len(RIVALS) + 1,
    "more": len(RIVALS) + 1,
}
