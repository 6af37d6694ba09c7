"""An hour as people write it: the same in a task, in court, in care and with any day."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.calendars.hours import after_those_of_its_minute, read_hour
from fanal.core.errors import BadInput


@pytest.mark.parametrize(
    ("written", "hour"),
    [
        ("18:00", time(18)),
        ("18.30", time(18, 30)),
        ("9", time(9)),
        ("9 h", time(9)),
        ("9H", time(9)),
        ("14 h 05", time(14, 5)),
        ("18 30", time(18, 30)),
        ("930", time(9, 30)),
        ("1800", time(18)),
        ("18:00:30", time(18, 0, 30)),
        (" ", None),
    ],
)
def test_it_is_read_as_people_write_it(written, hour):
    assert read_hour(written) == hour


@pytest.mark.parametrize(
    "written", ["25", "25:00", "9:75", "18:60", "noon", "evening", "-1:00", "9" * 40, "18::30:00"]
)
def test_what_is_no_hour_is_refused_and_says_how_to_write_one(written):
    with pytest.raises(BadInput, match="18:00") as refused:
        read_hour(written)
    assert refused.value.where == "hour"


@given(st.times().map(lambda hour: hour.replace(microsecond=0)))
def test_what_a_browser_sends_is_that_hour(hour):
    assert read_hour(f"{hour:%H:%M:%S}") == hour
    assert read_hour(f"{hour:%H:%M}") == hour.replace(second=0)


MINUTE = datetime(2026, 12, 1, 11, 21, tzinfo=UTC)


@given(seconds=st.lists(st.floats(0, 59.9)))
def test_an_hour_to_the_minute_is_after_all_that_was_recorded_in_it(seconds):
    recorded = [MINUTE + timedelta(seconds=one) for one in seconds]
    at = after_those_of_its_minute(MINUTE, recorded)
    assert all(at > one for one in recorded)
    assert at.replace(second=0, microsecond=0) == MINUTE


def test_an_hour_stays_as_it_was_written_beside_other_minutes_and_with_its_seconds():
    recorded = [MINUTE + timedelta(seconds=43)]
    for at in (MINUTE - timedelta(minutes=1), MINUTE + timedelta(seconds=5)):
        assert after_those_of_its_minute(at, recorded) == at
