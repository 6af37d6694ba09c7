"""When supervision is late, when something ends, and who is told of an incident."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.calendars.months import add_months
from fanal.core.colleagues.incidents import (
    NAMED_ONLY,
    PAST_THE_TEAM,
    SecurityIncidentKind,
    is_unread,
    whom_to_tell,
)
from fanal.core.colleagues.supervision import Meeting, facts_of, share_held
from fanal.core.colleagues.validity import (
    QualificationKind,
    ValidityState,
    check_end,
    proposed_end,
    state_on,
)
from fanal.core.errors import BadInput

TODAY = date(2026, 11, 24)
DAY = timedelta(days=1)
DAYS = st.integers(-400, 400).map(lambda n: TODAY + n * DAY)
SOKHA, NOI, CLAIRE, MAI = (UUID(int=n) for n in range(1, 5))


# ── Supervision ──────────────────────────────────────────────────────────────
def test_t2_none_for_six_weeks_is_late_since_the_last_that_was_held():
    meetings = [Meeting(TODAY - 43 * DAY, True), Meeting(TODAY - 20 * DAY, False)]
    found = facts_of(meetings, TODAY - 300 * DAY, TODAY)
    assert (found.last, found.late) == (TODAY - 43 * DAY, True)


@pytest.mark.parametrize(("days", "late"), [(14, False), (15, True)])
def test_a_meeting_is_due_every_fourteen_days(days, late):
    assert facts_of([Meeting(TODAY - days * DAY, True)], TODAY, TODAY).late is late


def test_who_is_new_is_not_late_before_fourteen_days():
    assert not facts_of([], TODAY - 14 * DAY, TODAY).late
    assert facts_of([], TODAY - 15 * DAY, TODAY).late


@given(st.lists(st.tuples(DAYS, st.sampled_from([None, True, False]))))
def test_what_is_planned_ahead_is_neither_held_nor_missed(rows):
    meetings = [Meeting(*row) for row in rows]
    held, due = share_held(meetings, TODAY)
    assert 0 <= held <= due == sum(meeting.on <= TODAY for meeting in meetings)


# ── What ends ────────────────────────────────────────────────────────────────
@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 60))
def test_so_many_months_later_is_in_that_month_and_never_a_day_more(day, months):
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day


def test_the_last_of_february_is_found():
    assert add_months(date(2024, 2, 29), 24) == date(2026, 2, 28)


def test_vetting_ends_after_24_months_and_of_a_course_nothing_is_made_up():
    day = date(2026, 3, 1)
    assert proposed_end(QualificationKind.VETTING, day) == date(2028, 3, 1)
    assert proposed_end(QualificationKind.SECURITY, day) is None


@pytest.mark.parametrize(
    ("days", "state"),
    [(-1, ValidityState.OVER), (0, ValidityState.ENDS_SOON), (60, ValidityState.ENDS_SOON),
     (61, ValidityState.VALID)],
)  # fmt: skip
def test_what_ends_within_sixty_days_is_said_before_it_is_over(days, state):
    assert state_on(TODAY + days * DAY, TODAY) is state


def test_what_never_ends_is_valid_and_an_end_before_the_beginning_is_refused():
    assert state_on(None, TODAY) is ValidityState.VALID
    with pytest.raises(BadInput) as mistake:
        check_end(TODAY, TODAY - DAY)
    assert mistake.value.where == "until"


# ── Incidents ────────────────────────────────────────────────────────────────
PEOPLE = st.lists(st.sampled_from([SOKHA, NOI, CLAIRE, MAI]), unique=True)


@given(st.sampled_from(SecurityIncidentKind), PEOPLE, PEOPLE)
def test_who_reports_is_never_told_and_somebody_is_if_there_is_anybody(kind, leads, directors):
    if kind in NAMED_ONLY:
        return
    told = whom_to_tell(kind, SOKHA, leads, directors)
    assert SOKHA not in told
    others = {*directors} | ({*leads} if kind not in PAST_THE_TEAM else set())
    assert bool(told) == bool(others - {SOKHA})


def test_of_an_insider_the_own_team_is_not_told():
    assert whom_to_tell(SecurityIncidentKind.INSIDER, SOKHA, [NOI], [CLAIRE]) == [CLAIRE]
    assert whom_to_tell(SecurityIncidentKind.THREAT, SOKHA, [NOI], [CLAIRE]) == [NOI]


@pytest.mark.parametrize("named", [[], [NOI], [NOI, NOI], [NOI, SOKHA], [NOI, MAI, CLAIRE]])
def test_t6_of_sexual_violence_exactly_two_others_are_told(named):
    with pytest.raises(BadInput) as mistake:
        whom_to_tell(SecurityIncidentKind.SEXUAL_VIOLENCE, SOKHA, [NOI], [CLAIRE], named)
    assert mistake.value.where == "first"


def test_t6_neither_lead_nor_director_is_told_but_the_two():
    told = whom_to_tell(SecurityIncidentKind.SEXUAL_VIOLENCE, SOKHA, [NOI], [CLAIRE], [MAI, NOI])
    assert told == [MAI, NOI]


def test_nobody_is_chosen_where_it_is_settled_who_is_told():
    with pytest.raises(BadInput):
        whom_to_tell(SecurityIncidentKind.THREAT, SOKHA, [NOI], [CLAIRE], [MAI])


def test_what_nobody_has_read_for_a_day_is_unread():
    assert is_unread(TODAY - 2 * DAY, [False, False], TODAY)
    assert not is_unread(TODAY - DAY, [False], TODAY)
    assert not is_unread(TODAY - 9 * DAY, [False, True], TODAY)
