"""Lists that are independent only once age is known: the plain estimate fails, this one holds."""

import numpy as np
import pytest

from unseen.errors import BadInput, Refused
from unseen.estimators.doubly_robust import doubly_robust

PEOPLE = 6000


def drawn(rng):
    """Young people are easy for both lists; two columns of which the second is noise."""
    age = rng.uniform(-1.5, 1.5, PEOPLE)
    chance = 1 / (1 + np.exp(1 + 0.8 * age))
    first, second = rng.random(PEOPLE) < chance, rng.random(PEOPLE) < chance
    seen = first | second
    return first[seen], second[seen], np.column_stack([age, rng.standard_normal(PEOPLE)])[seen]


def test_without_covariates_it_is_lincoln_and_petersen():
    first = np.array([True] * 60 + [False] * 40)
    second = np.array([False] * 40 + [True] * 60)
    found = doubly_robust(first, second, np.zeros((100, 0)), np.random.default_rng(1))
    assert found.estimate == pytest.approx(60 * 60 / 20, rel=0.02)


def test_covariates_that_explain_who_is_recorded_remove_the_bias():
    covered, plain = [], []
    for seed in range(20):
        rng = np.random.default_rng(seed)
        first, second, x = drawn(rng)
        found = doubly_robust(first, second, x, rng)
        covered.append(found.interval95[0] <= PEOPLE <= found.interval95[1])
        plain.append(first.sum() * second.sum() / (first & second).sum())
    assert max(plain) < 0.9 * PEOPLE
    assert np.mean(covered) >= 0.8


@pytest.mark.parametrize(
    "learner",
    ["logistic", *(pytest.param(one, marks=pytest.mark.long) for one in ("forest", "boosting"))],
)
def test_any_learner_comes_near(learner):
    rng = np.random.default_rng(3)
    found = doubly_robust(*drawn(rng), rng, learner=learner, folds=2)
    assert found.estimate == pytest.approx(PEOPLE, rel=0.25)
    assert found.n < found.interval95[0] < found.interval80[0] < found.estimate


def test_fewer_than_five_shared_people_are_refused():
    first = np.array([True] * 30 + [False] * 26)
    second = np.array([False] * 26 + [True] * 30)
    with pytest.raises(Refused, match="only 4 people"):
        doubly_robust(first, second, np.zeros((56, 1)), np.random.default_rng(1))


FLAGS = np.ones(20, bool)


@pytest.mark.parametrize(
    ("second", "covariates", "learner", "message"),
    [
        (FLAGS[:19], np.zeros((20, 1)), "logistic", "one value for each person"),
        (FLAGS, np.zeros((19, 1)), "logistic", "one row for each person"),
        (FLAGS, np.full((20, 1), np.nan), "logistic", "row 1, covariate 1"),
        (FLAGS, np.zeros((20, 1)), "oracle", "oracle is none of"),
    ],
)
def test_rows_that_do_not_fit_are_bad_input(second, covariates, learner, message):
    with pytest.raises(BadInput, match=message):
        doubly_robust(FLAGS, second, covariates, np.random.default_rng(1), learner=learner)
