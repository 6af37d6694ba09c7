"""Waves, lost contact, goals, signs and rates: examples R1 to R6 and R9, and what always holds."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.errors import BadInput
from fanal.core.journeys.proofs import proofs
from fanal.core.reintegration.closing import ClosingAnswers, refused_because, speaks_against
from fanal.core.reintegration.codes import (
    Condition,
    ContactResult,
    FamilyResult,
    LeadChoice,
    PlanEndReason,
    Way,
)
from fanal.core.reintegration.contact_waves import (
    Contact,
    LeadDecision,
    PlanFacts,
    Wave,
    WaveState,
    missed_twice_on,
    wave_days,
    waves,
)
from fanal.core.reintegration.family import against_return, recheck_on
from fanal.core.reintegration.goals import group_mean, t_score
from fanal.core.reintegration.hours import ContactHours, reason_not_to_contact
from fanal.core.reintegration.lost_to_follow_up import PlanStep, Standing, next_step, plan_standing
from fanal.core.reintegration.timers import fades_on, read_timers, stands
from tests.core.reintegration.oracle import rate_of

START = date(2024, 1, 15)
SIX = date(2024, 7, 15)
DAY = timedelta(days=1)
W = WaveState


def reached(on, safe=True, way=Way.CALL):
    return Contact(on, ContactResult.REACHED, way, safe)


def failed(on, way=Way.CALL):
    return Contact(on, ContactResult.NOT_REACHED, way)


def plan(*contacts, **more):
    return PlanFacts(START, sorted(contacts, key=lambda contact: contact.on), **more)


def state_of(found, months):
    return next(one for one in found if one.months == months).state


# ── R1 ───────────────────────────────────────────────────────────────────────
def test_r1_waves_keep_the_last_day_of_the_month_and_leap_days():
    start = date(2026, 8, 31)
    assert tuple(proof.due for proof in proofs(start, [], start)) == (
        date(2026, 9, 7),
        date(2026, 9, 30),
        date(2026, 11, 29),
    )
    assert list(wave_days(start).values()) == [
        date(2027, 2, 28),
        date(2027, 8, 31),
        date(2028, 2, 29),
        date(2028, 8, 31),
        date(2029, 8, 31),
    ]


# ── R2 ───────────────────────────────────────────────────────────────────────
def test_r2_a_rate_has_everybody_in_it_and_bounds_for_the_unknown():
    day = date(2025, 1, 15)
    yes, no = (Wave(12, day, W.REACHED, reached(day, safe)) for safe in (True, False))
    others = [(W.REFUSED, 2), (W.LOST, 5), (W.DIED, 1), (W.NOT_DUE, 4)]
    some = [*[yes] * 11, no, *(Wave(12, day, state) for state, n in others for _ in range(n))]
    rate = rate_of(some)
    counts = (rate.reached, rate.refused, rate.lost, rate.died, rate.not_due)
    assert counts == (12, 2, 5, 1, 4)
    assert (rate.yes, rate.due) == (11, 20)
    assert (rate.yes, rate.at_most) == (11, 18)


def test_who_was_reached_and_did_not_say_is_in_both_bounds():
    rate = rate_of([Wave(6, SIX, W.REACHED, reached(SIX, None))])
    assert (rate.yes, rate.at_most, rate.due) == (0, 1, 1)


# ── R4 ───────────────────────────────────────────────────────────────────────
def test_r4_the_score_exists_for_a_group_of_eleven_and_for_nobody_alone():
    assert round(t_score([1, 1, 0]), 2) == 59.13
    assert group_mean([[1, 1, 0]] * 10) is None
    assert round(group_mean([[1, 1, 0]] * 11), 2) == 59.13
    assert group_mean([[1, 1, 0]] * 10 + [[]]) is None


# ── R5 ───────────────────────────────────────────────────────────────────────
TUESDAY = ContactHours(days=("1",), begin=time(10), end=time(12), ways=(Way.CALL, Way.VISIT))


@pytest.mark.parametrize(
    ("way", "at", "may"),
    [
        (Way.CALL, datetime(2026, 12, 1, 10, 30), True),
        (Way.CALL, datetime(2026, 12, 1, 12, 0), True),
        (Way.CALL, datetime(2026, 12, 1, 18, 0), False),
        (Way.CALL, datetime(2026, 12, 2, 10, 30), False),
        (Way.MESSAGE, datetime(2026, 12, 1, 10, 30), False),
        (Way.VISIT, datetime(2026, 12, 4, 18, 0), True),
    ],
)
def test_r5_she_is_called_in_her_hours_and_in_no_other_way(way, at, may):
    assert (reason_not_to_contact(TUESDAY, way, at) is None) is may


def test_who_must_never_be_called_is_not_called_in_any_hour():
    rule = ContactHours(never_call=True)
    assert reason_not_to_contact(rule, Way.CALL, datetime(2026, 12, 1, 11)) is not None
    assert reason_not_to_contact(rule, Way.VISIT, datetime(2026, 12, 1, 11)) is None


def test_r5_three_attempts_two_ways_then_the_safe_person_then_a_lead():
    late = SIX + 2 * DAY
    assert next_step(plan(safe_person=True), late) == (
        next_step(plan(safe_person=True), SIX)  # the same wave, late
    )
    assert next_step(plan(), late).step is PlanStep.WAVE
    tries = [failed(SIX), failed(SIX + 10 * DAY), failed(SIX + 20 * DAY)]
    assert next_step(plan(*tries[:1], safe_person=True), late).step is PlanStep.ATTEMPT
    assert next_step(plan(*tries, safe_person=True), late).step is PlanStep.ATTEMPT  # all are calls
    visit = failed(SIX + 25 * DAY, Way.VISIT)
    asked = next_step(plan(*tries, visit, safe_person=True), late)
    assert (asked.step, asked.by) == (PlanStep.SAFE_PERSON, visit.on + 7 * DAY)
    friend = failed(SIX + 27 * DAY, Way.SAFE_PERSON)
    all_of = [*tries, visit, friend]
    assert next_step(plan(*all_of, safe_person=True), late).step is PlanStep.LEAD
    assert next_step(plan(*all_of, safe_person=True, partner=True), late).step is PlanStep.PARTNER
    decided = plan(
        *all_of, safe_person=True, decisions=[LeadDecision(SIX + 30 * DAY, LeadChoice.TRACING)]
    )
    knock = next_step(decided, late)
    assert (knock.step, knock.by) == (PlanStep.KNOCK, SIX + 120 * DAY)
    assert plan_standing(decided, late) is Standing.OUT_OF_CONTACT


def test_who_is_reached_is_in_contact_and_the_attempts_of_before_are_over():
    tries = [failed(SIX), failed(SIX + 10 * DAY)]
    found = plan(*tries, reached(SIX + 15 * DAY))
    step = next_step(found, SIX + 20 * DAY)
    assert (step.step, step.by) == (PlanStep.WAVE, date(2025, 1, 15))
    assert plan_standing(found, SIX + 20 * DAY) is Standing.IN_CONTACT


def test_seen_by_chance_is_a_sign_and_no_wave():
    seen = plan(failed(SIX), reached(SIX + DAY, way=Way.BY_CHANCE))
    assert next_step(seen, SIX + 2 * DAY).step is PlanStep.ATTEMPT
    assert state_of(waves(seen, SIX + 2 * DAY), 6) is W.NOT_DUE


# ── R6 ───────────────────────────────────────────────────────────────────────
@given(st.integers(0, 2_000))
def test_r6_a_refusal_ends_all_attempts_until_she_comes_by_herself(days):
    refused = Contact(SIX, ContactResult.REFUSED, Way.CALL)
    asked = next_step(plan(failed(SIX - DAY), refused), SIX + timedelta(days=days))
    assert (asked.step, asked.by) == (PlanStep.NOTHING, None)
    back = plan(refused, reached(SIX + 40 * DAY, way=Way.SHE_COMES))
    assert next_step(back, SIX + 41 * DAY).step is PlanStep.WAVE


# ── R9 ───────────────────────────────────────────────────────────────────────
def test_r9_a_sign_fades_after_six_months_unless_it_is_seen_again():
    seen = date(2026, 1, 1)
    assert stands(seen, date(2026, 6, 30))
    assert not stands(seen, date(2026, 7, 2))
    assert fades_on(seen) == date(2026, 7, 1)


# ── What always holds ────────────────────────────────────────────────────────
contacts = st.lists(
    st.builds(
        Contact,
        st.dates(date(2024, 1, 1), date(2028, 12, 31)),
        st.sampled_from(ContactResult),
        st.sampled_from(Way),
        st.sampled_from([None, True, False]),
    ),
    max_size=12,
)
plans = st.builds(
    lambda start, some, ended, end: PlanFacts(
        start, sorted(some, key=lambda one: one.on), ended_on=ended, end=end if ended else None
    ),
    st.dates(date(2024, 1, 1), date(2026, 12, 31)),
    contacts,
    st.none() | st.dates(date(2024, 6, 1), date(2028, 12, 31)),
    st.sampled_from(PlanEndReason),
)
days = st.dates(date(2024, 1, 1), date(2031, 1, 1))


@given(st.lists(plans, max_size=20), days)
def test_waves_never_lose_a_person(some, today):
    for n, months in enumerate((6, 12, 18, 24, 36)):
        found = [waves(one, today)[n] for one in some]
        assert {one.months for one in found} <= {months}
        rate = rate_of(found)
        assert rate.due + rate.not_due == len(some)
        assert 0 <= rate.yes <= rate.at_most <= rate.due


@given(plans, days, st.integers(0, 900))
def test_once_a_wave_is_over_its_answer_stays_whatever_day_it_is(one, today, more):
    before, after = waves(one, today), waves(one, today + timedelta(days=more))
    for early, late in zip(before, after, strict=True):
        if early.state is not W.NOT_DUE and early.closes < today:
            assert late.state is early.state


@given(plans)
def test_three_years_and_a_window_after_the_start_nothing_is_not_due(one):
    last = max(wave_days(one.start).values()) + timedelta(days=31)
    assert all(wave.state is not W.NOT_DUE for wave in waves(one, last))


@given(plans, days)
def test_nobody_is_asked_after_death_refusal_or_the_end(one, today):
    quiet = one.died_on or one.refused_on or one.ended_on
    asked = next_step(one, today)
    assert not quiet or (asked.step, asked.by) == (PlanStep.NOTHING, None)
    assert (asked.by is None) is (asked.step in (PlanStep.NOTHING, PlanStep.DONE))


def test_two_waves_lost_in_a_row_are_a_sign_until_she_is_reached():
    assert missed_twice_on(plan(), date(2024, 9, 1)) is None
    assert missed_twice_on(plan(), date(2025, 3, 1))
    assert not missed_twice_on(plan(reached(SIX)), date(2025, 3, 1))
    assert not missed_twice_on(plan(reached(date(2025, 2, 25))), date(2025, 3, 1))


def test_a_plan_without_a_first_day_asks_for_it_and_has_no_waves():
    unknown = PlanFacts(None, [reached(SIX)])
    assert waves(unknown, SIX) == []
    assert next_step(unknown, SIX).step is PlanStep.START


# ── Closing and families ─────────────────────────────────────────────────────
def test_out_of_contact_is_no_success_and_ends_after_24_months_at_the_earliest():
    out = plan(failed(SIX))
    assert refused_because(out, PlanEndReason.GOALS_REACHED, SIX + DAY)
    assert refused_because(out, PlanEndReason.OUT_OF_CONTACT, date(2026, 7, 14))
    assert refused_because(out, PlanEndReason.OUT_OF_CONTACT, date(2026, 7, 15)) is None
    assert refused_because(plan(), PlanEndReason.DIED, SIX)
    assert refused_because(plan(), PlanEndReason.REFUSED, SIX)


def test_closing_says_what_speaks_against_it():
    against_it = list(speaks_against(plan(), PlanEndReason.BY_HER_WORD, ClosingAnswers(promises=2)))
    assert len(against_it) == 6
    told = ClosingAnswers("It is enough.", who_goes_on=True, person_there=True, way_back=True)
    assert not list(speaks_against(plan(reached(SIX)), PlanEndReason.BY_HER_WORD, told))


def test_r8_a_condition_that_is_open_is_named_to_the_journey():
    found = list(against_return(FamilyResult.CONDITIONS, [Condition.DEBT_SETTLED], by_two=True))
    assert [str(one) for one in found] == ["not met yet: the debt is settled"]
    assert not list(against_return(FamilyResult.SAFE, [], by_two=True))
    assert len(list(against_return(FamilyResult.NO, [], by_two=False))) == 2
    assert recheck_on(date(2026, 1, 1)) == date(2026, 1, 31)


@pytest.mark.parametrize(
    "text",
    [
        '[[timer]]\ntimer = "other"\nnumbers = [1]\nsource = "x"\nsure = "K"',
        '[[timer]]\ntimer = "ways"\nnumbers = []\nsource = "x"\nsure = "K"',
        '[[timer]]\ntimer = "ways"\nnumbers = [3, 2]\nsource = "x"\nsure = "K"',
        '[[timer]]\ntimer = "ways"\nnumbers = [2]\nsource = "x"\nsure = "K"',
    ],
)
def test_a_wrong_file_of_timers_is_named_with_its_line(text):
    with pytest.raises(BadInput) as found:
        read_timers("timers.toml", text)
    assert "timers.toml:" in str(found.value)


def test_in_danger_no_step_waits_for_its_day():
    """Three attempts within four weeks are for whom we have no news of, not for whom is in danger."""
    today = START + timedelta(days=170)
    for calm in (plan(), plan(failed(today))):
        by = next_step(calm, today).by
        assert by > today
        assert next_step(replace(calm, in_danger=True), today).by == today
        assert next_step(replace(calm, in_danger=True), by + timedelta(days=3)).by == by
