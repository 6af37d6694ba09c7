"""The same fit, rounded as R's `glm` rounds it. Only to check published intervals.

A resample whose estimate equals that of the data but for rounding lies "below" it or not by the
last bits: by where `glm` stops, and by the order in which it adds. In a small table this moves a
limit visibly. So the R-compatible mode repeats the steps for such resamples: iterated weighted
least squares (McCullagh & Nelder 1989, section 2.5) from mu = count + 0.1 until the deviance
changes by less than 1e-8 of itself, each by the Householder reduction of LINPACK (Dongarra and
others 1979, chapter 9), sums taken in the order of the rows.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from unseen.loglinear.bootstrap import Bootstrap
from unseen.loglinear.compiled import jit
from unseen.loglinear.fitting import Floats, margins_of
from unseen.loglinear.models import full_order

NEAR = 1e-6
# The defaults of R's glm.control, and the smallest mean that R's poisson() lets a fit reach.
MOST_ITERATIONS = 25
DEVIANCE_SETTLED = 1e-8
SMALLEST_MEAN = 2.220446049250313e-16


def with_ties_as_in_r(
    bootstrap: Bootstrap, on_data: float, on_resample: Callable[[int], float]
) -> Bootstrap:
    """Return the same resamples, those next to the estimate with R's last bits,
    compared bit by bit."""
    resampled = bootstrap.resampled.copy()
    for b in np.flatnonzero(np.abs(resampled / bootstrap.estimate - 1.0) < NEAR):
        resampled[b] = on_resample(int(b))
    return replace(bootstrap, estimate=on_data, resampled=resampled, exact=True)


def total(counts: Floats, lists: int, terms: Sequence[int]) -> float:
    """Return the people seen and unseen, under a model whose `terms` stand in the
    order of R's formula."""
    observed = margins_of(counts)
    gone = [q for q in terms if observed[q] == 0]
    kept = [q for q in terms if observed[q] > 0]
    rows = [w for w in full_order(lists) if not any(w & q == q for q in gone)]
    design = np.array([[float(w & q == q) for q in kept] for w in rows])
    return float(observed[0]) + math.exp(intercept(counts[rows], design))


@jit
def intercept(counts: Floats, design: Floats) -> float:
    """Return the first coefficient of the Poisson regression of `counts` (rows) on
    `design` (rows, terms)."""
    rows, terms = design.shape
    eta, mu, z = np.empty(rows), np.empty(rows), np.empty(rows)
    weighted, values = np.empty((terms, rows)), np.zeros(terms)
    for i in range(rows):
        eta[i] = math.log(counts[i] + 0.1)
        mu[i] = max(math.exp(eta[i]), SMALLEST_MEAN)
    before = deviance(counts, mu)
    for _ in range(MOST_ITERATIONS):
        for i in range(rows):
            # Not shortened to sqrt(mu): R divides the squared derivative by the variance, and its
            # last bits count.
            weight = math.sqrt(mu[i] * mu[i] / mu[i])
            z[i] = (eta[i] + (counts[i] - mu[i]) / mu[i]) * weight
            for j in range(terms):
                weighted[j, i] = design[i, j] * weight
        least_squares(weighted, z, values)
        for i in range(rows):
            total = 0.0
            for j in range(terms):
                total += values[j] * design[i, j]
            eta[i] = total
            mu[i] = max(math.exp(total), SMALLEST_MEAN)
        now = deviance(counts, mu)
        if abs(now - before) / (abs(now) + 0.1) < DEVIANCE_SETTLED:
            break
        before = now
    return float(values[0])


@jit
def deviance(counts: Floats, mu: Floats) -> float:
    total = 0.0
    for i in range(counts.size):
        if counts[i] > 0.0:
            total += 2.0 * (counts[i] * math.log(counts[i] / mu[i]) - (counts[i] - mu[i]))
        else:
            total += 2.0 * mu[i]
    return total


@jit
def least_squares(columns: Floats, wanted: Floats, values: Floats) -> None:
    """Fill `values` with coefficients of full rank, columns (terms, rows); both are used up."""
    terms, rows = columns.shape
    for k in range(terms):
        length = norm(columns[k], k)
        if columns[k, k] < 0.0:
            length = -length
        scale = 1.0 / length
        for i in range(k, rows):
            columns[k, i] *= scale
        columns[k, k] += 1.0
        for j in range(k + 1, terms):
            reflect(columns[k], columns[j], k)
        reflect(columns[k], wanted, k)
        columns[k, k] = -length
    for k in range(terms):
        values[k] = wanted[k]
    for k in range(terms - 1, -1, -1):
        values[k] = values[k] / columns[k, k]
        for i in range(k):
            values[i] += -values[k] * columns[k, i]


@jit
def norm(column: Floats, start: int) -> float:
    total = 0.0
    for i in range(start, column.size):
        total += column[i] * column[i]
    return math.sqrt(total)


@jit
def reflect(by: Floats, column: Floats, start: int) -> None:
    total = 0.0
    for i in range(start, column.size):
        total += by[i] * column[i]
    times = -total / by[start]
    for i in range(start, column.size):
        column[i] += times * by[i]
