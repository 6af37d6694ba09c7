"""Clocks by country, and the files in which they and the duties to report stand."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.calendars.months import add_months
from fanal.core.errors import BadInput
from fanal.core.law.basis import Basis
from fanal.core.protection.clocks import Clock, ClockStep, clock, clocks, read_clocks
from fanal.core.protection.duties import duties, duties_in, read_duties
from fanal.core.protection.follow_up import follow_up_days

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
MONTHS = st.integers(0, 120)
ROW = '[[clock]]\nstep = "review"\ncountry = "anywhere"\nmonths = 3\nsource = "x"\nsure = "K"\n'


def test_each_clock_names_its_source_and_how_sure_it_is():
    for one in clocks():
        assert one.basis.house or (one.basis.source and one.basis.sure in ("S", "X", "K"))


def test_every_step_has_a_clock_in_every_country():
    for step in ClockStep:
        for country in ("TH", "VN", "KH", "ZZ", ""):
            assert clock(step, country).step is step


def test_thailand_gives_45_days_and_a_country_without_a_text_30():
    assert clock(ClockStep.RECOVERY, "TH").days == 45
    assert clock(ClockStep.RECOVERY, "TH").of_country
    assert clock(ClockStep.RECOVERY, "KH").days == 30
    assert not clock(ClockStep.RECOVERY, "KH").of_country


def test_a_clock_can_count_working_days_of_its_country():
    runs = Clock(ClockStep.FIRST, "FR", Basis("x"), days=3, counted="working")
    assert runs.after(date(2026, 12, 24)) == date(2026, 12, 30)  # Christmas and a week-end


def test_waves_keep_the_last_day_of_the_month():
    """Programmes, R1: returned 31 Aug 2026."""
    assert [str(day) for day in follow_up_days(date(2026, 8, 31))] == [
        "2027-02-28",
        "2027-08-31",
        "2028-02-29",
        "2028-08-31",
        "2029-08-31",
    ]


@given(DAYS, MONTHS, MONTHS)
def test_more_months_are_never_an_earlier_day(day, some, more):
    assert add_months(day, some) <= add_months(day, some + more)


@given(DAYS, MONTHS)
def test_months_are_as_long_as_a_calendar_says(day, months):
    found = add_months(day, months)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
    assert found.day <= day.day
    assert found.day == day.day or (found + timedelta(days=1)).month != found.month


@given(st.sampled_from([one for one in clocks() if not one.waves]), DAYS)
def test_it_had_run_out_by_this_day_and_not_a_day_later(one, today):
    day = one.ran_out_by(today)
    assert one.after(day) < today <= one.after(day + timedelta(days=1))


@given(DAYS, DAYS)
def test_a_clock_that_begins_later_ends_no_earlier(one, other):
    for runs in clocks():
        if one <= other:
            assert runs.after(one) <= runs.after(other)
        assert runs.before(one) <= one <= runs.after(one)


@pytest.mark.parametrize(
    ("text", "place", "why"),
    [
        (ROW.replace("review", "revew"), "x.toml:2", "revew is no step"),
        (ROW.replace("anywhere", "XX"), "x.toml:3", "not an ISO 3166"),
        (ROW.replace("months = 3", "months = 0"), "x.toml:4", "not a number of months"),
        (ROW.replace("months = 3", "months = true"), "x.toml:4", "not a number of months"),
        (ROW.replace("months = 3", "months = 3\ndays = 1"), "x.toml:4", "one of them"),
        (ROW.replace('"K"', '"sure"'), "x.toml:6", "sure"),
        (ROW + "house = true\n", "x.toml:6", "no certainty"),
        (ROW + "house = 1\n", "x.toml:7", "true or false"),
        (ROW + "colour = 1\n", "x.toml:7", "not a known entry"),
        (ROW + ROW, "x.toml:8", "stands twice"),
        (ROW + ROW.replace("anywhere", "TH").replace("3", "9999"), "x.toml:10", "not a number"),
        (ROW.replace("months = 3", 'days = 3\ncounted = "working"'), "x.toml:5", "no calendar"),
        (ROW.replace("months = 3", "waves = [6, 3]"), "x.toml:4", "one after the other"),
        ("[[clock]\n", "x.toml:1", ""),
    ],
)
def test_a_clock_that_cannot_be_is_refused_with_its_line(text, place, why):
    with pytest.raises(BadInput) as refused:
        read_clocks("x.toml", text)
    assert refused.value.where == place
    assert why in str(refused.value.why)


def test_a_step_without_a_clock_anywhere_is_refused():
    with pytest.raises(BadInput, match="holds anywhere"):
        read_clocks("x.toml", ROW.replace("anywhere", "TH"))


def test_a_duty_says_what_to_whom_and_by_which_text_in_every_language():
    for one in duties().values():
        if one.known:
            assert set(one.what) == set(one.to) == {"en", "fr", "vi"}
            assert one.source


def test_a_country_of_which_nothing_is_known_is_said_and_never_taken_for_none():
    cambodia, nowhere = duties_in(["KH", "JP", "KH"])
    assert not cambodia.known
    assert not nowhere.known
    assert nowhere.country == "JP"


def test_a_duty_for_children_holds_of_who_may_be_one():
    thai = duties()["TH"]
    assert thai.concerns(child=True)
    assert not thai.concerns(child=False)
    assert duties()["FR"].concerns(child=False)
    assert not duties()["KH"].concerns(child=True)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('[[duty]]\ncountry = "XX"\n', "x.toml:2"),
        ('[[duty]]\ncountry = "TH"\nknown = 1\n', "x.toml:3"),
        ('[[duty]]\ncountry = "TH"\nwho = "all"\n', "x.toml:3"),
        ('[[duty]]\ncountry = "KH"\nknown = false\n' * 2, "x.toml:5"),
        ('[[duty]]\ncountry = "TH"\nwho = "child"\nsource = "x"\nsure = "S"\n', "x.toml:1"),
    ],
)
def test_a_duty_that_cannot_be_is_refused_with_its_line(text, place):
    with pytest.raises(BadInput) as refused:
        read_duties("x.toml", text)
    assert refused.value.where == place
