"""Statements of birth compared as intervals."""

from datetime import date

import pytest

from scriptnames import BadInput, BirthLevel, Born, Interval, compare_births


def day(year, month, day_):
    return Born(Interval(date(year, month, day_), date(year, month, day_)))


def year(year_, estimated=False):
    return Born(Interval(date(year_, 1, 1), date(year_, 12, 31)), estimated)


@pytest.mark.parametrize(
    ("a", "b", "level", "reason"),
    [
        (day(2001, 5, 7), day(2001, 5, 7), BirthLevel.SAME_DAY, "born the same day"),
        (
            day(2001, 5, 7),
            day(2001, 7, 5),
            BirthLevel.SAME_DAY,
            "day and month of birth turned round",
        ),
        (day(2001, 5, 7), year(2001), BirthLevel.ALLOW, "the births allow one another"),
        (
            day(2001, 1, 1),
            day(2001, 7, 5),
            BirthLevel.ALLOW,
            "the 1 January of one may stand for an unknown day",
        ),
        (day(2001, 5, 7), day(2001, 8, 9), BirthLevel.NEAR, "different days in one year"),
        (
            year(2001),
            year(2003, True),
            BirthLevel.NEAR,
            "birth years 2 apart, at least one of them estimated",
        ),
        (year(2001), year(2009), BirthLevel.APART, "birth years 8 apart"),
    ],
)
def test_births_are_compared_as_intervals(a, b, level, reason):
    assert compare_births(a, b) == compare_births(b, a)
    found, why = compare_births(a, b)
    assert (found, [str(w) for w in why]) == (level, [reason])


def test_an_unknown_birth_says_nothing():
    assert compare_births(None, year(2001)) == (BirthLevel.UNKNOWN, ())


@pytest.mark.parametrize("said", ["x", 0, 10_000, None])
def test_what_is_no_year_is_refused_by_name(said):
    with pytest.raises(BadInput, match="is no year"):
        Born.in_year(said)
