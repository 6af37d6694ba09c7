"""When she is asked before the first wave: on day 7, 30 and 90."""

from datetime import date, timedelta

import pytest

from fanal.core.reintegration.abroad import GivenContact
from fanal.core.reintegration.codes import ContactResult, Way
from fanal.core.reintegration.contact_waves import Contact, PlanFacts
from fanal.core.reintegration.first_weeks import first_contacts
from fanal.core.reintegration.lost_to_follow_up import PlanStep, Standing, next_step, plan_standing

START = date(2026, 8, 31)
DAY = timedelta(days=1)
WEEK, MONTH, QUARTER = date(2026, 9, 7), date(2026, 9, 30), date(2026, 11, 29)
HALF_A_YEAR = date(2027, 2, 28)


def plan(*contacts, **more):
    return PlanFacts(START, contacts, **{"begun": START} | more)


def reached(on, way=Way.CALL):
    return Contact(on, ContactResult.REACHED, way)


def by(facts, today=START):
    return next_step(facts, today).by


def test_r1_she_is_asked_after_a_week_a_month_and_three_months_and_then_after_six():
    assert [one.day for one in first_contacts(plan())] == [WEEK, MONTH, QUARTER]
    said = []
    for day in (WEEK, MONTH, QUARTER, HALF_A_YEAR):
        step = next_step(plan(*said), START)
        assert (step.step, step.by) == (PlanStep.WAVE, day)
        said.append(reached(day))


@pytest.mark.parametrize(
    ("early", "counts"), [(WEEK - 2 * DAY, True), (WEEK - 3 * DAY, False), (START, False)]
)
def test_a_contact_counts_from_two_days_before_the_first_of_them(early, counts):
    assert by(plan(reached(early))) == (MONTH if counts else WEEK)


def test_a_later_contact_settles_the_days_that_were_missed():
    assert by(plan(reached(MONTH))) == QUARTER
    assert by(plan(reached(HALF_A_YEAR)), HALF_A_YEAR) == date(2027, 8, 31)


def test_what_nobody_asked_is_late_from_its_day_on():
    assert plan_standing(plan(), WEEK) is Standing.IN_CONTACT
    assert plan_standing(plan(), WEEK + DAY) is Standing.LATE
    assert by(plan(), MONTH) == WEEK


def test_who_was_heard_from_in_a_case_is_not_asked_again_for_the_same_day():
    assert by(plan(heard=WEEK)) == MONTH
    assert by(plan(heard=START)) == WEEK


def test_who_was_seen_by_chance_was_not_asked():
    assert by(plan(reached(WEEK, Way.BY_CHANCE))) == WEEK


def test_what_lies_before_the_plan_was_agreed_by_nobody():
    assert by(plan(begun=WEEK + DAY)) == MONTH
    assert by(plan(begun=QUARTER + DAY)) == HALF_A_YEAR
    assert first_contacts(PlanFacts(None, begun=START)) == []


def test_a_contact_that_a_partner_makes_later_does_not_put_off_the_first_weeks():
    late = GivenContact(6, START, HALF_A_YEAR)
    assert next_step(plan(given=late), START).step is PlanStep.WAVE
    soon = GivenContact(6, START, WEEK)
    assert next_step(plan(given=soon), START).step is PlanStep.REPORT


def test_a_contact_that_was_missed_and_that_a_partner_makes_by_now_is_not_asked_for_twice():
    missed = GivenContact(6, WEEK + 3 * DAY, WEEK + 10 * DAY)
    step = next_step(plan(given=missed), WEEK + 4 * DAY)
    assert (step.step, step.by) == (PlanStep.REPORT, WEEK + 10 * DAY)
    assert plan_standing(plan(given=missed), WEEK + 11 * DAY) is Standing.LATE
    before_the_wave = GivenContact(6, QUARTER, HALF_A_YEAR - DAY)
    asked = plan(reached(MONTH), given=before_the_wave)
    assert next_step(asked, QUARTER).step is PlanStep.REPORT


@pytest.mark.parametrize("report_by", [MONTH, HALF_A_YEAR])
def test_one_of_which_they_report_after_the_next_day_leaves_it_to_us(report_by):
    late = GivenContact(6, WEEK + 3 * DAY, report_by)
    assert next_step(plan(given=late), WEEK + 4 * DAY).step is PlanStep.WAVE


def test_after_a_failed_attempt_she_is_tried_again_as_in_every_wave():
    failed = Contact(WEEK, ContactResult.NOT_REACHED, Way.CALL)
    assert next_step(plan(failed), WEEK).step is PlanStep.ATTEMPT


@pytest.mark.parametrize(("after", "late"), [(0, False), (2, False), (3, True), (180, True)])
def test_a_day_that_was_long_over_when_she_was_heard_from_is_called_late(after, late):
    first, *_others = first_contacts(plan(reached(WEEK + after * DAY)))
    assert (first.day, first.late) == (WEEK, late)
    assert not first_contacts(plan())[0].late
