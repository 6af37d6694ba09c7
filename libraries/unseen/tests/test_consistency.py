"""Each list in turn is the whole population, and its size is known."""

import numpy as np
import pytest

from unseen.assess.consistency import Check, consistency
from unseen.data.lists import Lists
from unseen.data.sample_data import sample_lists
from unseen.errors import BadInput
from unseen.results.answer import Answer
from unseen.results.by_name import by_name
from unseen.results.methods import Choices

RNG = np.random.default_rng(1)


plain = by_name("independence", Choices())


def test_the_size_of_a_list_is_the_truth():
    asked = []

    def method(table, rng):
        asked.append(table)
        return Answer(100, 50, 200)

    table = Lists(("A", "B", "C"), {1: 40, 3: 30, 5: 30, 7: 10, 2: 5, 4: 5})
    first = consistency(table, method, RNG).checks[0]
    assert (first.name, first.truth, first.elsewhere) == ("A", 110, 70)
    assert asked[0].counts == {0b01: 30, 0b10: 30, 0b11: 10}
    assert asked[0].names == ("B", "C")
    assert first.log_bias == pytest.approx(np.log(100 / 110))
    assert first.covered


def test_kosovo_finds_its_own_lists_too_small():
    found = consistency(sample_lists("Kosovo"), plain, RNG)
    assert len(found.done) == 4
    assert found.mean_log_bias < 0
    assert 0 <= found.coverage <= 1
    assert found.rmse >= abs(found.mean_log_bias)


def test_lists_with_few_people_elsewhere_are_passed_over_with_the_reason():
    found = consistency(sample_lists("Western"), plain, RNG)
    assert found.done == []
    assert "on another list" in str(found.checks[0].why_not)
    assert found.mean_log_bias is found.rmse is found.coverage is None


def test_a_refusal_of_the_method_is_the_reason():
    table = Lists(("A", "B", "C"), {1: 40, 3: 30, 5: 30, 2: 5, 4: 5})
    first = consistency(table, plain, RNG).checks[0]
    assert "does not exist" in str(first.why_not)


def test_two_lists_leave_nothing_to_compare():
    table = Lists(("A", "B"), {1: 40, 3: 40, 2: 5})
    assert "lists" in str(consistency(table, plain, RNG).checks[0].why_not)


def test_a_list_that_was_not_checked_has_no_bias():
    with pytest.raises(BadInput, match="could not be checked"):
        _ = Check("A", 10, 3, None).log_bias
