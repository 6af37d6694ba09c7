"""What must hold whatever the table."""

import itertools
import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up_lists import EIGHT, dense, shipped, table

from unseen.assess.sensitivity import stepwise_total, xi_table
from unseen.data.ids import from_ids
from unseen.data.lists import (
    Lists,
    by_name,
    from_histories,
    merged,
    without_list,
)
from unseen.errors import BadInput
from unseen.estimators.decomposable import average
from unseen.estimators.two_lists import two_lists
from unseen.loglinear.fit import fit
from unseen.loglinear.fitting import fitted_margins, margins_of
from unseen.loglinear.models import closed, hierarchical, pairwise_model
from unseen.loglinear.poisson import tail
from unseen.loglinear.ranking import ranked
from unseen.loglinear.stepwise import choose, stepwise
from unseen.results.methods import Choices, apply

UK = shipped("UKdat_5")
full_tables = st.lists(st.integers(1, 60), min_size=15, max_size=15).map(
    lambda counts: Lists(tuple("ABCD"), dict(enumerate(counts, start=1)))
)


def permuted(one, order):
    """The same people with the lists in another order."""

    def moved(w):
        return sum(1 << order.index(j) for j in range(one.lists) if w >> j & 1)

    names = tuple(one.names[j] for j in order)
    return Lists(names, {moved(w): c for w, c in reversed(one.counts.items())})


@settings(max_examples=30, deadline=None)  # the first call may compile
@given(one=full_tables, order=st.permutations(range(4)))
def test_the_order_of_lists_and_rows_changes_no_estimate(one, order):
    other = permuted(one, order)
    assert stepwise_total(other) == pytest.approx(stepwise_total(one), rel=1e-9)
    bic = Choices(replicates=0)
    assert apply("bic", other, bic).estimate == pytest.approx(apply("bic", one, bic).estimate)
    assert average(other).median == pytest.approx(average(one).median, rel=1e-6)


@pytest.mark.parametrize("method", ["stepwise", "bic", "dga", "bayes"])
def test_the_order_of_lists_and_rows_changes_no_interval_and_no_model(method):
    one = shipped("Kosovo")
    for order in ([0, 1, 2, 3], [2, 0, 3, 1]):
        found = apply(method, one, Choices(replicates=100))
        again = apply(method, permuted(one, order), Choices(replicates=100))
        assert again.limits[0.95] == pytest.approx(found.limits[0.95], rel=1e-6)
        moved_back = again.model and {
            sum(1 << order[j] for j in range(4) if q >> j & 1) for q in again.model
        }
        assert moved_back == (found.model and set(found.model))


def test_lists_in_the_order_of_their_names_are_the_same_whatever_their_order():
    assert by_name(permuted(UK, [2, 0, 4, 3, 1])) == by_name(UK)
    assert by_name(UK).counts != UK.counts


def test_the_order_of_lists_does_not_decide_between_models_that_fit_equally_well():
    tie = table("ABC", A=17, B=17, AB=11, C=15, AC=1)
    twin = table("ABC", A=17, B=17, AB=9, C=17, AC=9, BC=9)
    for one, order in itertools.product((tie, twin), itertools.permutations(range(3))):
        again = ranked(permuted(one, list(order)), hierarchical(3, 3))
        assert again.unseen == pytest.approx(ranked(one, hierarchical(3, 3)).unseen, rel=1e-9)


def test_each_pair_chosen_on_the_way_is_the_most_surprising_under_an_exact_fit():
    """The choice itself is made on rough fits where it is clear; here every fit is exact."""
    one, pairs = dense(), [1 << i | 1 << j for i in range(8) for j in range(i + 1, 8)]
    shares = one.dense / one.n
    tables = np.random.default_rng(5).multinomial(1500, shares, size=6).astype(float)
    found = choose(tables, 8, 0.02).models
    for counts, model in zip(tables, found, strict=True):
        observed, chosen = margins_of(counts), 0
        while True:
            means = fitted_margins(counts, np.array(pairwise_model(chosen, 8)))
            tails = [
                9.0 if chosen >> k & 1 else tail(observed[q], means[q]) for k, q in enumerate(pairs)
            ]
            if min(tails) >= 0.02:
                break
            chosen |= 1 << int(np.argmin(tails))
        assert chosen == model


@settings(max_examples=30, deadline=None)  # the first call may compile
@given(one=full_tables)
def test_twice_the_people_are_twice_the_estimate_without_dependence(one):
    double = Lists(one.names, {w: 2 * c for w, c in one.counts.items()})
    main = closed((), 4)
    assert fit(double, main).estimate == pytest.approx(2 * fit(one, main).estimate, rel=1e-9)


@settings(max_examples=30, deadline=None)  # the first call may compile
@given(one=full_tables, threshold=st.floats(0, 1))
def test_no_estimate_is_below_the_people_seen(one, threshold):
    assert stepwise_total(one, threshold) >= one.n
    for method in ("independence", "bic", "dga"):
        found = apply(method, one, Choices(replicates=30))
        assert min(found.estimate, *found.limits[0.95]) >= one.n - 1


