"""Poisson log-linear fits on bitmasks: no design matrix, two subset transforms a Newton step.

A history is a bitmask w (bit j set: on list j), a parameter a bitmask q, and
log mu[w] = sum of a[q] over q within w. So all means are one subset product of exp(a), all
margins one superset sum of mu, and the Hessian entry of q and r is the margin of q | r.
Cell 0 is the people nobody saw: it is never part of the sums.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from fanal.core.prevalence.compiled import jit

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

CONVERGED = 1e-9
MOST_STEPS = 200
LONGEST_STEP = 4.0
FULL_RANK = 1e-6


@jit
def superset_sums(values: Floats) -> None:
    """In place: values[q] becomes the sum of values[w] over every w that contains q."""
    bit = 1
    while bit < values.size:
        for block in range(0, values.size, 2 * bit):
            for w in range(block, block + bit):
                values[w] += values[w + bit]
        bit *= 2


@jit
def margins_of(counts: Floats) -> Floats:
    """People on every list of q, whatever other lists they are on, for each q."""
    observed = counts.copy()
    superset_sums(observed)
    return observed


@jit
def subset_products(values: Floats) -> None:
    """In place: values[w] becomes the product of values[q] over every q within w."""
    bit = 1
    while bit < values.size:
        for block in range(0, values.size, 2 * bit):
            for w in range(block, block + bit):
                values[w + bit] *= values[w]
        bit *= 2


@jit
def cholesky(matrix: Floats, size: int) -> float:
    """Lower factor in place; returns the smallest pivot, and stops at one that is not positive."""
    smallest = np.inf
    for i in range(size):
        for j in range(i + 1):
            total = matrix[i, j]
            for k in range(j):
                total -= matrix[i, k] * matrix[j, k]
            if i > j:
                matrix[i, j] = total / matrix[j, j]
                continue
            if total < smallest:
                smallest = total
            if not total > 0.0:
                return smallest
            matrix[i, i] = np.sqrt(total)
    return smallest


@jit
def solve(factor: Floats, size: int, vector: Floats) -> None:
    """In place: the solution of factor factor' x = vector."""
    for i in range(size):
        total = vector[i]
        for k in range(i):
            total -= factor[i, k] * vector[k]
        vector[i] = total / factor[i, i]
    for i in range(size - 1, -1, -1):
        total = vector[i]
        for k in range(i + 1, size):
            total -= factor[k, i] * vector[k]
        vector[i] = total / factor[i, i]


@jit
def gather(margins: Floats, terms: Ints, size: int, hessian: Floats) -> None:
    """The lower half of X' diag(mu) X: entry (q, r) is the margin of q | r."""
    for i in range(size):
        for j in range(i + 1):
            hessian[i, j] = margins[terms[i] | terms[j]]


@jit
def find_alive(observed: Floats, terms: Ints, size: int, kept: Ints, alive: Floats) -> int:
    """Set apart what is minus infinity (Chan, Silverman & Vincent 2021, section 2).

    `observed` holds the margins N*. A term nobody carries is left out of `kept`, and every
    history that contains it gets 0 in `alive`. Returns how many terms are kept.
    """
    alive[:] = 1.0
    alive[0] = 0.0
    many = 0
    for i in range(size):
        if observed[terms[i]] > 0.0:
            kept[many] = terms[i]
            many += 1
        else:
            for w in range(alive.size):
                if w & terms[i] == terms[i]:
                    alive[w] = 0.0
    return many


@jit
def surely_exists(
    counts: Floats, kept: Ints, many: int, alive: Floats, cells: Floats, hessian: Floats
) -> bool:
    """True if the observed histories alone determine every kept term.

    Then the maximum likelihood estimate exists and is identified (Stiemke's lemma: no
    direction leaves all observed means unchanged). False means: ask `existence.judge`.
    The matrix is of small whole numbers, so a pivot above FULL_RANK is no rounding error.
    """
    for w in range(cells.size):
        cells[w] = alive[w] if counts[w] > 0.0 else 0.0
    superset_sums(cells)
    gather(cells, kept, many, hessian)
    return cholesky(hessian, many) > FULL_RANK


@jit
def first_guess(
    counts: Floats,
    kept: Ints,
    many: int,
    alive: Floats,
    cells: Floats,
    hessian: Floats,
    terms: Floats,
) -> None:
    """Into `terms`: one weighted least-squares step from mu = N + 0.1."""
    for w in range(cells.size):
        cells[w] = (counts[w] + 0.1) * alive[w]
    superset_sums(cells)
    gather(cells, kept, many, hessian)
    for w in range(cells.size):
        mean = counts[w] + 0.1
        cells[w] = (mean * np.log(mean) + counts[w] - mean) * alive[w]
    superset_sums(cells)
    for i in range(many):
        terms[i] = cells[kept[i]]
    cholesky(hessian, many)
    solve(hessian, many, terms)


@jit
def set_margins(kept: Ints, many: int, alive: Floats, terms: Floats, margins: Floats) -> None:
    """Into `margins`: the fitted mean of everyone who is on all lists of q, for every q."""
    margins[:] = 1.0
    for i in range(many):
        margins[kept[i]] = np.exp(terms[i])
    subset_products(margins)
    for w in range(margins.size):
        margins[w] = margins[w] * alive[w] if alive[w] > 0.0 else 0.0
    superset_sums(margins)


@jit
def newton(
    observed: Floats,
    kept: Ints,
    many: int,
    alive: Floats,
    terms: Floats,
    margins: Floats,
    hessian: Floats,
    step: Floats,
) -> bool:
    """Maximise the likelihood from the guess in `terms`, in place. False if it did not settle.

    `margins` holds the fitted margins afterwards, `hessian` its factor. Long steps are cut:
    from a poor guess a full step can overflow.
    """
    for _ in range(MOST_STEPS):
        set_margins(kept, many, alive, terms, margins)
        gather(margins, kept, many, hessian)
        if not cholesky(hessian, many) > 0.0:
            return False
        for i in range(many):
            step[i] = observed[kept[i]] - margins[kept[i]]
        solve(hessian, many, step)
        longest = 0.0
        for i in range(many):
            longest = max(longest, abs(step[i]))
        shrink = min(1.0, LONGEST_STEP / longest) if longest > 0.0 else 1.0
        for i in range(many):
            terms[i] += shrink * step[i]
        if longest < CONVERGED:
            return True
    return False


def fitted_margins(counts: Floats, terms: Ints) -> Floats:
    """For every q, the fitted mean of everyone on all its lists, by a model known to have a fit."""
    observed = margins_of(counts)
    kept, alive, margins = np.empty_like(terms), np.empty_like(counts), np.empty_like(counts)
    hessian, (values, step) = np.empty((terms.size, terms.size)), np.empty((2, terms.size))
    many = find_alive(observed, terms, terms.size, kept, alive)
    first_guess(counts, kept, many, alive, margins, hessian, values)
    newton(observed, kept, many, alive, values, margins, hessian, step)
    return margins
