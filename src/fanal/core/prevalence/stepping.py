"""Forward stepwise choice of pairs, compiled (Chan, Silverman & Vincent 2021, section 3).

A model is a bitmask over the pairs of lists in the order (1,2), (1,3) … (2,3) …
"""

from __future__ import annotations

import math

import numpy as np

from fanal.core.prevalence.compiled import jit
from fanal.core.prevalence.fitting import (
    Floats,
    Ints,
    find_alive,
    first_guess,
    margins_of,
    newton,
    surely_exists,
)
from fanal.core.prevalence.poisson import tail

DONE, UNDECIDED, NO_ESTIMATE = 0, 1, 2
TIED = 1e-9


@jit
def listed(model: int, models: Ints) -> bool:
    return bool((models == model).any())


@jit
def main_terms(lists: int, room: int) -> Ints:
    """The empty term and one for each list, with room for more."""
    terms = np.zeros(1 + lists + room, np.int64)
    for j in range(lists):
        terms[1 + j] = 1 << j
    return terms


@jit
def most_surprising(
    observed: Floats, margins: Floats, pairs: Ints, passed_over: int, threshold: float
) -> int:
    """Number of the pair with the smallest tail below `threshold`; the first of equals; or -1."""
    best, best_tail = -1, threshold
    for k in range(pairs.size):
        if passed_over >> k & 1:
            continue
        chance = tail(observed[pairs[k]], margins[pairs[k]])
        if best < 0:
            if chance < threshold:
                best, best_tail = k, chance
        elif chance < best_tail * (1.0 - TIED):
            best, best_tail = k, chance
    return best


@jit
def lists_of(counts: Floats) -> int:
    lists = 0
    while 1 << lists < counts.size:
        lists += 1
    return lists


@jit
def exists(
    counts: Floats,
    kept: Ints,
    many: int,
    alive: Floats,
    hessian: Floats,
    model: int,
    good: Ints,
    bad: Ints,
) -> int:
    """DONE if the estimate exists, NO_ESTIMATE if not, UNDECIDED if it must be judged."""
    if surely_exists(counts, kept, many, alive, np.empty_like(counts), hessian):
        return DONE
    if listed(model, good):
        return DONE
    return NO_ESTIMATE if listed(model, bad) else UNDECIDED


@jit
def step_forward(
    counts: Floats, pairs: Ints, threshold: float, stop_if_empty: bool, good: Ints, bad: Ints
) -> tuple[int, int, float]:
    """Status, model, people never seen.

    `good` and `bad` are models whose estimate is known to exist or not with this support.
    UNDECIDED: the model returned must be judged first, and the function called again.
    NO_ESTIMATE: not even main effects can be fitted. `stop_if_empty`: keep to main effects
    if a list names nobody, as SparseMSE 2.0.1 does; otherwise that list is left out.
    """
    observed = margins_of(counts)
    size = 1 + lists_of(counts)
    terms = main_terms(size - 1, pairs.size)
    kept, alive, margins = np.empty_like(terms), np.empty_like(counts), np.empty_like(counts)
    hessian = np.empty((terms.size, terms.size))
    values, step = np.empty(terms.size), np.empty(terms.size)
    many = find_alive(observed, terms, size, kept, alive)
    verdict = exists(counts, kept, many, alive, hessian, 0, good, bad)
    if verdict != DONE:
        return verdict, 0, np.inf
    first_guess(counts, kept, many, alive, margins, hessian, values)
    settled = newton(observed, kept, many, alive, values, margins, hessian, step)
    limit = 0.0 if stop_if_empty and observed[terms[1:size]].min() == 0.0 else threshold
    model = passed_over = 0
    while settled:
        k = most_surprising(observed, margins, pairs, passed_over, limit)
        if k < 0:
            return DONE, model, math.exp(values[0])
        passed_over |= 1 << k
        terms[size] = pairs[k]
        many = find_alive(observed, terms, size + 1, kept, alive)
        verdict = exists(counts, kept, many, alive, hessian, model | 1 << k, good, bad)
        if verdict == UNDECIDED:
            return UNDECIDED, model | 1 << k, np.inf
        if verdict == DONE:
            if observed[pairs[k]] > 0.0:
                values[many - 1] = math.log(observed[pairs[k]] / margins[pairs[k]])
            model, size = model | 1 << k, size + 1
            settled = newton(observed, kept, many, alive, values, margins, hessian, step)
    return NO_ESTIMATE, model, np.inf


@jit
def step_forward_each(
    tables: Floats,
    pairs: Ints,
    threshold: float,
    stop_if_empty: bool,
    status: Ints,
    models: Ints,
    unseen: Floats,
) -> None:
    """`step_forward` for every row of `tables`; UNDECIDED ones are left to the caller."""
    none = np.empty(0, np.int64)
    for b in range(tables.shape[0]):
        status[b], models[b], unseen[b] = step_forward(
            tables[b], pairs, threshold, stop_if_empty, none, none
        )
