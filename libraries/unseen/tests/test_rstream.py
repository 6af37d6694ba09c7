"""R's random numbers, drawn without R."""

from fractions import Fraction

import numpy as np
import pytest
from scipy.stats import binom, kstest

from unseen.loglinear import rstream


def test_the_first_uniforms_after_set_seed_are_those_of_r():
    # R: set.seed(1234); runif(5)  and  set.seed(42); runif(3)
    assert rstream.uniforms(1234, 5) == pytest.approx(
        [
            0.113703411305323,
            0.622299404814839,
            0.609274732880294,
            0.623379441676661,
            0.860915383556858,
        ],
        abs=1e-14,
    )
    assert rstream.uniforms(42, 3) == pytest.approx(
        [0.914806043496355, 0.937075413297862, 0.286139534786344], abs=1e-14
    )


@pytest.mark.parametrize(("n", "p"), [(10, 0.3), (2744, 0.02), (500, 0.9), (4400, 0.25), (77, 0.5)])
def test_binomials_have_the_binomial_distribution(n, p):
    place = np.zeros(1, np.int64)
    stream = rstream.uniforms(7, 100_000)
    draws = np.array([rstream.binomial(n, p, stream, place) for _ in range(20_000)])
    smooth = draws + np.random.default_rng(1).random(draws.size)

    def cdf(x):
        whole = np.floor(x)
        return binom.cdf(whole - 1, n, p) + (x - whole) * binom.pmf(whole, n, p)

    assert kstest(smooth, cdf).pvalue > 1e-4


def test_a_row_always_holds_everybody():
    drawn = rstream.multinomials([25, 0, 70, 1, 4, 0], 200, 3)
    assert (drawn.sum(axis=1) == 100).all()
    assert (drawn[:, [1, 5]] == 0).all()


def test_extended_doubles_keep_64_bits():
    tiny = Fraction(1, 2**64)
    assert rstream.extended(1 + tiny) == 1
    assert rstream.extended(1 + 3 * tiny) == 1 + 4 * tiny
    third = rstream.extended(Fraction(1, 3))
    assert third != Fraction(1, 3)
    assert abs(third - Fraction(1, 3)) < Fraction(1, 2**65)


def test_a_stream_that_is_too_short_says_so():
    counts = np.array([5.0, 6.0])
    drawn = np.zeros((10, 2))
    assert rstream.fill(drawn, 11, counts, np.array([0.4, 1.0]), np.array([0.5])) == -1
