"""Forward stepwise choice of pairs, compiled (Chan, Silverman & Vincent 2021, section 3).

A model is a bitmask over the pairs of lists in the order (1,2), (1,3) … (2,3) …
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from fanal.core.prevalence.compiled import jit
from fanal.core.prevalence.fitting import (
    CONVERGED,
    FULL_RANK,
    LONGEST_STEP,
    Floats,
    Ints,
    backward,
    cholesky,
    extend,
    find_alive,
    first_guess,
    gather,
    margins_of,
    newton,
)
from fanal.core.prevalence.surprise import is_clear, most_surprising

DONE, UNDECIDED, NO_ESTIMATE = 0, 1, 2
ROUGH, SPREAD = 5e-2, 10.0


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
def lists_of(counts: Floats) -> int:
    lists = 0
    while 1 << lists < counts.size:
        lists += 1
    return lists


@jit
def verdict_of(sure: bool, model: int, good: Ints, bad: Ints) -> int:
    """DONE if the estimate exists, NO_ESTIMATE if not, UNDECIDED if it must be judged."""
    if sure or listed(model, good):
        return DONE
    return NO_ESTIMATE if listed(model, bad) else UNDECIDED


class Work(NamedTuple):
    """What one choice works in. observed, seen: margins of the people and of their histories;
    gram, hessian: factors for the check and for the fit; values: the terms that are `kept`.
    """

    counts: Floats
    observed: Floats
    seen: Floats
    kept: Ints
    alive: Floats
    margins: Floats
    gram: Floats
    hessian: Floats
    values: Floats
    step: Floats


@jit
def workspace(counts: Floats, most: int) -> Work:
    """For models of at most `most` terms."""
    return Work(
        counts,
        margins_of(counts),
        margins_of((counts > 0.0).astype(np.float64)),
        np.empty(most, np.int64),
        np.empty_like(counts),
        np.empty_like(counts),
        np.empty((most, most)),
        np.empty((most, most)),
        np.empty(most),
        np.empty(most),
    )


@jit
def sure_at_first(w: Work, many: int) -> bool:
    """As `surely_exists`, leaving the factor in `gram`."""
    gather(w.seen, w.kept, many, w.gram)
    return cholesky(w.gram, many) > FULL_RANK


@jit
def still_sure(w: Work, many: int, term: int) -> bool:
    """Whether the histories observed determine one more term too."""
    for i in range(many):
        w.step[i] = w.seen[w.kept[i] | term]
    w.step[many] = w.seen[term]
    return extend(w.gram, many, w.step) > FULL_RANK


@jit
def enter(w: Work, many: int, term: int) -> None:
    """Into `values`: a guess once `term` has come to the `many` terms that are fitted.

    Along the line on which the other margins hold, to first order, its own margin grows like
    exp(rate x): the guess is where it would be the observed one.
    """
    w.kept[many] = term
    for i in range(many):
        w.step[i] = w.margins[w.kept[i] | term]
    w.step[many] = w.margins[term]
    wanted = math.log(w.observed[term] / w.margins[term])
    pivot = extend(w.hessian, many, w.step)
    far = wanted * w.margins[term] / pivot if pivot > 0.0 else wanted
    w.values[many] = max(-LONGEST_STEP, min(LONGEST_STEP, far))
    backward(w.hessian, many, w.step)
    for i in range(many):
        w.values[i] -= w.values[many] * w.step[i]


@jit
def fit_up_to(w: Work, many: int, enough: float) -> float:
    """The fit from the guess in `values`; from the usual one if that leads nowhere."""
    left = newton(w.observed, w.kept, many, w.alive, w.values, w.margins, w.hessian, w.step, enough)
    if left < enough:
        return left
    first_guess(w.counts, w.kept, many, w.alive, w.margins, w.hessian, w.values)
    return newton(w.observed, w.kept, many, w.alive, w.values, w.margins, w.hessian, w.step, enough)


@jit
def misfit(w: Work, many: int) -> float:
    """The largest relative error of a margin that the fit should have met."""
    largest = 0.0
    for i in range(many):
        q = w.kept[i]
        largest = max(largest, abs(w.observed[q] / w.margins[q] - 1.0))
    return largest


@jit
def fit_and_look(
    w: Work, many: int, pairs: Ints, passed_over: int, limit: float
) -> tuple[bool, int]:
    """Whether the fit settled, and the most surprising pair under it, or -1.

    A rough fit is enough where the choice is clear; where it is not, and at the end, the fit
    is made as exact as the numbers allow.
    """
    tails = np.empty(pairs.size)
    fit_up_to(w, many, ROUGH)
    k = most_surprising(w.observed, w.margins, pairs, passed_over, limit, tails)
    error = SPREAD * misfit(w, many)
    if k >= 0 and is_clear(w.observed, w.margins, pairs, tails, limit, k, error):
        return True, k
    left = fit_up_to(w, many, CONVERGED)
    k = most_surprising(w.observed, w.margins, pairs, passed_over, limit, tails)
    return left < CONVERGED, k


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
    size = 1 + lists_of(counts)
    terms = main_terms(size - 1, pairs.size)
    w = workspace(counts, terms.size)
    many = find_alive(w.observed, terms, size, w.kept, w.alive)
    sure = sure_at_first(w, many)
    verdict = verdict_of(sure, 0, good, bad)
    if verdict != DONE:
        return verdict, 0, np.inf
    first_guess(counts, w.kept, many, w.alive, w.margins, w.hessian, w.values)
    limit = 0.0 if stop_if_empty and w.observed[terms[1:size]].min() == 0.0 else threshold
    model = passed_over = 0
    while True:
        settled, k = fit_and_look(w, many, pairs, passed_over, limit)
        if not settled:
            return NO_ESTIMATE, model, np.inf
        if k < 0:
            return DONE, model, math.exp(w.values[0])
        passed_over |= 1 << k
        carried = w.observed[pairs[k]] > 0.0
        sure_too = sure and (not carried or still_sure(w, many, pairs[k]))
        verdict = verdict_of(sure_too, model | 1 << k, good, bad)
        if verdict == UNDECIDED:
            return UNDECIDED, model | 1 << k, np.inf
        if verdict == DONE:
            sure, model, terms[size], size = sure_too, model | 1 << k, pairs[k], size + 1
            if carried:
                enter(w, many, pairs[k])
            many = find_alive(w.observed, terms, size, w.kept, w.alive)


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
