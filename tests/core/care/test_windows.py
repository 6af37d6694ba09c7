"""Medical windows: from the earliest hour, never longer than they are. C1 and C2 of the care examples."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.care.windows import (
    ActTime,
    CameWithin,
    WindowKind,
    act_time,
    came_within,
    medical_windows,
    read_windows,
    see_today,
    windows_left,
)
from fanal.core.errors import BadInput

BANGKOK = "Asia/Bangkok"
TOLD = datetime(2026, 3, 12, 9, tzinfo=ZoneInfo(BANGKOK))
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))


def of(act, now=TOLD):
    return {one.window.kind: one for one in windows_left(act, now)}


def test_c1_the_hours_left_are_counted_from_the_hour_of_the_act_in_its_own_time():
    act = act_time(date(2026, 3, 10), time(22, 30), BANGKOK, now=TOLD)
    found = of(act)
    assert found[WindowKind.HIV].until == datetime(2026, 3, 13, 22, 30, tzinfo=ZoneInfo(BANGKOK))
    assert found[WindowKind.HIV].hours_left == 37.5
    assert found[WindowKind.CONTRACEPTION].until == datetime(
        2026, 3, 15, 22, 30, tzinfo=ZoneInfo(BANGKOK)
    )
    assert act.exact


def test_c2_a_day_without_an_hour_counts_from_its_earliest_hour():
    act = act_time(date(2026, 3, 9), None, BANGKOK, now=TOLD)
    assert not act.exact
    assert of(act)[WindowKind.HIV].until == datetime(2026, 3, 12, tzinfo=ZoneInfo(BANGKOK))
    assert not of(act)[WindowKind.HIV].open
    assert of(act)[WindowKind.CONTRACEPTION].open


def test_a_change_of_the_clock_makes_no_window_longer():
    paris = ZoneInfo("Europe/Paris")
    now = datetime(2026, 3, 29, 12, tzinfo=paris)
    act = act_time(date(2026, 3, 28), time(12), "Europe/Paris", now=now)
    assert of(act, now)[WindowKind.HIV].left == timedelta(hours=72 - 23)


def test_nobody_knows_when_asks_to_see_her_today():
    assert see_today(None, TOLD)


def test_long_ago_asks_nothing_of_today():
    act = act_time(date(2026, 1, 10), None, BANGKOK, now=TOLD)
    assert not see_today(act, TOLD)
    assert [one.open for one in windows_left(act, TOLD)] == [True, True, False, False, False, False]


@pytest.mark.parametrize(("hours", "came"), [(72, CameWithin.THREE_DAYS), (73, CameWithin.FIVE_DAYS),
                                             (121, CameWithin.LATER)])  # fmt: skip
def test_who_came_in_time_is_counted_by_days(hours, came):
    act = ActTime(TOLD, TOLD)
    assert came_within(act, TOLD + timedelta(hours=hours)) is came


def test_what_is_to_come_is_refused():
    with pytest.raises(BadInput, match="still to come"):
        act_time(date(2026, 3, 13), None, BANGKOK, now=TOLD)


@given(
    earliest=MOMENTS,
    wider=st.timedeltas(timedelta(0), timedelta(days=5)),
    passed=st.timedeltas(timedelta(0), timedelta(days=40)),
)
def test_not_knowing_better_never_makes_a_window_longer(earliest, wider, passed):
    now = earliest + passed
    sure, unsure = (
        of(ActTime(earliest, earliest), now),
        of(ActTime(earliest - wider, earliest), now),
    )
    for kind, one in unsure.items():
        assert one.left is None or one.left <= sure[kind].left


@given(earliest=MOMENTS, passed=st.timedeltas(timedelta(0), timedelta(days=40)))
def test_a_window_that_is_closed_never_opens_again(earliest, passed):
    act = ActTime(earliest, earliest)
    now, later = of(act, earliest + passed), of(act, earliest + passed + timedelta(hours=1))
    assert all(now[kind].open for kind, one in later.items() if one.open)


def test_each_window_has_its_source_and_its_certainty():
    assert {one.kind for one in medical_windows()} == set(WindowKind)
    assert all(one.basis.source and one.basis.sure in "SXK" for one in medical_windows())


def test_a_window_of_no_hours_is_refused_with_its_line():
    text = '[[window]]\ncode = "hiv"\nhours = 0\nsource = "x"\nsure = "S"\n'
    with pytest.raises(BadInput) as caught:
        read_windows("w.toml", text)
    assert caught.value.where.startswith("w.toml:3")
