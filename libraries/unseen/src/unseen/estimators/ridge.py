"""A step along the ridge on which latent classes mix worst.

That people of a class are seldom recorded and many, or often and few, explains the people seen
about equally well, so the sampler that holds the unseen fixed creeps. Here the unseen are summed
out: with the prior 1/N the histories seen have the chance p(history) / (1 - p(none)) each. A class
is made harder or easier on all lists at once, its size moves so that its part of the people seen
stays, and Metropolis and Hastings decide (Green 1995 for the Jacobian). The unseen must be drawn
right after it (van Dyk & Park 2008, partially collapsed Gibbs samplers).
"""

import math

import numpy as np

from unseen.loglinear.compiled import jit
from unseen.loglinear.fitting import Floats, Ints

SMALLEST = 1e-300
EDGE = 1e-12
LEAST_SHARE = 1e-6  # sticks are cut off at EDGE: next to it a class has no density, and stays


@jit
def log_within(missed: float, n: float, cap: float) -> float:
    """Return the log chance that no more than `cap` n are unseen, by the normal limit."""
    mean = n * missed / (1.0 - missed)
    spread = math.sqrt(n * missed) / (1.0 - missed) + SMALLEST
    beyond = (cap * n + 0.5 - mean) / spread
    return math.log(0.5 * (1.0 + math.erf(beyond / math.sqrt(2.0))) + SMALLEST)


@jit
def log_prior(shares: Floats, concentration: float) -> float:
    """Return the log prior of the shares of the classes by stick-breaking, up to a constant.

    What is left at each break is summed from the end: a difference would lose the small ones.
    """
    after, total = shares[-1], 0.0
    for i in range(shares.size - 2, -1, -1):
        left = after + shares[i]
        total += (concentration - 1.0) * (math.log(after) - math.log(left)) - math.log(left)
        after = left
    return total


@jit
def log_likelihood(chances: Floats, counts: Ints, cap: float) -> float:
    """Return the log-likelihood of the histories seen. chances: of each history, that
    of nobody last."""
    n, missed = float(counts.sum()), chances[-1]
    if not missed < 1.0 - EDGE:
        return -np.inf
    total = log_within(missed, n, cap) - n * math.log(1.0 - missed)
    for h in range(counts.size):
        total += counts[h] * math.log(chances[h])
    return total


@jit
def of_class(on: Floats, seen: Floats, into: Floats) -> None:
    """Fill `into` with the chance of each history for one class. seen: histories x lists."""
    for h in range(seen.shape[0]):
        into[h] = 1.0
        for j in range(on.size):
            into[h] *= on[j] if seen[h, j] > 0.0 else 1.0 - on[j]


@jit
def harder(on: Floats, by: float, into: Floats) -> float:
    """Fill `into` with the chances with `by` added to their logits; return the log Jacobian."""
    jacobian, odds = 0.0, math.exp(by)
    for j in range(on.size):
        moved = on[j] * odds / (1.0 - on[j] + on[j] * odds)
        into[j] = min(max(moved, EDGE), 1.0 - EDGE)
        jacobian += math.log(into[j] * (1.0 - into[j])) - math.log(on[j] * (1.0 - on[j]))
    return jacobian


@jit
def shares_of(sticks: Floats, into: Floats) -> None:
    left = 1.0
    for k in range(sticks.size):
        into[k] = max(sticks[k] * left, SMALLEST)
        left *= 1.0 - sticks[k]


@jit
def sticks_of(shares: Floats, into: Floats) -> None:
    left = shares[-1]
    for k in range(shares.size - 2, -1, -1):
        left += shares[k]
        into[k] = min(max(shares[k] / left, EDGE), 1.0 - EDGE)


@jit
def move_one(
    sticks: Floats,
    on: Floats,
    concentration: float,
    seen: Floats,
    counts: Ints,
    cap: float,
    by: Floats,
    uniform: Floats,
) -> None:
    """Move every class of one chain in turn, in place. on: classes x lists; by,
    uniform: classes."""
    shares, moved = np.empty_like(sticks), np.empty_like(sticks)
    each = np.empty((sticks.size, seen.shape[0]))
    easier, ours, ours_on = np.empty(seen.shape[0]), np.empty(seen.shape[0]), np.empty_like(on[0])
    shares_of(sticks, shares)
    all_of_them = np.zeros(seen.shape[0])
    for k in range(sticks.size):
        of_class(on[k], seen, each[k])
        all_of_them += shares[k] * each[k]
    now = log_likelihood(all_of_them, counts, cap) + log_prior(shares, concentration)
    for k in range(sticks.size):
        if shares[k] < LEAST_SHARE:
            continue
        jacobian = harder(on[k], by[k], ours_on)
        of_class(ours_on, seen, ours)
        # By as much as the class is seen less often it holds more people: its part of those seen
        # stays.
        grown = (1.0 - each[k, -1]) / (1.0 - ours[-1])
        total = 1.0 + (grown - 1.0) * shares[k]
        moved[:] = shares / total
        moved[k] *= grown
        easier[:] = (all_of_them - shares[k] * each[k] + grown * shares[k] * ours) / total
        new = log_likelihood(easier, counts, cap) + log_prior(moved, concentration)
        # The shares are rescaled to sum to 1; this is the determinant of that change of variables.
        jacobian += math.log(grown) - sticks.size * math.log(total)
        if moved[k] > LEAST_SHARE and math.log(uniform[k]) < new - now + jacobian:
            now, shares[:], all_of_them[:], each[k], on[k] = new, moved, easier, ours, ours_on
    sticks_of(shares, sticks)


@jit
def move_along_ridge(
    sticks: Floats,
    on: Floats,
    concentration: Floats,
    seen: Floats,
    counts: Ints,
    cap: float,
    by: Floats,
    uniform: Floats,
) -> None:
    """Move every chain, in place; shapes as in `latent.State`, by and uniform: chains x classes."""
    for c in range(sticks.shape[0]):
        move_one(sticks[c], on[c], concentration[c], seen, counts, cap, by[c], uniform[c])
