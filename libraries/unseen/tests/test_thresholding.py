"""Bayesian thresholding comes out as published, within the noise of sampling."""

import numpy as np
import pytest

from unseen.data.lists import Lists
from unseen.data.sample_data import sample_lists
from unseen.errors import BadInput
from unseen.loglinear.thresholding import thresholded

PUBLISHED = {
    "UKdat": (12_346, 10_891, 14_408),
    "UKdat_5": (12_400, 11_061, 14_240),
    "Ned_5": (49_960, 44_879, 57_344),
    "Western": (2_327, 1_590, 3_579),
    "Kosovo": (13_971, 12_236, 16_389),
}


FEW = [
    one if one in {"Western", "Kosovo"} else pytest.param(one, marks=pytest.mark.long)
    for one in PUBLISHED
]


@pytest.mark.parametrize("name", FEW)
def test_the_published_tables_come_out(name):
    found = thresholded(sample_lists(name), np.random.default_rng(1), draws=2000)
    assert np.allclose((found.estimate, *found.interval95), PUBLISHED[name], rtol=0.04)
    assert found.r_hat < 1.05


def test_the_pairs_kept_are_pairs_of_lists():
    found = thresholded(sample_lists("Western"), np.random.default_rng(1), draws=500)
    assert all(pair.bit_count() == 2 for pair in found.model)


def test_independent_lists_keep_hardly_a_pair():
    table = Lists(("A", "B", "C"), {1: 640, 2: 640, 4: 640, 3: 160, 5: 160, 6: 160, 7: 40})
    found = thresholded(table, np.random.default_rng(2), draws=500)
    assert found.model == ()
    assert found.estimate == pytest.approx(5000, rel=0.02)


def test_disjoint_lists_do_not_break_it():
    table = Lists(("A", "B", "C"), {1: 40, 2: 30, 4: 20, 3: 6})
    found = thresholded(table, np.random.default_rng(3), draws=300)
    assert found.estimate > table.n


def test_a_flat_prior_is_bad_input():
    with pytest.raises(BadInput, match="positive prior precision"):
        thresholded(sample_lists("Western"), np.random.default_rng(1), precision=0)