def test_a_threshold_of_zero_keeps_main_effects_and_of_one_takes_every_pair_that_passes():
    none = stepwise(UK, threshold=0.0, replicates=0)
    assert none.estimate == pytest.approx(fit(UK, closed((), 5)).estimate)
    every = stepwise(UK, threshold=1.0, replicates=0)
    assert every.model == closed(UK.pairs(), 5)


def test_xi_of_one_is_the_plain_estimate():
    result = apply("stepwise", UK, Choices(replicates=100))
    rows = {xi: (total, limits) for xi, total, limits in xi_table(UK, result)}
    assert rows[1.0] == (pytest.approx(result.estimate), pytest.approx(result.limits[0.95]))
    assert rows[2.0][0] - UK.n == pytest.approx(2 * (result.estimate - UK.n))


def test_a_list_nobody_is_on_is_refused():
    with pytest.raises(BadInput, match="list C names nobody"):
        table("ABC", A=4, AB=3, B=2)


def test_a_list_equal_to_another_is_refused():
    with pytest.raises(BadInput, match="lists B and C name exactly the same people"):
        table("ABC", A=4, ABC=3, BC=2)


def test_two_lists_without_dependence_are_lincoln_petersen():
    one = table("AB", A=90, B=40, AB=10)
    assert two_lists(one).lincoln_petersen == 500
    assert fit(one, closed((), 2)).estimate == pytest.approx(500)
    assert two_lists(one).chapman == pytest.approx(101 * 51 / 11 - 1)


def test_a_list_left_out_takes_its_own_people_along():
    one = table("ABC", A=4, B=3, C=2, AB=5, BC=6, ABC=1)
    assert without_list(one, 1).counts == {0b01: 4 + 5, 0b10: 2 + 6, 0b11: 1}


def test_two_lists_merged_keep_everybody():
    one = table("ABC", A=4, B=3, C=2, AB=5, BC=6, AC=1)
    both = merged(one, 0, 2)
    assert both.names == ("A+C", "B")
    assert both.counts == {0b01: 4 + 2 + 1, 0b10: 3, 0b11: 5 + 6}


def test_lists_of_linked_ids_count_a_person_once():
    one = from_ids({"hotline": ["p1", "p2", "p2"], "court": ["p2", "p3"]})
    assert one.counts == {0b01: 1, 0b11: 1, 0b10: 1}


def test_resamples_without_an_estimate_are_counted_not_dropped():
    thin = table("ABC", A=9, B=8, C=7, AB=2, BC=1)
    found = stepwise(thin, replicates=300).bootstrap
    assert found.resampled.size == 300
    assert found.infinite > 0


def test_the_number_of_cores_changes_nothing():
    one, two = (stepwise(UK, replicates=200, cores=c).bootstrap.resampled for c in (1, 2))
    assert np.array_equal(one, two)


def test_a_seed_gives_the_same_interval_again():
    one, again, other = (stepwise(EIGHT, seed=s, replicates=100).bootstrap for s in (5, 5, 6))
    assert one.bca(0.95) == again.bca(0.95) != other.bca(0.95)


PLAINLY = """
import numpy as np
from unseen import sample_lists
from unseen.estimators.latent import latent
from unseen.loglinear.bic import best_by_bic
from unseen.loglinear.stepwise import stepwise

def answers():
    table, few = sample_lists("UKdat_4"), {"r_compatible": True}
    yield from stepwise(table, replicates=15, **few).bootstrap.resampled
    yield from best_by_bic(table, replicates=5, keep=40, **few).bootstrap.resampled
    found = latent(table, np.random.default_rng(1), chains=2, draws=100, burn_in=0)
    yield from (found.estimate, *found.interval95)
"""


def test_without_the_compiler_the_answers_are_the_same():
    plain = subprocess.run(
        [sys.executable, "-c", PLAINLY + "print(*answers())"],
        env=os.environ | {"UNSEEN_NO_NUMBA": "1", "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    compiled: dict[str, object] = {}
    exec(PLAINLY, compiled)
    found = [float(x) for x in plain.stdout.replace("np.float64(", "").replace(")", "").split()]
    assert found == pytest.approx([*compiled["answers"]()], rel=1e-10)


@given(st.lists(st.integers(1, 7), min_size=30))
def test_one_history_a_person_is_counted(histories):
    try:
        one = from_histories("ABC", histories)
    except BadInput:
        return
    assert one.n == len(histories)


def test_every_pair_empty_leaves_nothing_to_estimate():
    apart = table("ABC", A=10, B=12, C=9)
    assert stepwise_total(apart) is None
    assert np.isinf(choose(apart.dense[None, :], 3, 0.02).unseen[0])


def test_pairs_come_in_reading_order():
    assert UK.pairs() == [1 << i | 1 << j for i, j in itertools.combinations(range(5), 2)]
