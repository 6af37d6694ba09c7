"""What is earned after a course, school years by country, hours of a day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.errors import BadInput
from fanal.core.prevention.earnings import (
    EarningResult,
    Earns,
    Pay,
    check_pay,
    earned,
    earning_looks,
    earning_result,
)
from fanal.core.prevention.school_years import check_in_year, read_school_years, school_years
from fanal.core.prevention.volunteers import check_hours

TODAY = date(2026, 11, 28)
DAY = timedelta(days=1)
R = EarningResult


@pytest.mark.parametrize(
    ("answer", "now", "before", "result"),
    [
        (Earns.EARNS, Pay(900, "LAK"), Pay(800, "LAK"), R.ABOVE),
        (Earns.EARNS, Pay(800, "LAK"), Pay(800, "LAK"), R.NOT_ABOVE),
        (Earns.EARNS, Pay(800, "LAK"), None, R.NOT_COMPARED),
        (Earns.EARNS, Pay(800, "LAK"), Pay(8, "USD"), R.NOT_COMPARED),
        (Earns.EARNS, Pay(800, "LAK"), Pay(0, "USD"), R.ABOVE),
        (Earns.NOTHING, None, Pay(800, "LAK"), R.NOTHING),
        (Earns.REFUSED, None, None, R.REFUSED),
    ],
)
def test_she_is_compared_with_what_she_earned_before(answer, now, before, result):
    assert earning_result(answer, now, before) is result


def test_who_earns_says_how_much_or_that_she_does_not_say():
    for now in (None, Pay(0, "LAK")):
        with pytest.raises(BadInput) as asked:
            earning_result(Earns.EARNS, now, None)
        assert asked.value.where == "earned"
    assert check_pay(None, "", ["LAK"]) is None
    for amount, currency, where in ((-1, "LAK", "earned"), (5, "XXX", "currency")):
        with pytest.raises(BadInput) as asked:
            check_pay(amount, currency, ["LAK"])
        assert asked.value.where == where


def test_it_is_asked_after_3_6_and_12_months():
    assert earning_looks(date(2026, 8, 31)) == [
        (3, date(2026, 11, 30)),
        (6, date(2027, 2, 28)),
        (12, date(2027, 8, 31)),
    ]


@given(st.lists(st.sampled_from([*EarningResult, None])))
def test_nobody_falls_out_of_the_figure(results):
    found = earned(results)
    told = [getattr(found, slot) for slot in found.__slots__]
    assert sum(told) == len(results)


# ── School years ─────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("country", "day", "first", "last"),
    [
        ("VN", date(2026, 11, 28), date(2026, 9, 1), date(2027, 5, 31)),
        ("VN", date(2026, 7, 1), date(2025, 9, 1), date(2026, 5, 31)),
        ("TH", date(2027, 2, 1), date(2026, 5, 1), date(2027, 3, 31)),
        ("KH", date(2026, 10, 15), date(2025, 11, 1), date(2026, 9, 30)),
    ],
)
def test_a_school_year_is_that_of_its_country(country, day, first, last):
    assert school_years()[country].around(day) == (first, last)


def test_every_year_says_its_source_and_that_nobody_has_confirmed_it():
    assert set(school_years()) == {"KH", "LA", "TH", "VN"}
    assert all(one.source for one in school_years().values())
    assert not any(one.confirmed for one in school_years().values())


def test_a_term_in_the_holidays_or_over_two_years_is_asked_about_once():
    laos = school_years()["LA"]
    check_in_year(date(2026, 9, 1), date(2027, 1, 31), laos, sure=False)
    for first, last in (
        (date(2026, 7, 1), date(2026, 7, 31)),
        (date(2026, 4, 1), date(2026, 10, 31)),
    ):
        with pytest.raises(BadInput) as asked:
            check_in_year(first, last, laos, sure=False)
        assert asked.value.where == "sure"
        check_in_year(first, last, laos, sure=True)
        check_in_year(first, last, None, sure=False)


@pytest.mark.parametrize("row", ["begins = 13\nends = 5", 'begins = 9\nends = "May"'])
def test_a_wrong_row_of_the_file_is_named_with_its_line(row):
    text = f'[[year]]\ncountry = "LA"\n{row}\nsource = "x"\nsure = "K"\n'
    with pytest.raises(BadInput, match=r"is not a month"):
        read_school_years("years.toml", text)


# ── Hours ────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("hours", "that_day", "on", "where"),
    [(26, 0, TODAY, "hours"), (0, 0, TODAY, "hours"), (5, 20, TODAY, "hours"),
     (1, 0, TODAY + DAY, "on")],
)  # fmt: skip
def test_t8_26_hours_of_a_day_are_refused_at_the_field(hours, that_day, on, where):
    with pytest.raises(BadInput) as refused:
        check_hours(hours, that_day, on, TODAY)
    assert refused.value.where == where
    check_hours(4, 20, TODAY, TODAY)
