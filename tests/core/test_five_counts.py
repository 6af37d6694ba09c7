"""Rates with everybody in them, whose printed numbers tell of nobody."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.coded_facts.outcome_rates import (
    OF_NOBODY,
    CountedAs,
    FiveCounts,
    five_counts,
    not_apart,
    printed,
    tell_on_each_other,
)
from fanal.core.coded_facts.periods import period_named, quarter_named, quarter_of
from fanal.core.number_pages.printed import CellState, InFile, in_file

TODAY = date(2026, 11, 28)
FEW = printed(3)
numbers = st.integers(0, 40)
counts = st.builds(FiveCounts, *[numbers] * 6, of_refused=st.booleans(), unsaid=numbers)


@given(st.lists(st.sampled_from(CountedAs)), st.booleans())
def test_nobody_is_left_out(known, of_refused):
    found = five_counts(known, of_refused=of_refused)
    assert found.due + found.not_due == len(known)


@given(counts)
def test_the_bounds_hold_whatever_is_true_of_those_of_whom_nothing_is_known(found):
    if not found.due:
        return
    low, high = found.bounds()
    unknown = found.unsaid + found.lost + (found.refused if found.of_refused else 0)
    assert 0 <= low <= 100 * found.yes / found.due
    assert 100 * (found.yes + unknown) / found.due <= high <= 100


def as_printed(found):
    return found.columns(), found.of_reached(), str(found.between())


@given(counts)
def test_what_is_printed_is_the_same_for_every_small_number(found):
    """Who sees the line cannot tell one lost person from four."""
    if not 0 < found.lost < 5 or found.due - found.lost < 10:
        return
    others = [replace(found, lost=n) for n in range(1, 5)]
    assert all(as_printed(other) == as_printed(found) for other in others)


@given(st.integers(1, 4), st.integers(1, 4))
def test_all_but_a_few_are_told_as_little_as_a_few(one, other):
    assert as_printed(FiveCounts(yes=20 - one, no=one)) == as_printed(
        FiveCounts(yes=20 - other, no=other)
    )
    assert FiveCounts(yes=one, no=20 - one).of_reached() == FEW


def test_of_nobody_reached_it_is_not_said_that_it_is_true_of_none():
    assert FiveCounts(lost=20).of_reached() == OF_NOBODY
    assert str(FiveCounts(no=20).of_reached()) == "0"
    assert in_file(OF_NOBODY) == InFile(None, None, CellState.OF_NOBODY)


few = st.lists(st.integers(0, 9), min_size=4, max_size=4)


@given(few)
def test_of_a_quarter_its_year_and_the_others_leave_three_numbers_or_more_open(quarters):
    """Whoever has all five printed numbers tries every four quarters that would print the same."""

    def shown(four):
        return [str(printed(one)) for one in (*four, sum(four))]

    if tell_on_each_other(quarters):
        return
    hidden = [quarter if not 0 < quarter < 5 else None for quarter in quarters]
    choices = [range(1, 5) if one is None else [one] for one in hidden]
    would = [four for four in product(*choices) if shown(four) == shown(quarters)]
    for n, one in enumerate(hidden):
        assert one is not None or len({four[n] for four in would}) >= 3


@pytest.mark.parametrize(
    ("quarters", "told"),
    [
        ((6, 3, 0, 0), True),  # nine in the year, less six
        ((1, 1, 1, 1), True),  # fewer than five in the year, and somebody in each
        ((1, 1, 6, 0), True),
        ((2, 3, 6, 0), False),
        ((3, 0, 0, 0), False),  # the year tells no more
        ((5, 6, 0, 20), False),
    ],
)
def test_where_a_quarter_could_be_had_from_the_year_none_of_the_line_is_printed(quarters, told):
    each = [FiveCounts(yes=20, lost=quarter) for quarter in quarters]
    line = each[0].beside(each)
    assert tell_on_each_other(quarters) == (line.instead is not None) == told
    texts = {*map(str, line.columns()), str(line.of_reached()), str(line.between())}
    assert (texts == {"only by year"}) == told


@given(st.lists(st.integers(0, 12), min_size=1, max_size=4))
def test_of_a_list_whoever_knows_the_sum_still_has_three_numbers_for_a_small_one(parts):
    said = dict(enumerate(parts))
    hidden = not_apart(said)
    small = [n for n in said if 0 < said[n] < 5]
    if hidden == set(said):
        return  # nothing is printed
    choices = [
        range(1, 5) if n in small else range(5, 40) if n in hidden else [one]
        for n, one in said.items()
    ]
    would = [each for each in product(*choices) if printed(sum(each)) == printed(sum(parts))]
    assert all(len({each[n] for each in would}) >= 3 for n in small)


def test_beside_a_small_number_the_next_larger_one_is_not_printed_and_no_more():
    assert not_apart({"fear": 30, "no place": 12, "too far": 2}) == {"no place"}
    assert not_apart({"fear": 30, "no place": 12, "too far": 2, "other": 3}) == set()
    assert not_apart({"fear": 30, "no place": 12}) == set()
    assert not_apart({"fear": 5, "too far": 1}) == {"fear", "too far"}


own_counts = st.builds(FiveCounts, *[st.integers(0, 20)] * 6, unsaid=st.integers(0, 20))


@given(counts, own_counts)
def test_who_counts_her_own_cannot_tell_one_of_the_others_from_four(rest, own):
    if not 0 < rest.lost < 5 or rest.due - rest.lost < 10:
        return

    def read(lost):
        return as_printed(_together(replace(rest, lost=lost), own))

    assert all(read(n) == read(rest.lost) for n in range(1, 5))


@given(counts, own_counts)
def test_the_bounds_hold_beside_her_own_too(rest, own):
    found = _together(rest, own)
    if not found.due:
        return
    low, high = found.bounds()
    unknown = found.unsaid + found.lost + (found.refused if found.of_refused else 0)
    assert 0 <= low <= 100 * found.yes / found.due
    assert 100 * (found.yes + unknown) / found.due <= high <= 100


def _together(rest, own):
    names = ("yes", "no", "refused", "lost", "died", "not_due", "unsaid")
    added = {name: getattr(rest, name) + getattr(own, name) for name in names}
    return replace(rest, known=(own,), **added)


def test_a_quarter_of_the_others_is_not_had_from_their_year_either():
    quarters = [
        _together(FiveCounts(yes=20, lost=n), FiveCounts(lost=m)) for n, m in ((3, 5), (6, 0))
    ]
    assert set(map(str, quarters[1].beside(quarters).columns())) == {"only by year"}
    alone = [replace(quarter, known=()) for quarter in quarters]
    assert alone[1].beside(alone).instead is None


def test_where_all_five_together_are_known_no_one_of_them_is_what_is_left():
    assert str(FiveCounts(yes=12, not_due=4).within().between()) == "not shown separately"
    assert set(map(str, FiveCounts(yes=12, not_due=4).within().columns())) == {
        "not shown separately"
    }
    assert str(FiveCounts(yes=12, lost=2, not_due=3).within().of_reached()) == "12"
    assert FiveCounts(yes=12, not_due=6).within() == FiveCounts(yes=12, not_due=6)


def test_of_fewer_than_eleven_there_is_no_rate():
    assert "%" not in str(FiveCounts(yes=10).between())
    assert str(FiveCounts(yes=11).between()) == "100 to 100 %"
    assert str(FiveCounts(yes=10, lost=10).between()) == "50 to 100 %"
    assert str(FiveCounts(yes=10, refused=10, of_refused=False).between()) == "50 to 50 %"


def test_a_period_is_a_year_or_a_quarter_and_never_one_to_come():
    year, quarter = period_named("2025", TODAY), period_named("2026-2", TODAY)
    assert (year.first, year.last, year.key) == (date(2025, 1, 1), date(2025, 12, 31), "2025")
    assert (quarter.first, quarter.last) == (date(2026, 4, 1), date(2026, 6, 30))
    assert quarter.moved(-2).key == "2025-4" == quarter_of(date(2025, 12, 31)).key
    wrong = ("", "2026-5", "2027", "²026", "99999999999", "2026-", "1999", "x-1")
    assert {period_named(one, TODAY).key for one in wrong} == {"2026"}


def test_where_only_quarters_are_counted_what_names_none_is_this_quarter():
    assert quarter_named("2025-4", TODAY).key == "2025-4"
    this = quarter_of(TODAY)
    assert {quarter_named(one, TODAY) for one in ("", "2025", "x-1", "9" * 5000)} == {this}
    assert quarter_named(this.moved(1).key, TODAY) == this
