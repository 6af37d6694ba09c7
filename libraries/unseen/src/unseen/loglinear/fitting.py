"""Poisson log-linear fits on bitmasks: no design matrix, two subset transforms a Newton step.

A history is a bitmask w (bit j set: on list j), a parameter a bitmask q, and
log mu[w] = sum of a[q] over q within w. So all means are one subset product of exp(a), all
margins one superset sum of mu, and the Hessian entry of q and r is the margin of q | r.
Cell 0 is the people nobody saw: it is never part of the sums.
"""

import numpy as np
from numpy.typing import NDArray

from unseen.loglinear.compiled import jit, lean

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

CONVERGED = 1e-9
MOST_STEPS = 200
# On the scale of logarithms: a mean changes by a factor of 55 at most in one step.
LONGEST_STEP = 4.0
FULL_RANK = 1e-6


@lean
def superset_sums(values: Floats) -> None:
    """Replace, in place, values[q] by the sum of values[w] over every w that contains q.

    The first two lists at once, then half onto half: in this form a compiler adds several numbers
    in one instruction, here and in `subset_products` and `cholesky`.
    """
    for b in range(0, values.size, 4):
        values[b] += values[b + 1]
        values[b + 2] += values[b + 3]
        values[b] += values[b + 2]
        values[b + 1] += values[b + 3]
    bit = 4
    while bit < values.size:
        for block in range(0, values.size, 2 * bit):
            low, high = values[block : block + bit], values[block + bit : block + 2 * bit]
            for w in range(bit):
                low[w] += high[w]
        bit *= 2


@jit
def margins_of(counts: Floats) -> Floats:
    """Return for each q the people on every list of q, whatever other lists they are on."""
    observed = counts.copy()
    superset_sums(observed)
    return observed


@lean
def subset_products(values: Floats) -> None:
    """Replace, in place, values[w] by the product of values[q] over every q within w."""
    for b in range(0, values.size, 4):
        values[b + 1] *= values[b]
        values[b + 3] *= values[b + 2]
        values[b + 2] *= values[b]
        values[b + 3] *= values[b + 1]
    bit = 4
    while bit < values.size:
        for block in range(0, values.size, 2 * bit):
            low, high = values[block : block + bit], values[block + bit : block + 2 * bit]
            for w in range(bit):
                high[w] *= low[w]
        bit *= 2


@lean
def cholesky(matrix: Floats, size: int) -> float:
    """Upper factor in place; returns the smallest pivot, and stops at one that is not positive.

    From each row the rows above it are subtracted, four at a time.
    """
    smallest: float = np.inf
    for i in range(size):
        row, fours = matrix[i, i:size], i - i % 4
        for k in range(0, fours, 4):
            a, b = matrix[k, i:size], matrix[k + 1, i:size]
            c, d = matrix[k + 2, i:size], matrix[k + 3, i:size]
            a0, b0, c0, d0 = a[0], b[0], c[0], d[0]
            for j in range(size - i):
                row[j] -= (a0 * a[j] + b0 * b[j]) + (c0 * c[j] + d0 * d[j])
        for k in range(fours, i):
            above = matrix[k, i:size]
            times = above[0]
            for j in range(size - i):
                row[j] -= times * above[j]
        pivot = row[0]
        smallest = min(smallest, pivot)
        if not pivot > 0.0:
            return float(smallest)
        root = np.sqrt(pivot)
        for j in range(size - i):
            row[j] /= root
    return float(smallest)


@lean
def forward(factor: Floats, size: int, vector: Floats) -> None:
    """Replace `vector`, in place, by the solution of factor' x = vector."""
    for k in range(size):
        vector[k] /= factor[k, k]
        times = vector[k]
        for j in range(k + 1, size):
            vector[j] -= times * factor[k, j]


@lean
def backward(factor: Floats, size: int, vector: Floats) -> None:
    """Replace `vector`, in place, by the solution of factor x = vector. Four sums at once wait less
    for each other."""
    for i in range(size - 1, -1, -1):
        row, known = factor[i, i + 1 : size], vector[i + 1 : size]
        fours = row.size - row.size % 4
        a = b = c = d = 0.0
        for k in range(0, fours, 4):
            a += row[k] * known[k]
            b += row[k + 1] * known[k + 1]
            c += row[k + 2] * known[k + 2]
            d += row[k + 3] * known[k + 3]
        for k in range(fours, row.size):
            a += row[k] * known[k]
        vector[i] = (vector[i] - ((a + b) + (c + d))) / factor[i, i]


