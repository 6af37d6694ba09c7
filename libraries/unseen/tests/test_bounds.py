"""The interval under stated inequality: its promises, and that it covers what it says it covers."""

from math import isclose

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unseen.assess.bounds import (
    Assumption,
    bounds,
    harder_of,
    least_harder,
    overlap_factor,
)
from unseen.data.lists import Lists
from unseen.data.sample_data import sample_lists
from unseen.errors import BadInput, Refused
from unseen.estimators.overlap import one_end_tail, overlap_of, poisson_limits
from unseen.simulation.designs import DESIGNS

TWO_LISTS = Lists(("police", "shelter"), {0b01: 90, 0b10: 40, 0b11: 10})
# One of each kind of class; the others are drawn in the long form.
DRAWN = ("indep", "worst9", "hetero_hid", "dep")
IN_A_CLASS = [
    name if name in DRAWN else pytest.param(name, marks=pytest.mark.long)
    for name, design in DESIGNS.items()
    if design.assumption
]

kinds_of_people = st.lists(st.tuples(st.floats(1, 9), st.floats(1, 9)), min_size=1, max_size=6)


def test_two_lists_give_the_estimate_of_lincoln_and_petersen():
    assert overlap_of(TWO_LISTS).estimate == 100 * 50 / 10


@given(kinds_of_people)
def test_no_population_of_the_class_overlaps_by_more_than_the_factor(kinds):
    first, second = np.array(kinds).T
    ratio = (first * second).mean() / (first.mean() * second.mean())
    assert 1 / overlap_factor(9) - 1e-12 <= ratio <= overlap_factor(9) + 1e-12


def test_a_tenth_nine_times_as_easy_reaches_the_factor():
    easy = np.array([9.0] + [1.0] * 9)
    assert isclose((easy**2).mean() / easy.mean() ** 2, overlap_factor(9))


def test_opposed_halves_reach_its_inverse():
    first, second = np.array([9.0, 1.0]), np.array([1.0, 9.0])
    ratio = (first * second).mean() / (first.mean() * second.mean())
    assert isclose(ratio, 1 / overlap_factor(9))


@given(st.floats(1, 500))
def test_the_factor_tells_how_unequal_people_must_be(harder):
    assert isclose(harder_of(overlap_factor(harder)), harder, rel_tol=1e-6)


@given(st.floats(1, 20), st.floats(0, 0.9), st.floats(1, 10))
def test_assuming_less_never_narrows_the_interval(harder, unreachable, dependence):
    plain = bounds(TWO_LISTS, Assumption())
    weaker = bounds(TWO_LISTS, Assumption(harder, unreachable, dependence))
    # One chance of error is spent at one end rather than two: a few hundredths.
    assert weaker.high >= 0.9 * plain.high
    assert weaker.low <= 1.1 * plain.low
    assert weaker.low >= weaker.n
    assert weaker.low <= weaker.inner_low
    assert weaker.inner_low <= weaker.inner_high * (1 + 1e-12)
    assert weaker.inner_high <= weaker.high
    assert weaker.low <= weaker.low_if_same_people <= weaker.high


def test_thirty_in_a_hundred_unreachable_raise_the_range_by_ten_sevenths():
    found = bounds(TWO_LISTS, Assumption(unreachable=0.3))
    assert isclose(found.inner_low, 500)
    assert isclose(found.inner_high, 500 / 0.7)


def test_the_order_of_lists_changes_nothing():
    table = sample_lists("UKdat_5")
    turned = {sum((w >> j & 1) << (4 - j) for j in range(5)): c for w, c in table.counts.items()}
    a = bounds(table, Assumption(9, 0.1))
    b = bounds(Lists(table.names[::-1], turned), Assumption(9, 0.1))
    assert np.allclose([a.low, a.high, a.least_harder], [b.low, b.high, b.least_harder])


def test_lists_without_a_shared_person_are_refused():
    with pytest.raises(Refused, match="nothing limits"):
        bounds(Lists(("police", "shelter"), {0b01: 90, 0b10: 40}), Assumption())


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("harder", 0.5),
        ("harder", float("nan")),
        ("harder", 1e9),
        ("unreachable", 1.0),
        ("unreachable", -0.1),
        ("dependence", 0.0),
    ],
)
def test_an_assumption_that_means_nothing_is_bad_input(field, value):
    with pytest.raises(BadInput, match=field):
        Assumption(**{field: value})


def test_a_level_that_is_no_probability_is_bad_input():
    with pytest.raises(BadInput, match="level"):
        bounds(TWO_LISTS, Assumption(), level=1.0)


def test_pairs_of_lists_that_disagree_contradict_that_all_are_alike():
    kosovo = sample_lists("Kosovo")
    with pytest.raises(Refused, match=r"1\.7 times or more"):
        bounds(kosovo, Assumption())
    assert bounds(kosovo, Assumption(harder=1.8)).least_harder < 1.8


def test_stated_dependence_explains_part_of_the_disagreement():
    kosovo = sample_lists("Kosovo")
    assert least_harder(kosovo, dependence=1.3) < least_harder(kosovo)


@pytest.mark.parametrize(
    "name",
    ["worst9", *(pytest.param(one, marks=pytest.mark.long) for one in ("indep", "hi3", "opposed"))],
)
def test_a_class_that_holds_the_people_is_rarely_contradicted(name):
    design, rng = DESIGNS[name], np.random.default_rng(5)
    least = [least_harder(design.table(rng), design.assumption.dependence) for _ in range(200)]
    assert np.mean(np.array(least) > design.assumption.harder) <= 0.03


@given(st.integers(1, 10_000), st.floats(0.001, 0.2))
def test_poisson_limits_hold_the_count(count, tail):
    few, many = poisson_limits(count, tail)
    assert few < count < many


@pytest.mark.parametrize(("width", "tail"), [(0, 0.025), (50, 0.05)])
def test_the_error_goes_to_one_end_when_the_range_is_wide(width, tail):
    assert isclose(one_end_tail(width, 0.95), tail, rel_tol=1e-6)


@pytest.mark.parametrize("name", IN_A_CLASS)
def test_the_interval_covers_every_design_of_its_class(name):
    """300 data sets: three Monte Carlo standard errors below 95 % is 91.2 %."""
    design, rng = DESIGNS[name], np.random.default_rng(11)
    found = [bounds(design.table(rng), design.assumption) for _ in range(300)]
    assert np.mean([each.low <= design.people <= each.high for each in found]) > 0.912


@pytest.mark.parametrize("name", ["hetero", "hetero_hid"])
def test_it_is_the_assumption_that_covers_not_luck(name):
    design, rng = DESIGNS[name], np.random.default_rng(12)
    found = [bounds(design.table(rng), Assumption()) for _ in range(100)]
    assert np.mean([each.low <= design.people <= each.high for each in found]) < 0.2
