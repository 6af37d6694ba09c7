"""Estimates equal to the published ones and to those of R (seed 1234, 1,000 resamples)."""

from dataclasses import replace

import pytest
from made_up_lists import shipped

from unseen.estimators.decomposable import average, chordal_graphs
from unseen.loglinear import existence
from unseen.loglinear.bic import best_by_bic, rank_or_search
from unseen.loglinear.models import closed, generators, hierarchical, written
from unseen.loglinear.stepwise import stepwise

# Chan, Silverman & Vincent 2021; R packages SparseMSE 2.0.1 and MultipleSystemsEstimation 1.2.0.
STEPWISE = {
    "UKdat": (11417.991092, 9267, 14307),
    "UKdat_5": (11312.990289, 8785, 14701),
    "UKdat_4": (11015.244454, 9028, 13482),
    "Ned_5": (121521.613712, 47393, 162846),
    "NewOrl_5_185": (1034.151065, 589, 1704),
    # In print the upper limit is 3,670.
    "Western": (2483.383920, 1293, 3672),
    "Kosovo": (14341.663800, 12596, 16527),
}
# Silverman, Chan & Vincent 2024; R package MultipleSystemsEstimation 1.2.0.
BIC = {
    ("UKdat_5", 99): (25311.290613, 11227, 55831),
    ("UKdat_4", 99): (11987, 10062, 32295),
    ("Kosovo", 99): (10356.518957, 6947, 18010),
    ("Kosovo", 2): (14341.663800, 12525, 16477),
    ("Ned_5", 99): (148788.758991, 45663, 3253394),
    ("Western", 99): (2483.383920, 1293, 4889),
}
# R package dga on a grid of 1,000 points up to 30 n.
GRAPHS = {
    "UKdat_5": (23016, 10408, 33481),
    "UKdat_4": (11397, 9501, 13585),
    "Ned_5": (50270, 41616, 203328),
    "Western": (2128, 1340, 3868),
    "Kosovo": (12593, 9818, 16557),
}

# All their models are many, or six lists: tried in the long form.
MANY = {"UKdat", "UKdat_5", "Ned_5", ("UKdat_5", 99), ("Ned_5", 99)}


def few(tables):
    return [pytest.param(*(table if isinstance(table, tuple) else [table]), marks=pytest.mark.long)
            if table in MANY else table for table in tables]  # fmt: skip


@pytest.mark.parametrize("name", few(STEPWISE))
def test_stepwise_estimates_and_limits_come_out_to_every_printed_digit(name):
    point, low, high = STEPWISE[name]
    found = stepwise(shipped(name), r_compatible=True)
    assert found.estimate == pytest.approx(point, rel=1e-7)
    assert [round(x) for x in found.bootstrap.bca(0.95)] == [low, high]


def test_a_resample_equal_to_the_data_but_for_rounding_is_below_it_in_the_r_mode_alone():
    in_r = stepwise(shipped("Western"), r_compatible=True).bootstrap
    assert round(in_r.bca(0.95)[1]) == 3672
    assert round(replace(in_r, exact=False).bca(0.95)[1]) == 3671


@pytest.mark.parametrize(("name", "order"), few(BIC))
def test_bic_estimates_and_limits_come_out_to_every_printed_digit(name, order):
    point, low, high = BIC[name, order]
    found = best_by_bic(shipped(name), order=order, r_compatible=True)
    assert found.estimate == pytest.approx(point, rel=1e-4 if point == round(point) else 1e-6)
    assert [round(x) for x in found.bootstrap.bca(0.95)] == [low, high]


@pytest.mark.parametrize("name", few(GRAPHS))
def test_averages_over_graphs_come_out_to_every_printed_digit(name):
    found = average(shipped(name), r_compatible=True)
    assert (round(found.median), *map(round, found.interval(0.95))) == GRAPHS[name]


@pytest.mark.long
def test_the_grid_moves_the_average_over_graphs_by_less_than_its_step():
    table = shipped("UKdat_5")
    fine = average(table)
    assert abs(fine.median - average(table, r_compatible=True).median) < 30 * table.n / 999
    assert fine.trustworthy


def test_the_best_model_of_the_uk_table_is_the_published_one():
    ranking = rank_or_search(shipped("UKdat_5"), 99)
    assert ranking.bic[0] == pytest.approx(195.879106, abs=1e-6)
    assert [written(q) for q in generators(ranking.family.model(0))] == ["25", "34", "123"]


def test_pairwise_models_alone_give_another_best_number():
    table = shipped("UKdat_5")
    ranking = rank_or_search(table, 2)
    assert table.n + ranking.unseen[0] == pytest.approx(22991.331314, rel=1e-6)


@pytest.mark.parametrize(
    ("name", "admissible"), [("Kosovo", 113), ("UKdat_4", 111), ("Western", 3354), ("Ned_5", 6083)]
)
def test_as_many_models_of_three_lists_a_term_have_an_estimate_as_in_r(name, admissible):
    assert len(rank_or_search(shipped(name), 3).family) == admissible


@pytest.mark.parametrize(
    ("lists", "order", "many"), [(3, 9, 8), (4, 9, 113), (5, 9, 6893), (5, 2, 1024)]
)
def test_all_hierarchical_models_are_listed_once(lists, order, many):
    family = hierarchical(lists, order)
    assert len(family) == many == len({row.tobytes() for row in family.held})


@pytest.mark.parametrize(("lists", "many"), [(3, 8), (4, 61), (5, 822)])
def test_all_chordal_graphs_are_listed_once(lists, many):
    graphs = chordal_graphs(lists)
    assert len(graphs) == many == len({row.tobytes() for row in graphs})


@pytest.mark.parametrize(
    ("pairs", "code"),
    [
        ([0b011, 0b101, 0b110], existence.NOT_IDENTIFIED),
        ([0b011], existence.NOT_EXIST),
        ([0b101, 0b110], existence.OK),
    ],
)
def test_the_artificial_table_shows_each_way_to_fail(pairs, code):
    table = shipped("Artificial_3")
    assert existence.judge(table.counts, closed(pairs, 3), 3) == code


@pytest.mark.long
def test_with_six_lists_all_models_of_pairs_are_tried():
    ranking = rank_or_search(shipped("UKdat"), 99)
    assert ranking.complete
    assert len(ranking.family) + ranking.without_estimate == 32_768
