"""What may be quoted: a lower limit that holds, rounded outwards, and a range only under a class."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up_lists import shipped, table

from unseen.assess.bounds import Assumption
from unseen.data.lists import Lists
from unseen.estimators.lower_bound import chao
from unseen.results.by_name import by_name
from unseen.results.comparison import side_by_side
from unseen.results.methods import Choices, apply, suitable
from unseen.results.quoted import (
    LIMITING,
    at_least,
    quoted,
    rounded_down,
    rounded_up,
    stated,
)
from unseen.simulation.coverage import score
from unseen.simulation.designs import DESIGNS

FEW = Choices(replicates=100)
CHECKED = ["two_groups", "small_two_groups"] + [
    pytest.param(one, marks=pytest.mark.long)
    for one in ("plain", "referral", "lognormal", "uncatch")
]
# Populations whose lists depend on each other in both directions, or hide a part of the people.
OTHERS = ["UK5step", "dep", "lo3", "hetero", "sigma20", "xi_high"]


def test_an_interval_is_rounded_outwards():
    assert (rounded_down(117), rounded_up(212)) == (110, 220)
    assert (rounded_down(2500), rounded_up(2500)) == (2500, 2500)
    assert (rounded_down(7.6), rounded_up(7.6)) == (7, 8)


@given(st.floats(0.1, 1e12))
def test_rounding_never_makes_an_interval_narrower_and_keeps_two_digits(value):
    low, high = rounded_down(value), rounded_up(value)
    assert low <= value <= high
    for one in (low, high):
        assert len(str(one).rstrip("0")) <= 2
    assert high - low <= max(1, value / 10)


def test_chao_by_hand():
    """40 on A alone, 30 on B, 20 on C; 6 on A and B, 4 on B and C: 90 + 10 + 2600 / 11."""
    found = chao(table("ABC", A=40, B=30, C=20, AB=6, BC=4))
    assert found.estimate == pytest.approx(100 + (40 * 30 + 40 * 20 + 30 * 20) / 11)


def test_chao_needs_nobody_on_two_lists_for_a_lower_limit():
    low, high = chao(table("ABC", A=40, B=30, C=20, ABC=6)).limits(0.95)
    assert 96 < low < math.inf
    assert high == math.inf


@pytest.mark.parametrize("people", [3000, 30_000])
def test_chao_reaches_the_number_when_all_are_alike(people):
    chances = np.array([0.1, 0.08, 0.12, 0.06])
    expected = {
        w: round(people * np.prod([p if w >> j & 1 else 1 - p for j, p in enumerate(chances)]))
        for w in range(1, 16)
    }
    found = chao(Lists(tuple("ABCD"), expected))
    assert found.estimate == pytest.approx(people, rel=0.01)


def test_what_is_quoted_is_the_lowest_lower_limit():
    together = side_by_side(shipped("UKdat_5"), FEW)
    lows = {name: together.results[name].limits[0.95][0] for name in LIMITING}
    found = at_least(together.results)
    assert found.people == min(lows.values())
    assert lows[found.method] == found.people
    said = str(quoted(shipped("UKdat_5"), together.results))
    assert f"at least about {rounded_down(found.people):,} people" in said


def test_an_answer_whose_upper_limit_is_absurd_still_lowers_what_is_quoted():
    together = side_by_side(shipped("Ned_5"), replace(FEW, r_compatible=False))
    everything = at_least(together.results)
    without = {n: r for n, r in together.results.items() if n not in ("stepwise", "dga")}
    assert everything.people <= at_least(without).people


def test_without_resamples_no_limit_is_quoted():
    lists = shipped("Western")
    together = side_by_side(lists, Choices(replicates=0))
    assert at_least(together.results) is None
    assert "Without resamples" in str(quoted(lists, together.results))


def test_lists_that_show_no_more_than_was_seen_say_so():
    lists = table("ABC", A=3, B=2, C=2, AB=40, AC=40, BC=40, ABC=400)
    said = str(quoted(lists, side_by_side(lists, FEW).results))
    assert "527 people were seen. How many more there were, these lists do not tell" in said


def test_too_few_on_two_lists_bear_no_sentence():
    lists = table("ABC", A=40, B=30, C=20, AB=3)
    assert "bear no estimate" in str(quoted(lists, side_by_side(lists, FEW).results))


def test_two_lists_are_quoted_by_chaos_bound():
    lists = table("AB", A=90, B=80, AB=40)
    found = at_least(side_by_side(lists, FEW).results)
    assert found.method == "chao"


def test_the_range_under_a_class_names_the_whole_class():
    lists = shipped("Western")
    own = stated(lists, Assumption(4, 0.1, 2), own=True)
    said = str(quoted(lists, {}, own))
    for words in (
        "at most 4 times less likely",
        "at most 10% of all people",
        "at most 2 times more",
    ):
        assert words in said
    assert "between 430 and 9,800" in said


def test_every_method_that_may_lower_the_limit_is_among_those_run():
    assert set(LIMITING) <= set(suitable(shipped("UKdat_5")))


@pytest.mark.parametrize("name", CHECKED)
def test_the_quoted_sentence_holds_on_the_designs_of_the_outside_check(name):
    """Few sets: 90 % coverage would leave at most three misses of ten in 99 of 100 runs.

    The full measurement is `tests/bench/test_coverage.py`.
    """
    found = score(
        DESIGNS[name], "quoted", by_name("quoted", Choices(replicates=40, order=2)), 10, 7
    )
    assert found.refused == found.failed == 0
    assert round(10 * found.coverage) >= 7
    seen = DESIGNS[name].table(np.random.default_rng(1)).n / DESIGNS[name].people
    assert found.ratio > 1.3 * seen  # it says more than how many were seen


@pytest.mark.long
def test_chaos_bound_alone_would_not_hold_where_lists_keep_people_off_each_other():
    """Why the other methods stand beside it: pairs of the model fitted to the UK lists exclude."""
    from unseen.simulation.fitted_designs import design

    uk = design("UK5step")
    alone = score(uk, "chao", by_name("chao", Choices()), 20, 7)
    with_others = score(uk, "quoted", by_name("quoted", Choices(replicates=40, order=2)), 6, 7)
    assert alone.too_high > 0.3
    assert with_others.coverage >= 5 / 6


@pytest.mark.parametrize("name", ["stepwise", "independence"])
def test_the_interval_of_one_method_would_not_hold(name):
    found = score(DESIGNS["two_groups"], name, by_name(name, Choices(replicates=60)), 10, 7)
    assert found.coverage == 0


def test_apply_knows_the_bound_as_a_method():
    assert apply("chao", shipped("Kosovo"), Choices()).estimate == chao(shipped("Kosovo")).estimate
