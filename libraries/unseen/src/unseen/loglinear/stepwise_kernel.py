"""Forward stepwise choice of pairs, compiled (Chan, Silverman & Vincent 2021, section 3).

A model is a bitmask over the pairs of lists in the order (1,2), (1,3) … (2,3) …
"""

import math
from typing import NamedTuple

import numpy as np

from unseen.loglinear.compiled import jit, lean
from unseen.loglinear.fitting import (
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
    set_margins,
    take_step,
)
from unseen.loglinear.residuals import is_clear, most_surprising

DONE, UNDECIDED, NO_ESTIMATE = 0, 1, 2
ROUGH, CLOSE, SPREAD, ROUGH_STEPS = 3e-2, 0.15, 10.0, 8


@jit
def listed(model: int, models: Ints) -> bool:
    return bool((models == model).any())


@jit
def main_terms(lists: int, room: int) -> Ints:
    """Return the empty term and one for each list, with room for more."""
    terms = np.zeros(1 + lists + room, np.int64)
    for j in range(lists):
        terms[1 + j] = 1 << j
    return terms


@lean
def lists_of(counts: Floats) -> int:
    lists = 0
    while 1 << lists < counts.size:
        lists += 1
    return lists


@jit
def verdict_of(sure: bool, model: int, good: Ints, bad: Ints) -> int:
    """Return DONE if the estimate exists, NO_ESTIMATE if not, UNDECIDED if it must be judged."""
    if sure or listed(model, good):
        return DONE
    return NO_ESTIMATE if listed(model, bad) else UNDECIDED


class Work(NamedTuple):
    """The working space of one choice. observed, seen: margins of the people and of their
    histories; gram, hessian: factors for the check and for the fit; values: the terms that are
    `kept`; tails: how surprising each pair is."""

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
    tails: Floats


@jit
def workspace(counts: Floats, most: int, pairs: int) -> Work:
    """Return working space for models of at most `most` terms, chosen among so many `pairs`."""
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
        np.empty(pairs),
    )


@lean
def sure_at_first(w: Work, many: int) -> bool:
    """Whether the observed histories determine every kept term; the factor is left in `gram`."""
    gather(w.seen, w.kept, many, w.gram)
    return cholesky(w.gram, many) > FULL_RANK


@lean
def still_sure(w: Work, many: int, term: int) -> bool:
    """Whether the histories observed determine one more term too."""
    for i in range(many):
        w.step[i] = w.seen[w.kept[i] | term]
    w.step[many] = w.seen[term]
    return extend(w.gram, many, w.step) > FULL_RANK


@lean
def enter(w: Work, many: int, term: int) -> None:
    """Set `values` to a guess once `term` has come to the `many` terms that are fitted.

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


@lean
def fit_exactly(w: Work, many: int) -> bool:
    """Fit from the guess in `values`; from the usual one if that leads nowhere."""
    if newton(w.observed, w.kept, many, w.alive, w.values, w.margins, w.hessian, w.step):
        return True
    first_guess(w.counts, w.kept, many, w.alive, w.margins, w.hessian, w.values)
    return newton(w.observed, w.kept, many, w.alive, w.values, w.margins, w.hessian, w.step)


@lean
def misfit(w: Work, many: int) -> float:
    """Return the largest relative error of a margin that the fit should have met."""
    largest = 0.0
    for i in range(many):
        q = w.kept[i]
        largest = max(largest, abs(w.observed[q] / w.margins[q] - 1.0))
    return largest


@lean
def look_roughly(w: Work, many: int, pairs: Ints, passed_over: int, limit: float) -> int:
    """The most surprising pair, if it is clear before the fit from `values` is exact; else -1.

    After a short step the same factor serves again: it costs most of a step.
    """
    set_margins(w.kept, many, w.alive, w.values, w.margins)
    longest = np.inf
    for _ in range(ROUGH_STEPS):
        if longest > CLOSE:
            gather(w.margins, w.kept, many, w.hessian)
            if not cholesky(w.hessian, many) > 0.0:
                return -1
        longest = take_step(
            w.observed, w.kept, many, w.alive, w.values, w.margins, w.hessian, w.step
        )
        if longest < ROUGH:
            k = most_surprising(w.observed, w.margins, pairs, passed_over, limit, w.tails)
            error = SPREAD * misfit(w, many)
            if k < 0 or is_clear(w.observed, w.margins, pairs, w.tails, limit, k, error):
                return k
    return -1


@lean
def fit_and_look(
    w: Work, many: int, pairs: Ints, passed_over: int, limit: float
) -> tuple[bool, int]:
    """Whether the fit settled, and the most surprising pair under it, or -1.

    A rough fit is enough where the choice is clear; where it is not, and at the end, the fit
    is made as exact as the numbers allow.
    """
    k = look_roughly(w, many, pairs, passed_over, limit)
    if k >= 0:
        return True, k
    settled = fit_exactly(w, many)
    return settled, most_surprising(w.observed, w.margins, pairs, passed_over, limit, w.tails)


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
    w = workspace(counts, terms.size, pairs.size)
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
        # Chosen or refused, a pair is not looked at again: forward selection never takes one back.
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
    """Call `step_forward` for every row of `tables`; UNDECIDED ones are left to the caller."""
    none = np.empty(0, np.int64)
    for b in range(tables.shape[0]):
        status[b], models[b], unseen[b] = step_forward(
            tables[b], pairs, threshold, stop_if_empty, none, none
        )
