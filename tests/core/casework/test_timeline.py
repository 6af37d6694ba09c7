"""The order of a line, what was written late, and a case drawn on one line."""

from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from fanal.core.casework.entries import KINDS
from fanal.core.casework.timeline import (
    STEP,
    TICKS,
    TimelineKind,
    kind_of_entry,
    place_in_line,
    scale_of,
    written_later,
)

BANGKOK = timezone(timedelta(hours=7))
DAYS = st.dates(date(1990, 1, 1), date(2040, 1, 1))
HOURS = st.datetimes(datetime(1990, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))


def test_every_kind_of_entry_has_a_place_and_every_kind_its_words():
    assert {kind_of_entry(kind.code, kind.section) for kind in KINDS} <= set(TimelineKind)
    assert all(one.label for one in TimelineKind)


@given(HOURS)
def test_an_hour_stands_on_the_day_of_the_place_where_it_is_read(moment):
    day, _at = place_in_line(moment, BANGKOK)
    assert day == moment.astimezone(BANGKOK).date()


@given(DAYS, st.integers(0, 23))
def test_what_is_known_by_its_day_alone_comes_before_the_hours_of_that_day(day, hour):
    later = datetime(day.year, day.month, day.day, hour, 1, tzinfo=BANGKOK)
    assert place_in_line(day, BANGKOK) < place_in_line(later, BANGKOK)
    assert place_in_line(day, BANGKOK) > place_in_line(day - timedelta(days=1), BANGKOK)


@given(HOURS, st.integers(0, 59))
def test_what_was_written_in_the_minute_in_which_it_was_said_was_not_written_late(moment, seconds):
    said = moment.replace(second=0, microsecond=0)
    assert not written_later(said, said + timedelta(seconds=seconds), BANGKOK)
    assert written_later(said, said + timedelta(minutes=1), BANGKOK)
    assert not written_later(said, None, BANGKOK)


@given(DAYS, st.integers(1, 400))
def test_a_day_alone_is_late_from_the_next_day_on(day, later):
    assert written_later(day, day + timedelta(days=later), BANGKOK)
    assert not written_later(day, day, BANGKOK)


@given(st.lists(DAYS, min_size=1, max_size=60), DAYS)
def test_every_day_of_a_case_has_a_place_in_its_picture_in_order(days, today):
    scale = scale_of(days, today)
    if scale is None:
        assert set(days) == {max(today, *days)}
        return
    places = [scale.place(day) for day in sorted(days)]
    assert places == sorted(places)
    assert min(places) == scale.left
    assert all(scale.left <= one <= scale.left + scale.width for one in places)
    marks = scale.marks(days)
    assert len(marks) <= scale.width // STEP + 1
    assert all(later - one >= STEP for one, later in pairwise(marks))


@given(st.lists(DAYS, min_size=2, max_size=9), DAYS)
def test_the_days_below_the_picture_are_few_and_reach_from_end_to_end(days, today):
    if scale := scale_of(days, today):
        ticks = [day for _x, day in scale.ticks()]
        assert ticks[0] == scale.first
        assert ticks[-1] == scale.last
        assert len(ticks) <= TICKS
