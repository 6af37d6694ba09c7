"""What is kept of a plan for the rates says at any later day what the plan itself says."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from fanal.core.coded_facts.outcome_rates import FiveCounts
from fanal.core.reintegration.codes import (
    ContactResult,
    PlanEndReason,
    Way,
)
from fanal.core.reintegration.contact_waves import Contact, PlanFacts, waves
from fanal.core.reintegration.rates import kept_waves, rates_of_kept
from tests.core.reintegration.oracle import rate_of

START, DAY = date(2024, 1, 31), timedelta(days=1)
DAYS = st.integers(0, 1_200)
CONTACTS = st.builds(
    lambda days, result, way, safe: Contact(
        START + days * DAY, result, way, safe if result is ContactResult.REACHED else None
    ),
    DAYS, st.sampled_from(ContactResult), st.sampled_from(Way), st.sampled_from([True, False, None]),
)  # fmt: skip


@given(
    contacts=st.lists(CONTACTS, max_size=6),
    ended=st.none() | DAYS,
    end=st.sampled_from(PlanEndReason),
    later=st.integers(0, 1_400),
)
def test_what_is_kept_says_at_every_later_day_what_the_plan_says(contacts, ended, end, later):
    contacts.sort(key=lambda one: one.on)
    ended_on = START + ended * DAY if ended is not None else None
    plan = PlanFacts(START, contacts, ended_on=ended_on, end=end if ended_on else None)
    last = max([START, *(contact.on for contact in contacts), *([ended_on] if ended_on else [])])
    today = last + later * DAY
    by_plan = {wave.months: rate_of([wave]) for wave in waves(plan, today)}
    assert rates_of_kept([(START, kept_waves(plan))], today) == by_plan


def test_many_plans_are_added_up_and_nobody_disappears():
    safe = PlanFacts(START, [Contact(START + 183 * DAY, ContactResult.REACHED, Way.CALL, True)])
    kept = [(START, kept_waves(one)) for one in (safe, PlanFacts(START))]
    rates = rates_of_kept(kept, START + 260 * DAY)
    assert rates[6] == FiveCounts(yes=1, lost=1)
    assert rates[36] == FiveCounts(not_due=2)
