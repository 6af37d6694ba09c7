"""Vietnamese names beside others: weighed so that one people is not found much less often.

Half a country shares its names, so that a Vietnamese pair needs more beside the name to be likely,
and where little else is written down, or very many are, few come near. How far they fall behind is
told from the pairs themselves, without labels: each is one person with the chance that its bits
say, so the sum of the chances above the line, beside the sum of all, is the share that is found.
Pairs with a Vietnamese name get the fewest bits more that bring the two shares close enough. Pairs
that were never proposed cannot tell, and the larger a register the more Vietnamese ones are among
them: so its size sets the least. It is a choice, not evidence, and each pair says so
(docs/registers.md has what it costs).
"""

import numpy as np
from numpy.typing import NDArray

from scriptnames.register.columns import Ints
from scriptnames.register.weights import probability

Bits = NDArray[np.float64]
Steps = NDArray[np.int8]

CLOSE_ENOUGH = 0.08  # of the pairs of each kind: so much less may be found of the Vietnamese ones
MOST_BITS = 2.0  # what would take more cannot be told apart, and must not seem to
A_BIT = 4  # steps
FEWEST = 100  # likely pairs of either kind, from which a share is told
# Records from which on one entry more of LEAST_STEPS holds.
GROWN = tuple(25_000 * 2**n for n in range(1, 9))
LEAST_STEPS = (0, 1, 2, 3, 5, 5, 6, 7, 8)
LOWEST, HIGHEST = -8, 32  # bits; what lies beyond is counted there


def steps_more(vietnamese: NDArray[np.bool_], bits: Bits, records: int) -> int:
    """Return how many steps (A_BIT a bit) pairs with a Vietnamese name are to weigh more.

    `vietnamese`: which pairs have one. `bits`: for and against each pair, calibrated.
    """
    least = LEAST_STEPS[int(np.searchsorted(GROWN, records, side="right"))]
    most = int(MOST_BITS * A_BIT)
    of_them, of_others = (Kind(bits[some]) for some in (vietnamese, ~vietnamese))
    if min(of_them.total, of_others.total) < FEWEST:
        return least
    steps = range(least, most)
    return next((n for n in steps if lag(of_them, of_others, n) <= CLOSE_ENOUGH), most)


class Kind:
    """The pairs of one kind, from the likeliest step downwards: how many, and how many true."""

    def __init__(self, bits: Bits) -> None:
        place = ((np.clip(bits, LOWEST, HIGHEST) - LOWEST) * A_BIT).astype(int)
        most = (HIGHEST - LOWEST) * A_BIT + 1
        self.pairs = np.bincount(place, minlength=most)[::-1].cumsum()
        self.true = np.bincount(place, probability(bits), most)[::-1].cumsum()
        self.total = float(self.true[-1])


def lag(of_them: Kind, of_others: Kind, step: int) -> float:
    """Return how much less of them is found at the best line where they weigh `step` more."""
    ours = np.minimum(np.arange(len(of_them.true)) + step, len(of_them.true) - 1)
    true = of_them.true[ours] + of_others.true
    all_pairs = of_them.total + of_others.total
    line = int((2 * true / (of_them.pairs[ours] + of_others.pairs + all_pairs)).argmax())
    shares = (of_others.true[line] / of_others.total, of_them.true[ours[line]] / of_them.total)
    return float(shares[0] - shares[1])


def steps_of(vietnamese: NDArray[np.bool_], left: Ints, right: Ints, bits: Bits) -> Steps:
    """The steps that each pair weighs more. `vietnamese`: which records have such a name."""
    with_one = vietnamese[left] | vietnamese[right]
    return with_one * np.int8(steps_more(with_one, bits, len(vietnamese)))
