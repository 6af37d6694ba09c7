"""The Bayesian information criterion of many models, compiled.

BIC = |Q| log n - 2 l, where |Q| counts the terms at minus infinity too and n is the people seen
(Silverman, Chan & Vincent 2024, section 2).
"""

import math

import numpy as np
from numpy.typing import NDArray

from unseen.loglinear.compiled import jit
from unseen.loglinear.fitting import (
    Floats,
    Ints,
    find_alive,
    first_guess,
    margins_of,
    newton,
    surely_exists,
)

type Verdicts = NDArray[np.int8]
type Held = NDArray[np.bool_]

# UNSURE is asked of a linear programme by the caller; here only the cheap proof is tried.
SURE, UNSURE, RULED_OUT = 0, -1, 1
# Rounding alone differs between equal models; which is "first" must not depend on the machine.
TIED = 1e-8


@jit
def log_factorials(counts: Floats) -> float:
    total = 0.0
    for w in range(1, counts.size):
        total += math.lgamma(counts[w] + 1.0)
    return total


@jit
def terms_of(held: Held, terms: Ints, into: Ints) -> int:
    size = 0
    for k in range(terms.size):
        if held[k]:
            into[size] = terms[k]
            size += 1
    return size


@jit
def check(counts: Floats, terms: Ints, held: Held, verdicts: Verdicts) -> None:
    """Set `verdicts`, where UNSURE, to SURE for every model that surely exists.

    If what was observed determines all terms at once, it determines those of every model: no
    history that was observed is ever set apart.
    """
    observed = margins_of(counts)
    model, kept = np.empty_like(terms), np.empty_like(terms)
    alive, cells = np.empty_like(counts), np.empty_like(counts)
    hessian = np.empty((terms.size, terms.size))
    many = find_alive(observed, terms, terms.size, kept, alive)
    all_sure = surely_exists(counts, kept, many, alive, cells, hessian)
    for m in range(held.shape[0]):
        if verdicts[m] == UNSURE and not all_sure:
            size = terms_of(held[m], terms, model)
            many = find_alive(observed, model, size, kept, alive)
            if surely_exists(counts, kept, many, alive, cells, hessian):
                verdicts[m] = SURE
        elif verdicts[m] == UNSURE:
            verdicts[m] = SURE


@jit
def score(
    counts: Floats, terms: Ints, held: Held, verdicts: Verdicts, bic: Floats, unseen: Floats
) -> None:
    """Fill `bic` and `unseen` for every model whose verdict is SURE; infinite for the others."""
    observed = margins_of(counts)
    # The parts of -2 l that no model changes: sum of means equals the people seen at the optimum.
    fixed = 2.0 * (observed[0] + log_factorials(counts))
    model, kept = np.empty_like(terms), np.empty_like(terms)
    alive, margins = np.empty_like(counts), np.empty_like(counts)
    hessian = np.empty((terms.size, terms.size))
    values, step = np.empty(terms.size), np.empty(terms.size)
    for m in range(held.shape[0]):
        # Infinite, so that a model without an estimate never wins.
        bic[m] = unseen[m] = np.inf
        if verdicts[m] != SURE:
            continue
        size = terms_of(held[m], terms, model)
        many = find_alive(observed, model, size, kept, alive)
        first_guess(counts, kept, many, alive, margins, hessian, values)
        if newton(observed, kept, many, alive, values, margins, hessian, step):
            unseen[m] = math.exp(values[0])
            # `size` and not `many`: terms at minus infinity are counted (Silverman, Chan & Vincent
            # 2024).
            bic[m] = size * math.log(observed[0]) + fixed
            for i in range(many):
                bic[m] -= 2.0 * values[i] * observed[kept[i]]


@jit
def best_each(
    tables: Floats, terms: Ints, held: Held, verdicts: Verdicts, best: Ints, unseen: Floats
) -> None:
    """Find the model with the lowest BIC in every row of `tables`; -1 where none has an estimate.

    Of models that are equal but for rounding, the first.
    """
    bic, answers = np.empty(held.shape[0]), np.empty(held.shape[0])
    for b in range(tables.shape[0]):
        score(tables[b], terms, held, verdicts[b], bic, answers)
        lowest = bic.min() + TIED
        best[b], unseen[b] = -1, np.inf
        if np.isfinite(lowest):
            # The first within the tolerance, by the order of the family.
            best[b] = np.argmax(bic <= lowest)
            unseen[b] = answers[best[b]]


@jit
def check_each(tables: Floats, terms: Ints, held: Held, verdicts: Verdicts) -> None:
    for b in range(tables.shape[0]):
        check(tables[b], terms, held, verdicts[b])
