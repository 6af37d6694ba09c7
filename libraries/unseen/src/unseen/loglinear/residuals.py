"""Which pair of lists is most surprising under a fit, and is that sure if the fit is rough?"""

import math

import numpy as np

from unseen.loglinear.compiled import lean
from unseen.loglinear.fitting import Floats, Ints
from unseen.loglinear.poisson import distance, least_tail, tail

# Relative: two pairs of equal counts differ by rounding only.
TIED = 1e-9
# Beyond it the estimate of the error (see `is_clear`) is too rough to rely on.
LARGEST_ROOM = 0.5
# Tails below are not told apart from zero in floating point.
SMALLEST = 1e-300


@lean
def most_surprising(
    observed: Floats,
    margins: Floats,
    pairs: Ints,
    passed_over: int,
    threshold: float,
    tails: Floats,
) -> int:
    """Number of the pair with the smallest tail below `threshold`; the first of equals; or -1.

    Into `tails`: every tail up to twice the smallest or twice the threshold, infinite for the
    others. The pair that is furthest off gives a limit; sums are made below it alone.
    """
    # By a distance that costs one logarithm; the sums of a tail are the dear part.
    furthest, which = -1.0, -1
    for k in range(pairs.size):
        tails[k] = -1.0
        # Bits of pairs that were chosen or refused: neither is looked at again.
        if not passed_over >> k & 1:
            tails[k] = distance(observed[pairs[k]], margins[pairs[k]])
            if tails[k] > furthest:
                furthest, which = tails[k], k
    if which < 0:
        return -1
    smallest = tail(observed[pairs[which]], margins[pairs[which]])
    # Twice, so that `is_clear` finds the rivals that rounding could put first.
    limit = 2.0 * min(threshold, max(smallest, SMALLEST))
    for k in range(pairs.size):
        if k == which:
            tails[k] = smallest
        # A bound from below: whatever lies above the limit needs no exact tail.
        elif tails[k] < 0.0 or least_tail(observed[pairs[k]], tails[k]) > limit:
            tails[k] = np.inf
        else:
            tails[k] = tail(observed[pairs[k]], margins[pairs[k]])
    return first_of_smallest(tails, threshold)


@lean
def first_of_smallest(tails: Floats, threshold: float) -> int:
    best, best_tail = -1, threshold
    for k in range(tails.size):
        # The first of equals, as R takes it, though rounding may make a later one smaller.
        if tails[k] < best_tail * (1.0 if best < 0 else 1.0 - TIED):
            best, best_tail = k, tails[k]
    return best


@lean
def is_clear(
    observed: Floats,
    margins: Floats,
    pairs: Ints,
    tails: Floats,
    limit: float,
    k: int,
    error: float,
) -> bool:
    """Whether pair k would be chosen by any means within `error` of these, in logarithms.

    The logarithm of a tail moves by about |count - mean| times that of the mean.
    """
    # If the means are off by `error`, this is how far a tail can move.
    room = error * abs(observed[pairs[k]] - margins[pairs[k]])
    if room > LARGEST_ROOM or tails[k] < SMALLEST or tails[k] * math.exp(room) > limit:
        return False
    for j in range(pairs.size):
        if j != k and tails[j] < np.inf:
            its_room = room + error * abs(observed[pairs[j]] - margins[pairs[j]])
            if its_room > LARGEST_ROOM or tails[j] < tails[k] * math.exp(its_room):
                return False
    return True
