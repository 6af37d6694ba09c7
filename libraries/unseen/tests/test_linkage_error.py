"""Undoing what linkage errors do on average."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from unseen.assess.linkage_error import (
    as_recorded,
    corrected,
    pooled_estimate,
    what_if,
)
from unseen.data.lists import Lists
from unseen.data.sample_data import sample_lists
from unseen.errors import BadInput, Refused
from unseen.estimators.overlap import overlap_of
from unseen.simulation import populations as people
from unseen.simulation.designs import BASE

counts = arrays(float, 16, elements=st.floats(20, 2000)).map(lambda c: np.r_[0, c[1:]])
rates = st.floats(0, 0.1)


@given(counts, rates, rates)
def test_correction_undoes_the_errors(true, missed, false):
    recorded = as_recorded(true, missed, false)
    again = as_recorded(corrected(recorded, missed, false), missed, false)
    assert np.allclose(again, recorded, atol=1e-3 * recorded.sum())


@given(counts)
def test_perfect_links_change_nothing(true):
    assert np.allclose(corrected(true, 0, 0), true)


@given(counts, rates)
def test_lost_links_leave_the_sizes_of_lists(true, missed):
    on = np.array([[w >> j & 1 for j in range(4)] for w in range(16)])
    assert np.allclose(as_recorded(true, missed, 0) @ on, true @ on)


def test_two_lists_give_the_correction_of_ding_and_fienberg():
    """A share r of links lost: the true overlap is the recorded one divided by 1 - r."""
    found = corrected(np.array([0.0, 90, 40, 10]), 0.2, 0)
    assert np.allclose(found, [0, 87.5, 37.5, 12.5])


def test_the_errors_of_a_drawn_population_are_undone():
    rng = np.random.default_rng(1)
    whole = people.independent(rng, people.alike(200_000, BASE))
    spoilt = people.wrongly_merged(rng, people.links_lost(rng, whole, 0.1, 5), 0.02)
    mended = corrected(people.table_of(spoilt, 5).dense, 0.1, 0.02)
    assert pooled_estimate(mended) == pytest.approx(200_000, rel=0.05)
    assert mended.sum() == pytest.approx((whole > 0).sum(), rel=0.005)


def test_missed_links_lower_and_false_links_raise_what_would_be_estimated():
    table = {(row.missed, row.false): row.estimate for row in what_if(sample_lists("UKdat_5"))}
    assert table[0.10, 0.0] < table[0.05, 0.0] < table[0.0, 0.0] < table[0.0, 0.02]
    assert table[0.0, 0.0] == pytest.approx(overlap_of(sample_lists("UKdat_5")).estimate)


def test_more_false_links_than_overlap_give_no_number():
    sparse = Lists(("A", "B"), {1: 400, 2: 400, 3: 3})
    assert what_if(sparse, missed=[0], false=[0.05])[0].estimate is None
    with pytest.raises(Refused, match="no true overlap"):
        corrected(sparse.dense, 0, 0.05)


@pytest.mark.parametrize(("missed", "false", "name"), [(-0.1, 0, "missed"), (0, 0.6, "false")])
def test_rates_that_are_no_small_shares_are_bad_input(missed, false, name):
    with pytest.raises(BadInput, match=name):
        corrected(np.array([0.0, 90, 40, 10]), missed, false)
