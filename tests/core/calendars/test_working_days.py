from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.calendars import add_working_days, is_working_day
from fanal.core.calendars.working_days import COUNTRIES
from fanal.core.errors import BadInput

days = st.dates(date(2015, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("day", "country"),
    [
        (date(2011, 12, 5), "TH"),  # birthday of King Bhumibol
        (date(2025, 1, 29), "VN"),  # first day of the lunar year
        (date(2025, 4, 14), "LA"),  # Lao new year
        (date(2025, 4, 14), "KH"),  # Khmer new year
        (date(2025, 7, 14), "FR"),
        (date(2025, 11, 22), "TH"),  # a Saturday
    ],
)
def test_offices_are_closed_on_that_countrys_days(day, country):
    assert not is_working_day(day, country)


def test_ten_working_days_in_vietnam_step_over_the_lunar_new_year():
    assert add_working_days(date(2025, 1, 24), 10, "VN") == date(2025, 2, 14)
    assert add_working_days(date(2025, 1, 24), 10, "FR") == date(2025, 2, 7)


@given(days, st.integers(0, 40), st.sampled_from(COUNTRIES))
def test_a_deadline_falls_on_a_working_day_with_the_number_asked_before_it(start, n, country):
    end = add_working_days(start, n, country)
    between = [date.fromordinal(d) for d in range(start.toordinal() + 1, end.toordinal() + 1)]
    assert sum(is_working_day(d, country) for d in between) == n
    assert n == 0 or is_working_day(end, country)


def test_a_country_without_calendar_is_named():
    with pytest.raises(BadInput, match="XX"):
        add_working_days(date(2025, 1, 1), 3, "XX")


@pytest.mark.parametrize("number", [-1, 10**9])
def test_a_senseless_number_of_days_is_refused(number):
    with pytest.raises(BadInput, match="days"):
        add_working_days(date(2025, 1, 1), number, "TH")
