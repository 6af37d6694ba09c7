"""The designs are what they say, and a score counts what it says it counts."""

import json
from math import isnan

import numpy as np
import pytest

from unseen.errors import BadInput, Refused
from unseen.estimators.overlap import overlap_of
from unseen.results.answer import Answer
from unseen.results.by_name import by_name
from unseen.results.choices import Choices
from unseen.simulation import populations as people
from unseen.simulation.coverage import score
from unseen.simulation.designs import BASE, DESIGNS, MANY
from unseen.simulation.fitted_designs import design

SEEN_BY_LISTS = [round(MANY * rate) for rate in BASE]


def sizes(histories, lists):
    return np.array([(histories >> j & 1).sum() for j in range(lists)])


def plain(table, rng):
    middle = overlap_of(table).estimate
    return Answer(middle, middle / 2, middle * 2)


@pytest.mark.parametrize("name", ["indep", "hetero", "hetero_hid", "worst9", "worst9_hid", "dep"])
def test_lists_keep_their_sizes_whoever_is_hard_to_reach(name):
    rng = np.random.default_rng(1)
    drawn = np.mean([sizes(DESIGNS[name].draw(rng), 5) for _ in range(60)], axis=0)
    assert np.allclose(drawn, SEEN_BY_LISTS, rtol=0.05)


@pytest.mark.parametrize(
    ("name", "ratio"), [("indep", 1), ("hetero", 3 / 7), ("hetero_hid", 0.7), ("worst9", 0.36)]
)
def test_inequality_makes_the_plain_estimate_too_low_by_a_known_part(name, ratio):
    found = score(DESIGNS[name], "plain", plain, sets=100, seed=3)
    assert found.ratio == pytest.approx(ratio, rel=0.04)


def test_lost_links_make_people_more_and_false_links_fewer():
    rng = np.random.default_rng(2)
    whole = people.independent(rng, people.alike(50_000, BASE))
    lost = people.links_lost(rng, whole, 0.2, 5)
    wrong = people.wrongly_merged(rng, whole, 0.05)
    assert sizes(lost, 5).tolist() == sizes(whole, 5).tolist()
    assert (lost > 0).sum() > (whole > 0).sum() > (wrong > 0).sum()


def test_odds_ratios_are_met():
    both = people.joint_chance(0.1, 0.2, 5.0)
    odds = both * (1 - 0.3 + both) / ((0.1 - both) * (0.2 - both))
    assert odds == pytest.approx(5.0)
    assert people.joint_chance(0.1, 0.2, 0.0) == 0


def test_exclusive_lists_share_nobody():
    table = DESIGNS["dep"].table(np.random.default_rng(4))
    assert not any(history & 0b11000 == 0b11000 for history in table.counts)


def test_duplicates_and_newcomers_add_people_seen():
    rng = np.random.default_rng(5)
    whole = people.independent(rng, people.alike(50_000, BASE))
    assert (people.duplicated(rng, whole, 0.05, 5) > 0).sum() > (whole > 0).sum()
    assert (people.replaced(rng, whole, 0.3, 0b11000) > 0).sum() > (whole > 0).sum()


@pytest.mark.parametrize("name", DESIGNS)
def test_every_design_draws_a_table(name):
    assert DESIGNS[name].table(np.random.default_rng(6)).n > 0


def test_the_same_seed_gives_the_same_score():
    once, again, other = (score(DESIGNS["lo3"], "plain", plain, 20, seed) for seed in (1, 1, 2))
    assert once == again
    assert once != other


def test_misses_are_told_apart_and_refusals_counted():
    answers = iter(
        [(1, 1, 1)] * 3 + [(9e9, 9e9, 9e9)] * 2 + [(5000, 1, 9e9)] * 3 + ["refuse", "fail"]
    )

    def method(table, rng):
        answer = next(answers)
        if answer == "refuse":
            raise Refused("no")
        return Answer(*(answer if answer != "fail" else [float("inf")] * 3))

    found = score(DESIGNS["indep"], "made up", method, sets=10, seed=1)
    assert (found.too_low, found.too_high, found.coverage) == (3 / 8, 2 / 8, 3 / 8)
    assert (found.refused, found.failed) == (0.1, 0.1)
    assert found.coverage_error == pytest.approx((3 / 8 * 5 / 8 / 8) ** 0.5)


def test_a_method_that_always_refuses_has_no_coverage():
    def method(table, rng):
        raise Refused("never")

    found = score(DESIGNS["indep"], "silent", method, sets=2, seed=1)
    assert isnan(found.coverage)
    assert found.refused == 1
    assert json.loads(json.dumps(found.to_dict(), allow_nan=False))["coverage"] is None


def test_an_unknown_design_is_bad_input():
    with pytest.raises(BadInput, match="no such design"):
        design("nonsense")


def test_no_data_set_at_all_is_bad_input():
    with pytest.raises(BadInput, match="sets"):
        score(DESIGNS["indep"], "plain", plain, 0, 1)


def test_a_fitted_population_has_as_many_people_as_the_model_says():
    uk = design("UK5step")
    assert uk.people == 11_313
    drawn = [uk.table(np.random.default_rng(seed)).n for seed in range(20)]
    assert np.mean(drawn) == pytest.approx(2744, rel=0.02)


def test_people_on_one_list_are_as_many_as_it_holds():
    kosovo = design("known:Kosovo:HRW")
    assert kosovo.people == 685
    assert (kosovo.draw(np.random.default_rng(1)) == 0).sum() == pytest.approx(306, abs=60)


def test_a_method_that_there_is_not_is_bad_input():
    with pytest.raises(BadInput, match="not one of"):
        by_name("oracle", Choices())
