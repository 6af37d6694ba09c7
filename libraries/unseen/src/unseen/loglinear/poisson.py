"""How surprising a count is under a Poisson mean: the smaller of the two tails, not doubled."""

import math

from unseen.loglinear.compiled import lean

NEGLIGIBLE = 1e-17
TURN = 2.0 * math.pi


@lean
def distance(count: float, mean: float) -> float:
    """Half the deviance of one count: -log of Chernoff's upper limit of `tail`."""
    if mean <= 0.0:
        return 0.0 if count == 0.0 else math.inf
    return mean if count == 0.0 else count * math.log(count / mean) - (count - mean)


@lean
def least_tail(count: float, far: float) -> float:
    """A lower limit of `tail` without its sum: the chance of `count` itself, `far` its distance.

    Robbins 1955: n! <= sqrt(2 pi n) (n / e)^n exp(1 / 12 n).
    """
    chance = math.exp(-far)
    return chance * math.exp(-1 / (12 * count)) / math.sqrt(TURN * count) if count else chance


@lean
def tail(count: float, mean: float) -> float:
    """min{P(X <= count), P(X >= count)} for X ~ Poisson(mean).

    Chan, Silverman & Vincent 2021, section 3. The tail that `count` lies in is summed term by
    term, so it keeps its relative precision however small it is.
    """
    if mean <= 0.0:
        return 1.0 if count == 0.0 else 0.0
    here = math.exp(count * math.log(mean) - mean - math.lgamma(count + 1.0))
    total = here
    term = here
    k = count
    if count > mean:
        while term > NEGLIGIBLE * total:
            k += 1.0
            term *= mean / k
            total += term
    else:
        while k > 0.0 and term > NEGLIGIBLE * total:
            term *= k / mean
            k -= 1.0
            total += term
    # `count` itself belongs to both tails.
    return min(total, 1.0 - total + here)
