"""The rules of prevention, without a page."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.calendars.ages import eighteenth
from fanal.core.calendars.months import add_months
from fanal.core.errors import BadInput, Refused
from fanal.core.prevention import courses, knowledge, scholarships, sessions, timers, volunteers
from fanal.core.prevention.capacity import (
    CapacityAnswer,
    CapacityKind,
    CapacityLook,
    capacity_standing,
    check_look,
    is_old,
)
from fanal.core.prevention.codes import check_seen, fades_on
from fanal.core.prevention.courses import Assent, Completed, Yes, completions_in
from fanal.core.prevention.scholarships import LookBackAnswer, ScholarshipState, looked_back
from fanal.core.prevention.sessions import Heads, SessionState, attendance_of
from fanal.core.prevention.timers import PreventionTimer, read_timers
from fanal.core.prevention.volunteers import Vetted, VolunteerState

TODAY = date(2026, 11, 27)
DAY = timedelta(days=1)
DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))
HEADS = st.builds(Heads, *[st.integers(0, 500)] * 5)
PAPERS = st.dictionaries(st.text("abc123", min_size=1, max_size=3), st.integers(0, 10), max_size=12)
IDS = st.integers(1, 6).map(lambda n: UUID(int=n))
COMPLETIONS = st.lists(st.builds(Completed, IDS, IDS, DAYS), max_size=30)


# ── Months ───────────────────────────────────────────────────────────────────
@given(DAYS, st.integers(-60, 60))
def test_months_later_is_in_the_month_that_is_meant(day, n):
    found = add_months(day, n)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == n
    assert found.day <= day.day


def test_the_last_day_of_august_and_six_months_is_the_last_of_february():
    assert add_months(date(2026, 8, 31), 6) == date(2027, 2, 28)


# ── Attendance ───────────────────────────────────────────────────────────────
@given(st.lists(HEADS, max_size=10))
def test_heads_of_several_sessions_are_their_sum_and_nothing_is_lost(several):
    assert attendance_of(several).attendance == sum(one.attendance for one in several)


@given(HEADS)
def test_heads_have_no_figure_of_people(heads):
    assert not [
        name for name in dir(heads) if "people" in name or "unique" in name or "adult" in name
    ]


@pytest.mark.parametrize(
    ("heads", "on", "expected", "sure", "field"),
    [
        (Heads(women=3), TODAY + DAY, None, False, "on"),
        (Heads(women=-1), TODAY, None, False, "women"),
        (Heads(), TODAY, None, False, "women"),
        (Heads(women=250), TODAY, 40, False, "sure"),
    ],
)
def test_what_cannot_be_counted_so_is_refused_at_its_field(heads, on, expected, sure, field):
    with pytest.raises(BadInput) as refused:
        sessions.check_written_up(SessionState.HELD, on, heads, expected, sure, TODAY)
    assert refused.value.where == field


def test_250_in_a_room_for_40_is_kept_once_she_says_that_she_counted_so():
    heads = Heads(women=250)
    sessions.check_written_up(SessionState.HELD, TODAY, heads, 40, True, TODAY)


def test_a_session_stopped_by_officials_before_anybody_came_is_kept():
    sessions.check_written_up(SessionState.STOPPED, TODAY, Heads(), 40, False, TODAY)


# ── Tests before and after ───────────────────────────────────────────────────
@given(PAPERS, PAPERS)
def test_each_paper_is_in_a_pair_or_counted_without_one(before, after):
    found = knowledge.paired(before, after)
    assert found.pairs + found.only_before == len(before)
    assert found.pairs + found.only_after == len(after)
    assert 0 <= found.rose <= found.pairs


def test_more_papers_after_than_heads_are_refused():
    with pytest.raises(BadInput) as refused:
        knowledge.check_papers({"a": 1}, {"a": 1, "b": 2, "c": 3}, heads=2)
    assert refused.value.where == "after"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("blue7 4\nblue7 5", "line 2"),
        ("blue7", "line 1"),
        ("\nblue7 11", "line 2"),
        ("Nang Bouakham Vongsa 4", "line 1"),
        ("blue7 ²", "line 1"),
    ],
)
def test_a_paper_that_cannot_be_read_names_its_line(text, line):
    with pytest.raises(BadInput) as refused:
        knowledge.read_papers("before", text, 10)
    assert line in str(refused.value.why)


def test_papers_are_read_with_spaces_commas_and_tabs():
    assert knowledge.read_papers("before", "A 1 3\nb,4\nc\t5\n\n", 10) == {"a1": 3, "b": 4, "c": 5}


# ── Courses ──────────────────────────────────────────────────────────────────
@given(COMPLETIONS, DAYS, DAYS)
def test_a_person_is_never_counted_twice_as_unique(rows, one, other):
    first, last = sorted((one, other))
    found = completions_in(rows, first, last)
    within = [row for row in rows if first <= row.on <= last]
    assert found.people == len({row.participant for row in within})
    assert found.people <= found.completions <= len(within)


@given(COMPLETIONS)
def test_saying_everything_twice_changes_no_figure(rows):
    whole = (date(2000, 1, 1), date(2100, 1, 1))
    assert completions_in(rows, *whole) == completions_in(rows * 2, *whole)


@pytest.mark.parametrize(
    ("child", "yes", "field"),
    [
        (True, Yes(Assent.YES), "caregiver"),  # alone
        (True, Yes(Assent.NO, Assent.YES, TODAY), "own"),  # the caregiver agrees, she does not
        (True, Yes(Assent.YES, Assent.NO, TODAY), "caregiver"),  # she agrees, he does not
        (True, Yes(Assent.YES, Assent.YES), "written_on"),  # said, not written
        (True, Yes(Assent.YES, Assent.YES, TODAY + DAY), "written_on"),
        (False, Yes(Assent.NO), "own"),
        (False, Yes(Assent.NOT_ASKED), "own"),
    ],
)
def test_who_does_not_take_part(child, yes, field):
    with pytest.raises(BadInput) as refused:
        courses.check_taking_part(child, yes, TODAY)
    assert refused.value.where == field


def test_a_child_with_a_written_yes_and_an_adult_take_part():
    courses.check_taking_part(True, Yes(Assent.YES, Assent.YES, TODAY), TODAY)
    courses.check_taking_part(False, Yes(Assent.YES), TODAY)


def test_born_on_29_february_she_is_a_child_through_february():
    assert courses.is_child(date(2008, 2, 29), None, date(2026, 2, 28))
    assert not courses.is_child(date(2008, 2, 29), None, date(2026, 3, 1))


@given(DAYS)
def test_she_is_a_child_until_the_day_before_she_is_18(born):
    day = eighteenth(born)
    assert courses.is_child(born, None, day - DAY)
    assert not courses.is_child(born, None, day)


def test_who_may_be_a_child_is_one():
    assert courses.is_child(None, None, TODAY)
    assert courses.is_child(None, 17, TODAY)
    assert not courses.is_child(None, 18, TODAY)


@pytest.mark.parametrize(
    ("attended", "fits"), [(7, False), (8, True), (10, True), (11, False), (-1, False)]
)
def test_a_course_is_completed_by_its_rule(attended, fits):
    if fits:
        courses.check_completed(attended, sessions=10, needed=8)
    else:
        with pytest.raises(BadInput):
            courses.check_completed(attended, sessions=10, needed=8)


# ── What a community can do ──────────────────────────────────────────────────
LOOKS = st.lists(
    st.builds(CapacityLook, st.sampled_from(CapacityKind), st.sampled_from(CapacityAnswer), DAYS)
)


@given(LOOKS)
def test_each_fact_stands_in_one_list_and_no_list_is_a_total(looks):
    found = capacity_standing(looks)
    listed = [
        *(one.kind for one in [*found.there, *found.missing, *found.not_known]),
        *found.never_looked,
    ]
    assert sorted(listed) == sorted(CapacityKind)


@given(LOOKS)
def test_the_newest_look_counts(looks):
    found = capacity_standing(looks)
    for one in [*found.there, *found.missing, *found.not_known]:
        assert one.seen_on == max(look.seen_on for look in looks if look.kind is one.kind)


def test_a_fact_looks_old_after_a_year_and_not_a_day_before():
    look = CapacityLook(CapacityKind.PATH, CapacityAnswer.YES, date(2026, 1, 3), "tried")
    assert not is_old(look, date(2027, 1, 2))
    assert is_old(look, date(2027, 1, 3))


def test_a_yes_without_evidence_is_refused_and_a_not_known_needs_none():
    with pytest.raises(BadInput) as refused:
        check_look(CapacityLook(CapacityKind.PATH, CapacityAnswer.YES, TODAY), TODAY)
    assert refused.value.where == "evidence"
    check_look(CapacityLook(CapacityKind.PATH, CapacityAnswer.NOT_KNOWN, TODAY), TODAY)


# ── Observations ─────────────────────────────────────────────────────────────
def test_an_observation_of_3_january_is_on_no_map_a_year_later():
    assert fades_on(date(2026, 1, 3)) == date(2027, 1, 3)


@pytest.mark.parametrize("on", [TODAY + DAY, date(2025, 11, 27)])
def test_what_is_to_come_or_older_than_a_year_is_no_observation(on):
    with pytest.raises(BadInput):
        check_seen(on, TODAY)


# ── Scholarships ─────────────────────────────────────────────────────────────
def test_look_backs_are_due_after_6_15_and_24_months():
    assert scholarships.look_backs(date(2026, 6, 30)) == [
        (6, date(2026, 12, 30)),
        (15, date(2027, 9, 30)),
        (24, date(2028, 6, 30)),
    ]


@given(st.lists(st.sampled_from([None, *LookBackAnswer])))
def test_nobody_falls_out_of_a_look_back(answers):
    found = looked_back(answers)
    told = found.in_school + found.works + found.not_known + found.refused
    assert told + found.not_asked_yet == len(answers)


def test_nothing_is_paid_after_she_left_nor_while_it_is_suspended():
    begun, ended = date(2026, 1, 1), date(2026, 6, 30)
    state = ScholarshipState
    scholarships.check_payment(state.ENDED, begun, ended, ended, 5)
    with pytest.raises(Refused):
        scholarships.check_payment(state.ENDED, begun, ended, ended + DAY, 5)
    with pytest.raises(Refused):
        scholarships.check_payment(state.SUSPENDED, begun, None, ended, 5)
    with pytest.raises(BadInput):
        scholarships.check_payment(state.RUNNING, begun, None, begun - DAY, 5)
    with pytest.raises(BadInput):
        scholarships.check_payment(state.RUNNING, begun, None, ended, 0)


def test_pregnancy_is_no_ground_to_end_a_scholarship():
    assert not [one for one in scholarships.WhyEnded if "pregn" in one or "case" in one]


@pytest.mark.parametrize(
    ("first", "last", "days_open", "present", "excused"),
    [
        (TODAY, TODAY - DAY, 1, 1, 0),
        (TODAY - 9 * DAY, TODAY, 11, 1, 0),
        (TODAY - 9 * DAY, TODAY, 8, 8, 1),
        (TODAY - 9 * DAY, TODAY, 8, -1, 0),
    ],
)
def test_a_term_that_cannot_have_been_is_refused(first, last, days_open, present, excused):
    with pytest.raises(BadInput):
        scholarships.check_term(first, last, days_open, present, excused)


def test_it_does_not_end_before_what_was_paid():
    with pytest.raises(BadInput):
        scholarships.check_end(TODAY - 9 * DAY, TODAY - 2 * DAY, TODAY - DAY, TODAY)


# ── Volunteers ───────────────────────────────────────────────────────────────
def test_vetting_holds_for_two_years_and_asks_for_all_of_it():
    assert volunteers.check_vetting(Vetted(2, True, TODAY, TODAY), TODAY) == date(2028, 11, 27)
    for missing in (
        Vetted(1, True, TODAY, TODAY),
        Vetted(2, False, TODAY, TODAY),
        Vetted(2, True, None, TODAY),
        Vetted(2, True, TODAY, TODAY + DAY),
    ):
        with pytest.raises(BadInput):
            volunteers.check_vetting(missing, TODAY)


@pytest.mark.parametrize("state", [one for one in VolunteerState if one != "active"])
def test_who_is_not_active_leads_nothing(state):
    with pytest.raises(BadInput):
        volunteers.check_may_lead(state, TODAY + DAY, TODAY)


# ── The table of timers ──────────────────────────────────────────────────────
def test_each_timer_has_its_months_and_its_source():
    assert set(timers.timers()) == set(PreventionTimer)
    assert PreventionTimer.LOOK_BACK_2.months == 15


@pytest.mark.parametrize(
    "wrong",
    ['months = 0', 'months = "12"', 'months = 121', 'months = true'],
)  # fmt: skip
def test_a_wrong_table_names_file_line_and_reason(wrong):
    text = f'[[timer]]\ntimer = "vetting"\n{wrong}\nsource = "x"\nsure = "D"\n'
    with pytest.raises(BadInput) as refused:
        read_timers("timers.toml", text)
    assert "timers.toml:3" in refused.value.where