@lean
def solve(factor: Floats, size: int, vector: Floats) -> None:
    """Replace `vector`, in place, by the solution of factor' factor x = vector."""
    forward(factor, size, vector)
    backward(factor, size, vector)


@lean
def extend(factor: Floats, size: int, column: Floats) -> float:
    """Upper factor of the matrix with `column` as one more row and column; returns its pivot.

    `column` ends with the new diagonal entry and is used up.
    """
    forward(factor, size, column)
    pivot = column[size]
    for k in range(size):
        factor[k, size] = column[k]
        pivot -= column[k] * column[k]
    factor[size, size] = np.sqrt(pivot) if pivot > 0.0 else 0.0
    return float(pivot)


@lean
def gather(margins: Floats, terms: Ints, size: int, hessian: Floats) -> None:
    """Fill the upper half of X' diag(mu) X: entry (q, r) is the margin of q | r."""
    for i in range(size):
        for j in range(i, size):
            hessian[i, j] = margins[terms[i] | terms[j]]


@lean
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


@lean
def surely_exists(
    counts: Floats, kept: Ints, many: int, alive: Floats, cells: Floats, hessian: Floats
) -> bool:
    """Whether the observed histories alone determine every kept term.

    Then the maximum likelihood estimate exists and is identified (Stiemke's lemma: no direction
    leaves all observed means unchanged). False means: ask `existence.judge`. The matrix is of small
    whole numbers, so a pivot above FULL_RANK is no rounding error.
    """
    for w in range(cells.size):
        cells[w] = alive[w] if counts[w] > 0.0 else 0.0
    superset_sums(cells)
    gather(cells, kept, many, hessian)
    return cholesky(hessian, many) > FULL_RANK


@lean
def first_guess(
    counts: Floats,
    kept: Ints,
    many: int,
    alive: Floats,
    cells: Floats,
    hessian: Floats,
    terms: Floats,
) -> None:
    """Fill `terms` with one weighted least-squares step from mu = N + 0.1."""
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


@lean
def set_margins(kept: Ints, many: int, alive: Floats, terms: Floats, margins: Floats) -> None:
    """Fill `margins` with the fitted mean of everyone who is on all lists of q, for every q."""
    margins[:] = 1.0
    for i in range(many):
        margins[kept[i]] = np.exp(terms[i])
    subset_products(margins)
    for w in range(margins.size):
        margins[w] = margins[w] * alive[w] if alive[w] > 0.0 else 0.0
    superset_sums(margins)


@lean
def take_step(
    observed: Floats,
    kept: Ints,
    many: int,
    alive: Floats,
    terms: Floats,
    margins: Floats,
    factor: Floats,
    step: Floats,
) -> float:
    """Move `terms` and `margins` towards the fit; returns the longest change of a term.

    Newton's step if `factor` is that of these margins, nearly so if it is of margins near them.
    Long steps are cut: from a poor guess a full step can overflow.
    """
    for i in range(many):
        step[i] = observed[kept[i]] - margins[kept[i]]
    solve(factor, many, step)
    longest = 0.0
    for i in range(many):
        longest = max(longest, abs(step[i]))
    shrink = min(1.0, LONGEST_STEP / longest) if longest > 0.0 else 1.0
    for i in range(many):
        terms[i] += shrink * step[i]
    set_margins(kept, many, alive, terms, margins)
    return longest


@lean
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
    """Maximise the likelihood from the guess in `terms`, in place; False if it does not settle.

    `margins` holds the fitted margins afterwards, `hessian` the factor before the last step.
    What is left is of the order of the square of that step: nothing but rounding.
    """
    set_margins(kept, many, alive, terms, margins)
    for _ in range(MOST_STEPS):
        gather(margins, kept, many, hessian)
        if not cholesky(hessian, many) > 0.0:
            return False
        if take_step(observed, kept, many, alive, terms, margins, hessian, step) < CONVERGED:
            return True
    return False


def fitted_margins(counts: Floats, terms: Ints) -> Floats:
    """Return for every q the fitted mean of everyone on all its lists, by a model
    known to have a fit."""
    observed = margins_of(counts)
    kept, alive, margins = np.empty_like(terms), np.empty_like(counts), np.empty_like(counts)
    hessian, (values, step) = np.empty((terms.size, terms.size)), np.empty((2, terms.size))
    many = find_alive(observed, terms, terms.size, kept, alive)
    first_guess(counts, kept, many, alive, margins, hessian, values)
    newton(observed, kept, many, alive, values, margins, hessian, step)
    return margins
