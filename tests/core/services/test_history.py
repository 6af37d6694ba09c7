"""Services step by step: nothing is counted as what it is not, and nothing is lost in a count."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.errors import BadInput
from fanal.core.services.after_referral import follows_from, step_after
from fanal.core.services.history import (
    ServiceGiver,
    ServiceStep,
    answers_need,
    check_step,
    counts_of,
    facts_of,
    first_visit_due,
    looks_old,
    state_of,
    steps_that_hold,
    taking_back,
)
from fanal.core.services.kinds import ServiceKind
from fanal.core.services.needs import NeedSaid, without_service
from fanal.core.services.states import (
    CLOSED,
    MOVES,
    OPEN,
    Barrier,
    EndReason,
    Refuser,
    ServiceState,
)
from fanal.core.trust.referrals import ReferralState

S, R = ServiceState, ReferralState
DAY = timedelta(days=1)
START = date(2026, 6, 1)
OURS, THEIRS = ServiceGiver(), ServiceGiver(partner=True, referral=True)


def step(state, on=START, **more):
    if state is S.REFUSED:
        more.setdefault("refused_by", Refuser.GIVER)
    if state in (S.REFUSED, S.NOT_AVAILABLE):
        more.setdefault("barrier", Barrier.NO_PLACE)
    if state is S.ENDED:
        more.setdefault("end", EndReason.FINISHED)
    return ServiceStep(state, on, **more)


@st.composite
def histories(draw):
    """Any history that the rules let be written."""
    found, day = [], START
    for _number in range(draw(st.integers(0, 6))):
        moves = sorted(MOVES[state_of(found)])
        if not moves:
            break
        day += draw(st.integers(0, 30)) * DAY
        more = {"until": day + draw(st.integers(0, 60)) * DAY} if draw(st.booleans()) else {}
        new = step(draw(st.sampled_from(moves)), day, **more)
        check_step(found, new, OURS, day)
        found.append(new)
    return found


@given(histories())
def test_a_service_is_served_only_by_a_first_visit_and_ends_only_after_it(steps):
    facts = facts_of(steps)
    assert facts.served == any(one.state is S.BEGUN for one in steps)
    assert facts.ended_on is None or facts.served
    if facts.first_visit_on and facts.ended_on:
        assert facts.first_visit_on <= facts.ended_on


@given(st.lists(histories(), max_size=8))
def test_a_count_of_services_loses_none_and_counts_none_twice(all_of_them):
    found = counts_of(all_of_them)
    assert found.total == len(all_of_them)
    assert found.ended <= found.begun <= found.total
    assert found.ended == found.now[S.ENDED]
    assert found.begun == found.now[S.BEGUN] + found.now[S.ENDED]
    assert (
        sum(found.now[one] for one in OPEN) + sum(found.now[one] for one in CLOSED) == found.total
    )


@given(histories(), st.sampled_from(list(ServiceKind)))
def test_a_first_visit_is_asked_about_exactly_while_one_is_expected(steps, kind):
    due = first_visit_due(steps, kind)
    assert (due is not None) == (state_of(steps) in (S.ASKED, S.WAITING, S.OFFERED))
    if due is not None:
        soon = kind in (ServiceKind.EMERGENCY_PLACE, ServiceKind.GETTING_OUT)
        assert due >= steps[-1].on + (1 if soon else 14) * DAY
        assert steps[-1].until is None or due >= steps[-1].until


@given(histories(), st.sampled_from(list(S)), st.integers(-40, 40))
def test_no_move_and_no_day_outside_the_rules_is_written(steps, state, days):
    last = steps[-1].on if steps else START
    new, today = step(state, last + days * DAY), last + 20 * DAY
    allowed = state in MOVES[state_of(steps)] and new.on <= today and (days >= 0 or not steps)
    if allowed:
        check_step(steps, new, OURS, today)
    else:
        with pytest.raises(BadInput):
            check_step(steps, new, OURS, today)


@given(histories())
def test_what_has_begun_is_asked_about_as_little_as_what_is_over(steps):
    if state_of(steps) in CLOSED | {S.BEGUN, S.WANTED}:
        assert first_visit_due(steps, ServiceKind.MEDICAL_CARE) is None
    assert not MOVES[state_of(steps)] or state_of(steps) in OPEN


@given(histories(), st.lists(st.sampled_from(list(R)), max_size=6))
def test_whatever_a_partner_answers_no_service_begins_or_ends_by_it(steps, answers):
    """One referral is one service: its answer moves this one, and never makes a visit of it."""
    before = facts_of(steps)
    for answer in answers:
        new = step_after(answer, steps, START + 400 * DAY)
        if new is not None:
            check_step(steps, new, THEIRS, START + 400 * DAY)
            steps = [*steps, new]
    after = facts_of(steps)
    assert (after.first_visit_on, after.ended_on) == (before.first_visit_on, before.ended_on)


def test_accepted_is_asked_and_not_served_c10():
    """C10: a referral to a clinic accepted on 1 June, nothing by 15 June."""
    steps = [step(S.ASKED), step(S.OFFERED)]
    assert first_visit_due(steps, ServiceKind.MEDICAL_CARE) == date(2026, 6, 15)
    assert first_visit_due(steps, ServiceKind.EMERGENCY_PLACE) == date(2026, 6, 2)
    counts = counts_of([steps])
    assert (counts.asked, counts.begun, counts.ended) == (1, 0, 0)


def test_sent_twice_is_asked_once():
    steps = [step_after(R.SENT, [], START)]
    assert step_after(R.SENT, steps, START + DAY) is None
    assert step_after(R.ACCEPTED, steps, START + DAY) == ServiceStep(S.OFFERED, START + DAY)


def test_what_was_recalled_before_the_first_visit_is_over_and_after_it_goes_on():
    asked = [step(S.ASKED)]
    assert step_after(R.RECALLED, asked, START).barrier is Barrier.RECALLED
    assert step_after(R.RECALLED, [*asked, step(S.BEGUN)], START) is None


@pytest.mark.parametrize(
    ("new", "field"),
    [
        (ServiceStep(S.REFUSED, START, barrier=Barrier.COST), "refused_by"),
        (ServiceStep(S.REFUSED, START, refused_by=Refuser.HERSELF), "barrier"),
        (ServiceStep(S.NOT_AVAILABLE, START), "barrier"),
        (ServiceStep(S.WAITING, START, until=START - DAY), "until"),
        (ServiceStep(S.OFFERED, START + DAY), "on"),
        (ServiceStep(S.OFFERED, START - DAY), "on"),
        (ServiceStep(S.ENDED, START, end=EndReason.FINISHED), "state"),
    ],
)
def test_a_no_without_by_whom_and_why_comes_back_at_its_question(new, field):
    with pytest.raises(BadInput) as caught:
        check_step([step(S.ASKED)], new, OURS, START)
    assert caught.value.where == field


def test_an_end_says_why():
    with pytest.raises(BadInput) as caught:
        check_step([step(S.ASKED), step(S.BEGUN)], ServiceStep(S.ENDED, START), OURS, START)
    assert caught.value.where == "end"


@pytest.mark.parametrize(
    ("giver", "state", "sentence"),
    [
        (ServiceGiver(partner=True), S.ASKED, "a partner is asked by a referral"),
        (
            ServiceGiver(partner=True, referral=True, dangerous=True),
            S.ASKED,
            "not trusted any more",
        ),
        (ServiceGiver(partner=True, dangerous=True), S.BEGUN, "not trusted any more"),
    ],
)
def test_a_partner_is_asked_through_the_gate_and_never_where_it_is_dangerous(
    giver, state, sentence
):
    with pytest.raises(BadInput, match=sentence):
        check_step([], ServiceStep(state, START), giver, START)


def test_a_service_where_it_became_dangerous_still_ends():
    dangerous = ServiceGiver(partner=True, referral=True, dangerous=True)
    steps = [step(S.ASKED), step(S.BEGUN)]
    check_step(steps, step(S.ENDED, end=EndReason.NOT_SAFE), dangerous, START)


# ── Needs ────────────────────────────────────────────────────────────────────
def need(urgency="today", said_on=START):
    return NeedSaid(uuid4(), "housing", urgency, said_on)


@given(histories())
def test_a_need_is_either_looked_after_or_in_the_list(steps):
    one = need()
    left = without_service([one], {one.key: [steps]})
    assert (left == [one]) is not answers_need(steps)


@given(st.lists(st.sampled_from(["today", "this_week", "later", "none", ""]), max_size=8))
def test_every_need_without_a_service_is_in_the_list_once_and_the_urgent_first(urgencies):
    needs = [need(urgency) for urgency in urgencies]
    left = without_service(needs, {})
    assert {one.key for one in left} == {one.key for one in needs if one.needs_help}
    order = ["today", "this_week", "later"]
    assert [order.index(one.urgency) for one in left] == sorted(
        order.index(one.urgency) for one in left
    )


@pytest.mark.parametrize(
    ("steps", "helped"),
    [
        ([], False),
        ([step(S.ASKED)], True),
        ([step(S.NOT_AVAILABLE)], False),
        ([step(S.REFUSED)], False),
        ([step(S.REFUSED, refused_by=Refuser.HERSELF)], True),
        ([step(S.BEGUN), step(S.ENDED)], True),
        ([step(S.BEGUN), step(S.ENDED, end=EndReason.GIVER_STOPPED)], False),
    ],
)
def test_a_need_that_somebody_refused_or_stopped_to_meet_waits_again(steps, helped):
    assert answers_need(steps) is helped


def test_what_the_catalogue_says_looks_old_after_ninety_days():
    assert not looks_old(START, START + 90 * DAY)
    assert looks_old(START, START + 91 * DAY)


# ── Taken back ───────────────────────────────────────────────────────────────
@st.composite
def with_mistakes(draw):
    """A history in which, now and then, the last step that holds is taken back."""
    found, holds = [], []
    for new in draw(histories()):
        found.append(new)
        holds.append(new)
        while holds and draw(st.integers(0, 3)) == 0:
            found.append(taking_back(found, holds[-1].on))
            holds.pop()
        if holds != steps_that_hold(found) or holds[-1:] != [new]:
            break
    return found, holds


@given(with_mistakes())
def test_what_was_taken_back_is_as_if_it_had_never_been_and_stays_on_file(told):
    found, holds = told
    assert steps_that_hold(found) == holds
    assert sum(bool(one.takes_back) for one in found) == (len(found) - len(holds)) / 2


@given(histories().filter(bool))
def test_taking_back_leads_to_where_it_stood_before(steps):
    after = [*steps, taking_back(steps, steps[-1].on)]
    assert state_of(steps_that_hold(after)) is state_of(steps[:-1])
    assert after[-1].state is state_of(steps[:-1])
    assert facts_of(steps_that_hold(after)) == facts_of(steps[:-1])


def test_where_nothing_happened_nothing_is_taken_back():
    with pytest.raises(BadInput, match="nothing to take back"):
        taking_back([], START)


def test_after_everything_was_taken_back_there_is_nothing_left_to_take_back():
    one = step(S.ASKED)
    with pytest.raises(BadInput, match="nothing to take back"):
        taking_back([one, taking_back([one], START)], START)


@pytest.mark.parametrize(
    ("referral", "state", "follows"),
    [
        (R.SENT, S.ASKED, True),
        (R.ACCEPTED, S.OFFERED, True),
        (R.DECLINED, S.REFUSED, True),
        (R.ACCEPTED, S.BEGUN, False),
        (R.DRAFT, S.ASKED, False),
    ],
)
def test_what_follows_from_a_referral_is_put_right_there(referral, state, follows):
    assert follows_from(referral, step(state)) is follows
