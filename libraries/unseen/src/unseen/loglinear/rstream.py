"""R's random numbers, so that published intervals can be checked to the last digit.

Not the normal mode: there numpy draws. Mersenne Twister (Matsumoto & Nishimura 1998) seeded as
`set.seed` documents it; binomials by inversion and BTPE (Kachitvichyanukul & Schmeiser 1988);
a multinomial as binomials one after the other.
"""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from unseen.loglinear.compiled import jit, lean
from unseen.loglinear.fitting import Floats, Ints

# 2^-32, as R writes it: a word of 32 bits becomes a number from 0 up to 1.
TO_UNIT = 2.3283064365386963e-10
# R's `rbinom` takes inversion below np = 30 and BTPE from there on.
SMALL_MEAN = 30.0
# R begins anew after 110 steps, against rounding that never reaches u.
LONGEST_INVERSION = 110
# As in the paper, step 5.0: up to 20 from the mode the ratio is multiplied out.
FEW_STEPS = 20


def uniforms(seed: int, many: int) -> Floats:
    """Return the first `many` numbers of R's `runif` after `set.seed(seed)`, shape (many,)."""
    state = seed & 0xFFFFFFFF
    # R scrambles the seed by 50 steps of a linear congruential generator before it fills the state.
    for _ in range(50):
        state = (69069 * state + 1) & 0xFFFFFFFF
    words = []
    for _ in range(625):
        state = (69069 * state + 1) & 0xFFFFFFFF
        words.append(state)
    twister = np.random.MT19937()
    twister.state = {
        "bit_generator": "MT19937",
        # R draws 625 words and overwrites the first by the position: 624 are left, all used up.
        "state": {"key": np.array(words[1:], dtype=np.uint32), "pos": 624},
    }
    drawn = twister.random_raw(many).astype(np.float64) * TO_UNIT
    # R never returns 0 or 1.
    return np.clip(drawn, 0.5 * TO_UNIT, 1.0 - 0.5 * TO_UNIT)


def shares_of_rest(counts: Sequence[int]) -> Floats:
    """Return for each history its share of what the earlier ones leave, rounded as R rounds it.

    R keeps the rest in the 64-bit significand of an extended double. On the knife-edges p = 1/2 and
    (n+1)p whole, the last bit of p decides a draw; hence exact fractions, rounded by hand.
    """
    n = float(sum(counts))
    chances = [count / n for count in counts]
    rest = Fraction(0)
    for chance in chances:
        rest = extended(rest + Fraction(chance))
    shares = []
    for chance in chances:
        # Rounding may leave nothing: then what is left of n goes here.
        shares.append(float(extended(Fraction(chance) / rest)) if rest > 0 else 1.0)
        rest = extended(rest - Fraction(chance))
    return np.array(shares)


def extended(value: Fraction) -> Fraction:
    """Round a value to 64 significant bits, ties to even."""
    # Zero has no leading bit.
    if value == 0:
        return value
    exponent = value.numerator.bit_length() - value.denominator.bit_length()
    shift = 64 - exponent
    scaled = value * (Fraction(2) ** shift)
    # `exponent` is one too small where the numerator is the larger mantissa.
    if scaled >= 2**64:
        shift -= 1
        scaled /= 2
    return Fraction(round(scaled)) / (Fraction(2) ** shift)


def multinomials(counts: Sequence[int], many: int, seed: int) -> Floats:
    """Return R's `rmultinom(many, sum(counts), counts)` after `set.seed(seed)`, shape
    (many, rows)."""
    shares = shares_of_rest(counts)
    # A guess of how many numbers it takes: rejection draws again and again.
    room = many * len(counts) * 4 + 10_000
    while True:
        drawn = np.zeros((many, len(counts)))
        if fill(drawn, sum(counts), np.array(counts, float), shares, uniforms(seed, room)) >= 0:
            return drawn
        # The stream is begun anew, so that what was drawn stays the same.
        room *= 2


@jit
def fill(drawn: Floats, n: int, counts: Floats, shares: Floats, stream: Floats) -> int:
    """Draw every row. Returns the place reached in `stream`, or -1 if it is too short."""
    place = np.zeros(1, np.int64)
    last = counts.size - 1
    for b in range(drawn.shape[0]):
        left = n
        for k in range(last):
            # R skips what cannot happen without drawing a number.
            if counts[k] == 0.0:
                continue
            # What is certain takes no number either.
            got = binomial(left, shares[k], stream, place) if shares[k] < 1.0 else left
            if place[0] < 0:
                return -1
            drawn[b, k] = got
            left -= got
            if left <= 0:
                break
        if left > 0:
            drawn[b, last] = left
    return int(place[0])


@lean
def binomial(n: int, chance: float, stream: Floats, place: Ints) -> int:
    """Make one draw; `place` moves on in the stream, to -1 if that runs out."""
    # The rarer side is drawn and the other one follows (R does so, too).
    p = min(chance, 1.0 - chance)
    if n * p < SMALL_MEAN:
        drawn = by_inversion(n, p, stream, place)
    else:
        drawn = by_rejection(n, p, stream, place)
    return n - drawn if chance > 0.5 else drawn


