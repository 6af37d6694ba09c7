from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.calendars import Era, Interval, PartialDate, read_date, read_text
from fanal.core.calendars.intervals import common, hull
from fanal.core.errors import BadInput

days = st.dates(date(1900, 1, 1), date(2100, 12, 31))
intervals = st.tuples(days, days).map(lambda two: Interval(min(two), max(two)))


@pytest.mark.parametrize(
    ("text", "known", "to_confirm"),
    [
        ("2011-12-14", "2011-12-14", False),
        ("14.12.2011", "2011-12-14", False),
        ("14/12/2554", "2011-12-14", True),
        ("12/2554", "2011-12", True),
        ("2554", "2011", True),
        ("๑๔/๑๒/๒๕๕๔", "2011-12-14", True),
        ("໑໔.໑໒.໒໐໑໑", "2011-12-14", False),
        ("១៤-១២-២០១១", "2011-12-14", False),
        (" 1996 ", "1996", False),
    ],
)
def test_a_date_is_read_in_both_eras_and_any_digits(text, known, to_confirm):
    reading = read_text(text)
    assert (str(reading.date), reading.to_confirm) == (known, to_confirm)


@pytest.mark.asvs("V2.2.3")
@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("31.02.2568", "day"),
        ("29.02.2011", "day"),
        ("00.01.2000", "day"),
        ("14.13.2011", "month"),
        ("1.1.1700", "year"),
        ("yesterday", "date"),
        ("", "date"),
        ("12.2011.14", "date"),
        ("9" * 10_000, "date"),
        ("<script>", "date"),
    ],
)
def test_a_date_that_never_was_is_refused_and_the_place_named(text, where):
    with pytest.raises(BadInput) as problem:
        read_text(text)
    assert problem.value.where == where
    assert len(str(problem.value)) < 200


def test_a_year_said_to_be_buddhist_needs_no_confirmation():
    assert not read_date(2554, era=Era.BUDDHIST).to_confirm
    assert read_date(2554).to_confirm


def test_a_buddhist_year_called_common_is_refused():
    with pytest.raises(BadInput, match="2554"):
        read_date(2554, era=Era.COMMON)


@pytest.mark.parametrize("era", [None, Era.BUDDHIST])
def test_a_year_of_nobody_is_named_as_it_was_written(era):
    with pytest.raises(BadInput, match="9999 is not a year"):
        read_date(9999, era=era)


def test_a_day_without_its_month_is_refused():
    with pytest.raises(BadInput, match="month"):
        PartialDate(2011, None, 14)


@given(days)
def test_a_buddhist_date_means_the_same_day(day):
    common_era = read_date(day.year, day.month, day.day, era=Era.COMMON)
    buddhist = read_date(day.year + 543, day.month, day.day, era=Era.BUDDHIST)
    assert buddhist.date == common_era.date


@given(days)
def test_what_is_left_out_widens_and_never_moves_the_interval(day):
    whole = PartialDate(day.year, day.month, day.day).interval
    month = PartialDate(day.year, day.month).interval
    year = PartialDate(day.year).interval
    assert whole == Interval(day, day)
    assert year.earliest <= month.earliest <= day <= month.latest <= year.latest


@given(days)
def test_a_date_written_is_read_back(day):
    for date_ in (PartialDate(day.year), PartialDate(day.year, day.month)):
        assert read_text(str(date_)).date == date_


@given(st.lists(intervals, min_size=1, max_size=5), days)
def test_a_day_is_common_exactly_when_it_is_in_every_interval(several, day):
    shared = common(several)
    assert (shared is not None and day in shared) == all(day in one for one in several)


@given(st.lists(intervals, min_size=1, max_size=5))
def test_the_hull_holds_every_interval(several):
    whole = hull(several)
    assert all(one.earliest in whole and one.latest in whole for one in several)


def test_an_interval_that_ends_before_it_begins_is_refused():
    with pytest.raises(BadInput):
        Interval(date(2011, 1, 2), date(2011, 1, 1))
