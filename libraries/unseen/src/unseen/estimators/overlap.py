"""The pooled overlap of lists: what two lists share, beside what they would if all were alike."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from math import exp, inf, sqrt

from scipy.optimize import brentq
from scipy.special import gammaincinv, ndtr, ndtri

from unseen.data.lists import Lists

type Limits = tuple[float, float]


@dataclass(frozen=True)
class Overlap:
    """Summed over pairs of lists: `product` of their sizes and people `shared` by both.

    variance: of log(product / shared), Poisson counts. shared_variance: the part of `shared`.
    effective: how many independent people the shared ones are worth (Fay & Feuer 1997).
    """

    product: float
    shared: float
    variance: float
    shared_variance: float

    @property
    def estimate(self) -> float:
        """The number of people if all are alike and lists independent; inf when none shared."""
        return self.product / self.shared if self.shared else inf

    @property
    def effective(self) -> float:
        return 1 / self.shared_variance if self.shared else 0.0

    def limits(self, tail: float) -> Limits:
        """Lower and upper limit of the estimate, error `tail` at each end; 0 shared: no upper.

        Those of the shared count are Garwood's, shrunk by what the sizes of the lists take back.
        """
        if not self.shared:
            sizes = exp(float(ndtri(tail)) * sqrt(self.variance))
            return self.product * sizes / poisson_limits(0, tail)[1], inf
        few, many = poisson_limits(self.effective, tail)
        shrink = sqrt(self.variance / self.shared_variance)
        centre = self.estimate
        return centre * (self.effective / many) ** shrink, centre * (self.effective / few) ** shrink

    def tail(self, known_width: float, level: float) -> float:
        """The error to allow at each end of a range `known_width` wide, in logarithms.

        The truth lies near one end at most, so the chance of error is spent there (Imbens &
        Manski 2004, Econometrica 72; valid because the width is known, Stoye 2009).
        """
        return one_end_tail(known_width / sqrt(self.variance), level)


def overlap_of(table: Lists, pairs: Iterable[tuple[int, int]] | None = None) -> Overlap:
    """The overlap of all pairs of lists, or of `pairs` (positions of lists)."""
    wanted = list(pairs or combinations(range(len(table.names)), 2))
    sizes = [
        sum(count for history, count in table.counts.items() if history >> j & 1)
        for j in range(len(table.names))
    ]
    product = float(sum(sizes[a] * sizes[b] for a, b in wanted))
    shared = float(sum(_shared(history, wanted) * count for history, count in table.counts.items()))
    variance = shared_variance = 0.0
    for history, count in table.counts.items():
        # Delta method: what one person more adds to log(product) less what she adds to
        # log(shared). A person on both moves the two together, so list sizes and overlap are not
        # taken as independent.
        from_sizes = _pull(history, wanted, sizes) / product
        from_shared = _shared(history, wanted) / shared if shared else 0.0
        variance += count * (from_sizes - from_shared) ** 2
        shared_variance += count * from_shared**2
    return Overlap(product, shared, variance, shared_variance)


def _shared(history: int, pairs: list[tuple[int, int]]) -> int:
    return sum(history >> a & history >> b & 1 for a, b in pairs)


def _pull(history: int, pairs: list[tuple[int, int]], sizes: list[int]) -> int:
    """Return how much the product of sizes grows by one person with this history."""
    return sum((history >> a & 1) * sizes[b] + (history >> b & 1) * sizes[a] for a, b in pairs)


def poisson_limits(count: float, tail: float) -> Limits:
    """Garwood's (1936) exact limits of a Poisson mean, error `tail` at each end."""
    few = float(gammaincinv(count, tail)) if count > 0 else 0.0
    return few, float(gammaincinv(count + 1, 1 - tail))


def one_end_tail(width: float, level: float) -> float:
    """The error to allow at each end of a range `width` standard errors wide."""

    def excess(c: float) -> float:
        return float(ndtr(c + width) - ndtr(-c)) - level

    # Beyond 9 standard errors a normal tail is smaller than any level that can be asked for.
    return float(ndtr(-brentq(excess, 0.0, 9.0)))
