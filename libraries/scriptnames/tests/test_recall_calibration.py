"""Vietnamese names beside others: found nearly as often, and never by evidence that is not there."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scriptnames.comparer import Comparer
from scriptnames.register import collective_linkage, recall_calibration
from scriptnames.register.pairs import Scored, why_beside
from scriptnames.register.reading import read_register as read
from scriptnames.register.recall_calibration import A_BIT, CLOSE_ENOUGH, MOST_BITS
from scriptnames.register.weights import probability

MOST = int(MOST_BITS * A_BIT)


def pairs(of_them, of_others, seed=1):
    """Bits of 4,000 pairs, their means given, and which are Vietnamese."""
    dice = np.random.default_rng(seed)
    bits = np.concatenate([dice.normal(mean, 4, 2_000) for mean in (of_them, of_others)])
    return np.repeat([True, False], 2_000), bits


def shares(vietnamese, bits, steps):
    """The shares found, of Vietnamese pairs and of others, at the line where most comes right."""
    chance, moved = probability(bits), bits + vietnamese * steps / A_BIT
    order = np.argsort(-moved)
    hits = chance[order].cumsum()
    line = moved[order][(2 * hits / (np.arange(1, len(bits) + 1) + chance.sum())).argmax()]
    found = moved >= line
    return [chance[found & one].sum() / chance[one].sum() for one in (vietnamese, ~vietnamese)]


def test_where_they_are_as_sure_as_others_nothing_is_added():
    assert recall_calibration.steps_more(*pairs(1, 1), records=10_000) == 0


def test_where_they_are_surer_nothing_is_taken_away():
    assert recall_calibration.steps_more(*pairs(6, 0), records=10_000) == 0


def test_where_they_fall_behind_they_weigh_as_much_more_as_evens_it_out():
    vietnamese, bits = pairs(-2, 3)
    steps = recall_calibration.steps_more(vietnamese, bits, records=10_000)
    assert 0 < steps < MOST
    before, after = (shares(vietnamese, bits, more) for more in (0, steps))
    assert before[1] - before[0] > CLOSE_ENOUGH
    assert after[1] - after[0] == pytest.approx(CLOSE_ENOUGH, abs=0.02)


def test_what_cannot_be_told_apart_does_not_come_to_seem_so():
    assert recall_calibration.steps_more(*pairs(-6, 9), records=10_000) == MOST


def test_of_few_pairs_no_share_is_told():
    vietnamese, bits = pairs(-2, 3)
    some = np.r_[:40, 2_000:2_040]
    assert recall_calibration.steps_more(vietnamese[some], bits[some], records=80) == 0


@pytest.mark.parametrize(
    ("records", "least"), [(10_000, 0), (50_000, 1), (100_000, 2), (400_000, 5), (9_000_000, 8)]
)
def test_the_size_of_a_register_sets_the_least(records, least):
    nobody = np.zeros(0)
    assert recall_calibration.steps_more(nobody.astype(bool), nobody, records) == least
    assert recall_calibration.steps_more(*pairs(6, 0), records) == least


@given(st.floats(-8, 8), st.floats(-8, 8), st.integers(2, 2_000_000), st.integers(0, 9))
def test_it_is_never_less_than_nothing_nor_more_than_the_most(them, others, records, seed):
    assert 0 <= recall_calibration.steps_more(*pairs(them, others, seed), records) <= MOST


def test_only_pairs_with_a_vietnamese_name_weigh_more():
    register = read({"name": ["Nguyễn Thị Mai", "Nguyen Mai", "Sok Dara", "Sok Dara"] * 15_000})
    left, right = np.array([0, 2]), np.array([1, 3])
    found = Scored(left, right, np.array([3.0, 3.0]))
    judged = Comparer().judged_together(register, found)
    assert judged.beside["evened"].tolist() == [1, 0]
    alone = {field: level for field, level in judged.beside.items() if field != "evened"}
    bits = collective_linkage.default_weights().score(alone, records=100_000)
    assert judged.bits - bits == pytest.approx([1 / A_BIT, 0])


def test_that_a_name_weighs_more_is_told():
    beside = {field: np.zeros(2, dtype=np.int8) for field in (*collective_linkage.SIZES, "evened")}
    beside["evened"][1] = 2
    assert [len(why_beside(beside, pair)) for pair in (0, 1)] == [0, 1]
    assert str(*why_beside(beside, 1)).startswith("Vietnamese names")
    del beside["evened"]  # in the application nobody counts it
    assert why_beside(beside, 1) == ()
