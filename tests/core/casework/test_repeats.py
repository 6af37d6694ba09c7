"""Tasks that come again: the next day is a day of the same kind, and never one that is over."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.casework.recurrence import (
    Reminder,
    Repeat,
    Timing,
    next_due,
    timed,
    timing_of,
)
from fanal.core.errors import BadInput

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
TIMINGS = st.builds(
    Timing,
    st.none() | st.times().map(lambda one: one.replace(second=0, microsecond=0)),
    st.none() | st.sampled_from(Repeat),
    st.integers(1, 31),
    st.none() | st.sampled_from(Reminder),
)


@given(TIMINGS)
def test_what_is_kept_of_a_timing_reads_as_it_was(timing):
    assert timing_of(timing.kept()) == timing


def test_a_task_of_before_there_were_hours_has_none():
    assert timing_of([]) == Timing()


@given(DAYS, st.sampled_from(Repeat), DAYS)
def test_the_next_day_is_after_the_day_due_and_after_the_day_done(due, repeat, done):
    found = next_due(due, timed(due=due, hour=None, repeat=repeat), done)
    assert found > max(due, done)


@given(DAYS, st.sampled_from([Repeat.MONTH, Repeat.QUARTER]), st.integers(0, 40))
def test_what_is_due_on_the_31st_is_due_on_the_last_day_or_the_31st_again(due, repeat, early):
    timing = timed(due=due, hour=None, repeat=repeat)
    for _again in range(6):
        due = next_due(due, timing, due - timedelta(days=early))
        assert due.day == timing.day or (due + timedelta(days=1)).day == 1


@pytest.mark.parametrize(
    ("due", "repeat", "done", "then"),
    [
        (date(2026, 11, 27), Repeat.DAY, date(2026, 11, 27), date(2026, 11, 28)),
        (date(2026, 11, 27), Repeat.WEEK, date(2026, 12, 20), date(2026, 12, 25)),
        (date(2026, 1, 31), Repeat.MONTH, date(2026, 1, 31), date(2026, 2, 28)),
        (date(2026, 11, 30), Repeat.QUARTER, date(2026, 11, 28), date(2027, 2, 28)),
    ],
)
def test_days_that_people_would_name(due, repeat, done, then):
    assert next_due(due, timed(due=due, hour=None, repeat=repeat), done) == then


def test_what_comes_once_does_not_come_again():
    day = date(2026, 11, 27)
    assert next_due(day, timed(due=day, hour=None, repeat=""), day) is None


@pytest.mark.parametrize("more", [{"hour": time(9)}, {"repeat": "week"}, {"reminder": "day"}])
def test_an_hour_a_repetition_and_a_reminder_need_a_day(more):
    with pytest.raises(BadInput) as refused:
        timed(**{"due": None, "hour": None, "repeat": "", **more})
    assert refused.value.where == "due"


def test_a_repetition_that_is_none_is_refused():
    with pytest.raises(BadInput):
        timed(due=date(2026, 11, 27), hour=None, repeat="yearly")
