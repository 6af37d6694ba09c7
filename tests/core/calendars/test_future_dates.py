"""What is told of has happened, today at the latest."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.calendars.future_dates import refuse_future
from fanal.core.errors import BadInput

DAYS = st.dates(date(2000, 1, 1), date(2099, 1, 1))


@given(DAYS, st.integers(0, 9999))
def test_today_and_each_day_before_it_may_be_told_of(today, days):
    refuse_future("on", today - timedelta(days=days), today)


@given(DAYS, st.integers(1, 9999))
def test_a_day_to_come_is_refused_at_its_question(today, days):
    with pytest.raises(BadInput) as refused:
        refuse_future("seen_on", today + timedelta(days=days), today)
    assert refused.value.where == "seen_on"
