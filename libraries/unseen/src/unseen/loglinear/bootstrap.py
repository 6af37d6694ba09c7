"""Intervals by resampling the people seen, with the whole choice of model done again each time.

DiCiccio & Efron 1996, section 2 (BCa); Chan, Silverman & Vincent 2021, section 3.3.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from unseen.loglinear import rstream
from unseen.loglinear.fitting import Floats
from unseen.results.answer import LEVELS as LEVELS

NORMAL = NormalDist()
SAME = 1e-9


@dataclass(frozen=True)
class Bootstrap:
    """The estimates of the resamples, shape (B,); those without a finite estimate are infinite.

    ties_below: count values equal but for rounding as below the estimate. exact: tell them apart
    by their last bits, as R does.
    """

    estimate: float
    resampled: Floats
    without_one: Floats
    weights: Floats
    ties_below: bool = False
    exact: bool = False

    @property
    def bias(self) -> float:
        """z0: how far the estimate lies from the middle of the resamples, in normal units.

        Values equal but for rounding count as equal: otherwise noise in the last digit would
        decide, for small tables visibly.
        """
        same = 0.0 if self.exact else SAME if self.ties_below else -SAME
        share = float(np.mean(self.resampled < self.estimate * (1.0 + same)))
        # All resamples on one side: the estimate lies beyond them, and no finite correction
        # exists.
        if share in (0.0, 1.0):
            return -math.inf if share == 0.0 else math.inf
        return NORMAL.inv_cdf(share)

    @property
    def acceleration(self) -> float:
        """a: from the estimates with one person left out, each weighted by how many are alike."""
        finite = np.isfinite(self.without_one)
        weights, values = self.weights[finite], self.without_one[finite]
        # Without one finite jackknife value there is nothing to learn the skewness from: BC
        # instead of BCa.
        if not weights.sum():
            return 0.0
        d = np.average(values, weights=weights) - values
        spread = float(np.sum(weights * d**2))
        return float(np.sum(weights * d**3)) / (6.0 * spread**1.5) if spread else 0.0

    @property
    def tied(self) -> float:
        """Share of resamples with the same estimate as the data."""
        return float(np.mean(np.abs(self.resampled - self.estimate) <= SAME * self.estimate))

    @property
    def infinite(self) -> float:
        """Share of resamples without a finite estimate."""
        return float(np.mean(~np.isfinite(self.resampled)))

    def bca(self, level: float) -> tuple[float, float]:
        """Return bias-corrected and accelerated limits, such as level 0.95."""
        low, high = (self.corrected(tail) for tail in tails(level))
        return quantile(self.resampled, low), quantile(self.resampled, high)

    def percentile(self, level: float) -> tuple[float, float]:
        low, high = tails(level)
        return quantile(self.resampled, low), quantile(self.resampled, high)

    def corrected(self, tail: float) -> float:
        """Return the share of resamples to cut off where an exact interval would cut `tail`."""
        bias, acceleration = self.bias, self.acceleration
        if math.isinf(bias):
            return 0.0 if bias < 0 else 1.0
        shifted = bias + NORMAL.inv_cdf(tail)
        return NORMAL.cdf(bias + shifted / (1.0 - acceleration * shifted))


def tails(level: float) -> tuple[float, float]:
    return (1.0 - level) / 2.0, 1.0 - (1.0 - level) / 2.0


def quantile(values: Floats, share: float) -> float:
    """Return the quantile of type 8 of Hyndman & Fan 1996; infinite values are the largest."""
    ordered = np.sort(values)
    # Type 8 is about median-unbiased for any distribution, and is the one that Hyndman & Fan
    # recommend.
    position = 1.0 / 3.0 + share * (ordered.size + 1.0 / 3.0)
    below = math.floor(position + 4.0 * np.finfo(float).eps)
    fraction = max(position - below, 0.0)
    low = float(ordered[min(max(below, 1), ordered.size) - 1])
    high = float(ordered[min(max(below + 1, 1), ordered.size) - 1])
    return low if low == high or fraction < 1e-12 else low + fraction * (high - low)


def resamples(counts: Sequence[int], many: int, seed: int, r_compatible: bool) -> Floats:
    """Draw tables of n people with replacement from those seen, shape (many, rows of counts)."""
    if r_compatible:
        return rstream.multinomials(counts, many, seed)
    shares = np.array(counts, dtype=float) / sum(counts)
    drawn = np.random.default_rng(seed).multinomial(sum(counts), shares, size=many)
    return drawn.astype(np.float64)


def spread_out(drawn: Floats, histories: Sequence[int], size: int) -> Floats:
    """Return rows of counts by history number, shape (rows, size)."""
    tables = np.zeros((drawn.shape[0], size))
    tables[:, list(histories)] = drawn
    return tables


def leaving_one_out(counts: Floats) -> tuple[Floats, Floats]:
    """Return for every history seen the table with one person less, and how many
    people are alike."""
    seen = np.flatnonzero(counts)
    tables = np.repeat(counts[None, :], seen.size, axis=0)
    tables[np.arange(seen.size), seen] -= 1.0
    return tables, counts[seen]