@lean
def next_uniform(stream: Floats, place: Ints) -> float:
    if place[0] < 0 or place[0] >= stream.size:
        place[0] = -1
        # Any number: the caller sees that `place` is -1 and begins anew with a longer stream.
        return 0.5
    place[0] += 1
    return float(stream[place[0] - 1])


@lean
def whole_power(base: float, exponent: int) -> float:
    """Return a power by squaring, multiplied in the order in which R multiplies."""
    power = 1.0
    while exponent:
        if exponent & 1:
            power *= base
        exponent >>= 1
        base *= base
    return power


@lean
def by_inversion(n: int, p: float, stream: Floats, place: Ints) -> int:
    q = 1.0 - p
    none = whole_power(q, n)
    odds = p / q
    growth = odds * (n + 1)
    while True:
        drawn, chance = 0, none
        u = next_uniform(stream, place)
        # Subtracted in R's order; a cumulative sum would round otherwise.
        while u >= chance and drawn <= LONGEST_INVERSION:
            u -= chance
            drawn += 1
            chance *= growth / drawn - odds
        if u < chance or place[0] < 0:
            return drawn


@lean
def by_rejection(n: int, p: float, stream: Floats, place: Ints) -> int:
    """Draw by BTPE: a triangle in the middle, parallelograms beside it, exponential tails.

    Steps 1 to 4 of the paper, section 3; left and right are the sides of the triangle.
    """
    centre = n * p + p
    mode = int(centre)
    variance = n * p * (1.0 - p)
    # Constants of the paper, step 0.
    half = int(2.195 * np.sqrt(variance) - 4.6 * (1.0 - p)) + 0.5
    middle = mode + 0.5
    left, right = middle - half, middle + half
    c = 0.134 + 20.5 / (15.3 + mode)
    rate_left = tail_rate((centre - left) / (centre - left * p))
    rate_right = tail_rate((right - centre) / (right * (1.0 - p)))
    to_sides = half * (1.0 + c + c)
    to_left = to_sides + c / rate_left
    to_right = to_left + c / rate_right
    while place[0] >= 0:
        u = next_uniform(stream, place) * to_right
        v = next_uniform(stream, place)
        # Inside the triangle every draw is accepted at once: that is where most fall.
        if u <= half:
            return int(middle - half * v + u)
        if u <= to_sides:
            x = left + (u - half) / c
            v = v * c + 1.0 - abs(middle - x) / half
            # -1 is refused below: outside the parallelogram.
            drawn = int(x) if 0.0 < v <= 1.0 else -1
        elif u > to_left:
            drawn = int(right - np.log(v) / rate_right)
            v *= (u - to_left) * rate_right
        else:
            drawn = int(left + np.log(v) / rate_left)
            v *= (u - to_sides) * rate_left
        if 0 <= drawn <= n and accepted(drawn, v, n, p, mode, variance):
            return drawn
    return 0


@lean
def tail_rate(a: float) -> float:
    return a * (1.0 + 0.5 * a)


@lean
def accepted(drawn: int, v: float, n: int, p: float, mode: int, variance: float) -> bool:
    """Whether step 5 of BTPE accepts: v against the ratio of the probabilities at
    `drawn` and the mode."""
    q = 1.0 - p
    k = abs(drawn - mode)
    # Near the mode the ratio is short to multiply out; far from it the squeeze does not hold.
    if k <= FEW_STEPS or k >= variance / 2.0 - 1.0:
        return v <= ratio_to_mode(drawn, n, p / q, mode)
    # Two bounds by a normal curve, which settle most draws without logarithms of factorials.
    squeeze = (k / variance) * ((k * (k / 3.0 + 0.625) + 1.0 / 6.0) / variance + 0.5)
    normal = -(k * k) / (2.0 * variance)
    log_v = np.log(v)
    if log_v < normal - squeeze:
        return True
    if log_v > normal + squeeze:
        return False
    x1, f1 = drawn + 1.0, mode + 1.0
    z, w = n + 1.0 - mode, n - drawn + 1.0
    bound = (mode + 0.5) * np.log(f1 / x1) + (n - mode + 0.5) * np.log(z / w)
    bound += (drawn - mode) * np.log(w * p / (x1 * q))
    return bool(log_v <= bound + stirling(f1) + stirling(z) + stirling(x1) + stirling(w))


@lean
def ratio_to_mode(drawn: int, n: int, odds: float, mode: int) -> float:
    growth = odds * (n + 1)
    ratio = 1.0
    for i in range(mode + 1, drawn + 1):
        ratio *= growth / i - odds
    for i in range(drawn + 1, mode + 1):
        ratio /= growth / i - odds
    return ratio


@lean
def stirling(x: float) -> float:
    """Return the first terms of Stirling's series for log(x!), as the paper gives them."""
    s = x * x
    return (13860.0 - (462.0 - (132.0 - (99.0 - 140.0 / s) / s) / s) / s) / x / 166320.0
