"""Nights, admissions, restrictions, visitors and timers of a shelter."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.calendars import AgeInterval
from fanal.core.casework.whose_consent import ConsentAge
from fanal.core.errors import BadInput
from fanal.core.shelters.admission import Admission, BedAnswer, check_admission
from fanal.core.shelters.nights import (
    NightFinding,
    NightState,
    StayDays,
    agreed,
    board,
    differing,
    evening_of,
    night_state,
    nights,
    occupancy,
    places,
)
from fanal.core.shelters.restrictions import RestrictionNow, check_renewal
from fanal.core.shelters.timers import ShelterTimer, read_timers
from fanal.core.shelters.visitors import check_visitor
from fanal.core.shelters.words import check_no_place

DAY = timedelta(days=1)
FIRST = date(2026, 3, 1)
NAMES = tuple("abcdef")
ANSWERS = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(list(NightFinding)))


# ── The night ────────────────────────────────────────────────────────────────
@given(ANSWERS, ANSWERS, ANSWERS)
def test_a_night_is_closed_only_once_every_difference_is_settled(first, second, settled):
    open_ones = differing(NAMES, first, second)
    closed = night_state(NAMES, [first, second], settled) is NightState.CLOSED
    assert closed == (set(open_ones) <= set(settled))
    assert night_state(NAMES, [second, first], settled) is night_state(
        NAMES, [first, second], settled
    )


@given(ANSWERS, ANSWERS, ANSWERS)
def test_what_both_say_is_never_changed_by_what_was_found_together(first, second, settled):
    found = agreed(NAMES, [first, second], settled)
    for one in NAMES:
        if one in first and first.get(one) == second.get(one):
            assert found[one] is first[one]


@given(st.dictionaries(st.sampled_from(NAMES), st.sampled_from(list(NightFinding))))
def test_accounted_for_and_missing_are_everybody(found):
    told = board(found)
    assert told.accounted + told.missing == len(found)
    assert told.all_well == (NightFinding.NOT_SEEN not in found.values())


def test_one_count_is_not_two():
    assert night_state(NAMES, [], {}) is NightState.NOT_COUNTED
    assert night_state(NAMES, [{}], {}) is NightState.ONE_COUNTED
    assert agreed(NAMES, [dict.fromkeys(NAMES, NightFinding.SEEN)], {}) == {}


@pytest.mark.parametrize(("hour", "day"), [(23, 1), (0, 28), (11, 28), (12, 1)])
def test_a_count_after_midnight_is_of_the_evening_before(hour, day):
    assert evening_of(datetime(2026, 3, 1, hour, 20, tzinfo=UTC)).day == day


def test_h3_a_stay_over_midnight_is_one_night_in_the_first_house():
    moved = StayDays(FIRST, FIRST + DAY)
    assert nights([moved], FIRST, FIRST) == 1
    assert nights([StayDays(FIRST + DAY)], FIRST, FIRST) == 0


def test_h10_occupancy_has_the_places_open_each_day_below_it():
    last = FIRST + 29 * DAY
    beds = [StayDays(FIRST) for _ in range(12)]
    assert places(beds, FIRST, last) == 360
    assert occupancy(250, places(beds, FIRST, last)) == Decimal("69.4")
    beds[0] = StayDays(FIRST, FIRST + 10 * DAY)
    assert places(beds, FIRST, last) == 340
    assert occupancy(0, 0) is None


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40))
def test_nights_of_two_months_are_those_of_both(begin, long, cut):
    stay = StayDays(FIRST + begin * DAY, FIRST + (begin + long) * DAY)
    last = FIRST + 60 * DAY
    middle = FIRST + cut * DAY
    both = nights([stay], FIRST, middle) + nights([stay], middle + DAY, last)
    assert both == nights([stay], FIRST, last)
    assert both == sum(stay.covers(FIRST + n * DAY) for n in range(61))


# ── Admission ────────────────────────────────────────────────────────────────
ADULT = ConsentAge(AgeInterval(30, 30))
GIRL = ConsentAge(AgeInterval(10, 10))


@given(
    st.sampled_from(list(BedAnswer)),
    st.sampled_from([ADULT, GIRL, ConsentAge()]),
    st.sampled_from([None, True, False]),
    st.booleans(),
    st.sampled_from(["", "Lotus"]),
)
def test_a_no_is_always_taken_and_a_second_bed_never(answer, age, assent, carer, elsewhere):
    told = Admission(answer, age, assent, carer=carer, sleeps_in=elsewhere)
    if answer is BedAnswer.REFUSED:
        check_admission(told)
    elif elsewhere:
        with pytest.raises(BadInput, match="Lotus"):
            check_admission(told)
    elif age is ADULT or answer is BedAnswer.NOT_ABLE_NOW or (assent and carer):
        check_admission(told)
    else:
        with pytest.raises(BadInput) as refused:
            check_admission(told)
        assert refused.value.where in {"assent", "given_by"}


@pytest.mark.parametrize(("age", "asked"), [(0, False), (5, False), (6, True), (14, True)])
def test_small_children_are_not_asked_what_they_cannot_answer(age, asked):
    told = Admission(BedAnswer.GIVEN, ConsentAge(AgeInterval(age, age)), carer=True)
    if asked:
        with pytest.raises(BadInput):
            check_admission(told)
    else:
        check_admission(told)


def test_from_fifteen_on_her_own_word_is_enough():
    check_admission(Admission(BedAnswer.GIVEN, ConsentAge(AgeInterval(16, 16)), assent=True))


# ── Restrictions, visitors, places ───────────────────────────────────────────
NOI, RITH = UUID(int=1), UUID(int=2)


@given(st.integers(0, 30))
def test_h5_a_restriction_runs_seven_days(days):
    assert RestrictionNow(NOI, FIRST).runs(FIRST + days * DAY) == (days < 7)


def test_h5_only_another_person_renews_it_with_reason_and_her_words():
    now = RestrictionNow(NOI, FIRST)
    check_renewal(now, RITH, FIRST + 6 * DAY, why="He calls.", hers="All right.")
    for by, day, why, hers in (
        (NOI, 6, "x", "x"),
        (RITH, 7, "x", "x"),
        (RITH, 6, "", "x"),
        (RITH, 6, "x", " "),
    ):
        with pytest.raises(BadInput):
            check_renewal(now, by, FIRST + day * DAY, why=why, hers=hers)


@pytest.mark.parametrize("name", ["Somchai Dee", "สมชาย ดี", "Somchai", "somchai  dee"])
def test_a_name_that_may_be_his_is_not_let_in(name):
    with pytest.raises(BadInput):
        check_visitor(name, ["Somchai Dee"])


@pytest.mark.parametrize("name", ["ສົມໄຊ ດີ", "Somchit Dee"])
def test_of_a_name_that_only_looks_alike_she_is_asked(name):
    with pytest.raises(BadInput) as asked:
        check_visitor(name, ["Somchai Dee"])
    assert asked.value.where == "another"
    check_visitor(name, ["Somchai Dee"], another=True)


def test_another_name_is_let_in():
    check_visitor("Mali Boun", ["Somchai Dee", ""])


@pytest.mark.parametrize("text", ["Room 2, 3 beds", "12,50 baht", "2026-03-01, 10.30", "aged 12+1"])
def test_numbers_that_tell_no_place_may_be_written(text):
    assert check_no_place("words", text) == text


# ── Timers ───────────────────────────────────────────────────────────────────
def test_timers_have_their_rows():
    assert ShelterTimer.RESTRICTION.span == 7 * DAY
    assert ShelterTimer.INCIDENT_READ.span == DAY


@pytest.mark.parametrize(("country", "on", "due"), [
    ("TH", date(2026, 11, 27), date(2026, 12, 2)),  # a Friday: over the weekend
    ("TH", date(2026, 12, 3), date(2026, 12, 9)),  # the fifth is a day off, given back on Monday
    ("LA", date(2026, 12, 3), date(2026, 12, 8)),
    ("XX", date(2026, 12, 3), date(2026, 12, 8)),  # no calendar: three days and a weekend
])  # fmt: skip
def test_a_complaint_is_answered_within_three_working_days_of_the_country(country, on, due):
    assert ShelterTimer.COMPLAINT_ANSWERED.after(on, country) == due
    assert str(ShelterTimer.COMPLAINT_ANSWERED.sentence()) == "3 working days"
    assert ShelterTimer.RESTRICTION.after(on, country) == on + 7 * DAY


@pytest.mark.parametrize(
    "row",
    [
        'timer = "other"\ndays = 7',
        'timer = "restriction"\ndays = 0',
        'timer = "restriction"\ndays = "7"',
        'timer = "restriction"\ndays = 7\nmore = 1',
        'timer = "restriction"\ndays = 7',
    ],
)
def test_a_file_of_timers_that_is_wrong_names_its_line(row):
    text = f'[[timer]]\n{row}\nsource = "a book"\nsure = "S"\n'
    with pytest.raises(BadInput, match=r"x\.toml:\d"):
        read_timers("x.toml", text)
