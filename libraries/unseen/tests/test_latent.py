"""Latent classes: found where chains agree, said where they do not."""

import numpy as np
import pytest

from unseen.data.lists import Lists
from unseen.data.sample_data import sample_lists
from unseen.errors import BadInput
from unseen.estimators.chains import r_hat
from unseen.estimators.latent import latent
from unseen.simulation.designs import DESIGNS


def test_chains_that_agree_have_r_hat_one_and_others_more():
    draws = np.random.default_rng(1).standard_normal((4, 1000))
    assert r_hat(draws) == pytest.approx(1, abs=0.01)
    assert r_hat(draws + np.arange(4)[:, None]) > 1.5
    assert np.isnan(r_hat(np.ones((4, 100))))


def test_independent_lists_are_covered():
    design = DESIGNS["hi3"]
    found = latent(
        design.table(np.random.default_rng(2)), np.random.default_rng(3), draws=1000, burn_in=500
    )
    assert found.interval95[0] < design.people < found.interval95[1]
    assert found.interval95[0] <= found.interval80[0] <= found.estimate <= found.interval80[1]


@pytest.mark.long
def test_kosovo_comes_out_as_published():
    """Median 10,367 (8,727 to 13,930) with the same prior in other software."""
    found = latent(sample_lists("Kosovo"), np.random.default_rng(4), draws=6000, burn_in=2000)
    assert 9_000 < found.estimate < 11_800
    assert found.r_hat < 1.1
    assert found.chains == 4


def test_a_small_table_comes_out_as_by_weighing_three_million_draws_of_the_prior():
    """28, 30, 36, 47 and 57 people are the quantiles by importance sampling, without chains."""
    small = Lists(tuple("ABC"), {1: 6, 2: 5, 3: 2, 4: 7, 5: 3, 6: 2, 7: 1})
    found = latent(small, np.random.default_rng(3), draws=6000, burn_in=500)
    quantiles = [*found.interval95, *found.interval80, found.estimate]
    assert quantiles == pytest.approx([28, 57, 30, 47, 36], rel=0.08)
    assert found.r_hat < 1.05


def test_short_chains_on_sparse_lists_say_that_they_disagree():
    found = latent(sample_lists("Ned_5"), np.random.default_rng(1), draws=500, burn_in=0)
    assert "R-hat" in str(found.notes[0])
    assert "do not agree" in str(found.notes[1])


def test_touching_the_cap_is_said():
    found = latent(sample_lists("Western"), np.random.default_rng(1), draws=300, burn_in=100, cap=2)
    assert found.at_cap > 0
    assert found.interval95[1] <= 3 * 345
    assert "beyond the cap" in str(found.notes[-1])


def test_the_seed_decides():
    one, two = (
        latent(sample_lists("Western"), np.random.default_rng(9), draws=100, burn_in=50)
        for _ in "ab"
    )
    assert one == two


def test_one_chain_cannot_be_judged():
    with pytest.raises(BadInput, match="2 chains"):
        latent(sample_lists("Western"), np.random.default_rng(1), chains=1)
