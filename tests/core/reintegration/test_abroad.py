"""A contact that a partner makes for us, and one that both sides report."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.errors import BadInput
from fanal.core.reintegration.abroad import (
    GivenContact,
    PartnerAnswer,
    check_report_day,
    check_seen_on,
)
from fanal.core.reintegration.codes import ContactResult, Way
from fanal.core.reintegration.contact_waves import Contact, PlanFacts, WaveState, waves
from fanal.core.reintegration.lost_to_follow_up import PlanStep, Standing, next_step, plan_standing
from fanal.core.reintegration.turning_18 import (
    AgreedOn,
    asked_anew,
    becomes_adult_on,
    check_asked_on,
)
from tests.core.reintegration.oracle import rate_of

START, SIX, DAY = date(2024, 1, 15), date(2024, 7, 15), timedelta(days=1)
GIVEN = GivenContact(6, SIX - 20 * DAY, SIX + 5 * DAY)


def contact(on, way=Way.VISIT, result=ContactResult.REACHED, safe=True):
    return Contact(on, result, way, safe if result is ContactResult.REACHED else None)


# ── Given away ───────────────────────────────────────────────────────────────
def test_while_a_partner_asks_her_we_wait_for_the_report_and_ask_nobody_twice():
    plan = PlanFacts(START, given=GIVEN)
    step = next_step(plan, SIX)
    assert (step.step, step.by) == (PlanStep.REPORT, GIVEN.report_by)
    assert plan_standing(plan, SIX) is Standing.IN_CONTACT
    assert plan_standing(plan, GIVEN.report_by + DAY) is Standing.LATE


def test_who_was_not_reached_before_is_so_until_the_partner_reports():
    failed = contact(SIX - 25 * DAY, result=ContactResult.NOT_REACHED)
    assert plan_standing(PlanFacts(START, [failed], given=GIVEN), SIX) is Standing.NOT_REACHED


def test_a_refusal_ends_the_waiting_too():
    plan = PlanFacts(START, [contact(SIX, result=ContactResult.REFUSED)], given=GIVEN)
    assert next_step(plan, SIX).step is PlanStep.NOTHING


@pytest.mark.parametrize("days", [-1, 0, 400])
def test_a_report_day_that_is_over_or_of_another_year_is_refused(days):
    with pytest.raises(BadInput) as why:
        check_report_day(SIX + days * DAY, SIX)
    assert why.value.where == "report_by"


@pytest.mark.parametrize("on", [SIX + DAY, GIVEN.on - DAY])
def test_nobody_reports_of_a_day_to_come_or_of_one_before_they_were_asked(on):
    with pytest.raises(BadInput) as why:
        check_seen_on(on, GIVEN, SIX)
    assert why.value.where == "on"


def test_whom_the_partner_lost_is_not_reached_and_we_look_for_her():
    assert PartnerAnswer.LOST.result is ContactResult.NOT_REACHED
    told = Contact(SIX, PartnerAnswer.LOST.result, Way.PARTNER)
    assert next_step(PlanFacts(START, [told]), SIX).step is PlanStep.ATTEMPT


# ── Both sides ───────────────────────────────────────────────────────────────
def test_a_wave_that_both_sides_report_is_one_with_both_sources():
    ours, theirs = contact(SIX - 3 * DAY), contact(SIX, Way.PARTNER)
    wave = waves(PlanFacts(START, [ours, theirs]), SIX)[0]
    assert (wave.state, wave.by, wave.sources) == (WaveState.REACHED, ours, (ours, theirs))
    assert rate_of([wave]).reached == 1


def test_a_no_of_either_side_to_her_safety_counts_before_a_yes_of_the_other():
    said = [contact(SIX - 3 * DAY, safe=True), contact(SIX, Way.PARTNER, safe=False)]
    rate = rate_of(waves(PlanFacts(START, said), SIX)[:1])
    assert (rate.yes, rate.no, rate.at_most) == (0, 1, 0)


@given(days=st.lists(st.tuples(st.integers(-40, 40), st.sampled_from(Way)), max_size=6))
def test_no_wave_ever_has_more_than_one_source_of_each_side(days):
    said = sorted((contact(SIX + n * DAY, way) for n, way in days), key=lambda one: one.on)
    for wave in waves(PlanFacts(START, said), SIX + 60 * DAY):
        assert [source.from_partner for source in wave.sources] in (
            [],
            [False],
            [True],
            [False, True],
        )
        assert all(wave.opens <= source.on <= wave.closes for source in wave.sources)


# ── Turning 18 ───────────────────────────────────────────────────────────────
@given(agreed=st.integers(-900, 900), now=st.integers(-900, 900))
def test_at_18_everything_agreed_with_a_child_is_asked_anew_and_nothing_else(agreed, now):
    turned, plan = START, START + agreed * DAY
    anew = asked_anew(AgreedOn(plan), turned, START + now * DAY)
    assert (anew is not None) == (agreed < 0 <= now)
    assert (becomes_adult_on(AgreedOn(plan), turned, START + now * DAY) is not None) == (
        agreed < 0 and now < 0
    )


def test_what_was_asked_since_is_asked_no_more():
    before, after = START - DAY, START + DAY
    both = asked_anew(AgreedOn(before), START, after)
    assert (both.plan, both.rules) == (True, True)
    rules = asked_anew(AgreedOn(before, as_adult=START), START, after)
    assert (rules.plan, rules.rules) == (False, True)
    assert asked_anew(AgreedOn(before, START, START), START, after) is None
    assert asked_anew(AgreedOn(before), None, after) is None


@pytest.mark.parametrize("on", [START - DAY, START + 3 * DAY])
def test_she_is_asked_as_an_adult_once_she_is_one_and_not_in_days_to_come(on):
    with pytest.raises(BadInput):
        check_asked_on(on, START, START + 2 * DAY)
