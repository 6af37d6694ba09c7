"""Coded facts: closed lists alone, whatever a row holds."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from fanal.core.coded_facts import coded, fact_kinds
from fanal.core.coded_facts.checks import OTHER

DAY = date(2026, 5, 14)
ANYTHING = some.one_of(
    some.text(),
    some.integers(),
    some.booleans(),
    some.none(),
    some.floats(),
    some.lists(some.text()),
    some.lists(some.integers()),
    some.dictionaries(some.text(), some.text()),
)


def strings(value):
    if isinstance(value, str):
        return {value}
    return {one for one in value if isinstance(one, str)} if isinstance(value, list) else set()


@given(some.data(), some.sampled_from(sorted(fact_kinds())))
def test_no_word_anybody_typed_is_kept(data, kind):
    mark = "ກວາງ-typed-by-somebody"
    names = sorted(fact_kinds()[kind])
    codes = {name: data.draw(some.sampled_from([mark, [mark], [mark, 1]])) for name in names}
    kept = coded(kind, DAY, **codes).codes
    assert not any(mark in strings(value) for value in kept.values())


@given(some.data(), some.sampled_from(sorted(fact_kinds())))
def test_nothing_that_a_row_holds_stops_an_action(data, kind):
    codes = {name: data.draw(ANYTHING) for name in fact_kinds()[kind]}
    assert coded(kind, DAY, **codes).kind == kind


@pytest.mark.parametrize(
    ("kind", "name", "value", "kept"),
    [
        ("need", "domain", "housing", "housing"),
        ("need", "domain", "a flat in Vientiane", OTHER),
        ("need", "domain", "", None),
        ("first_contact", "forms", ["surrogacy", "Her street"], ["surrogacy"]),
        ("profile", "citizenship", "LA", "LA"),
        ("profile", "citizenship", "Lao", None),
        ("age", "age", [16, 17], [16, 17]),
        ("age", "age", (17, 16), None),
        ("exploitation", "months", 30, 30),
        ("exploitation", "months", -1, None),
        ("visit", "safe", "yes", None),
    ],
)
def test_what_is_in_its_list_stays_and_the_rest_goes(kind, name, value, kept):
    assert coded(kind, DAY, **{name: value}).codes == {name: kept}


def test_a_code_that_no_fact_has_is_a_fault_of_ours():
    with pytest.raises(KeyError):
        coded("need", DAY, words="x")
