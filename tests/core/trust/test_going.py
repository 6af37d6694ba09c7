"""Our own people go: on which ground, into which danger, and what it costs not to go.

Numbers are those of the scenarios of the review of the rules (24: a child of 13; 27: all blocked;
30: a dangerous group alone in the area).
"""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.trust.decide import Action, decide, next_steps
from fanal.core.trust.grounds import Effect
from fanal.core.trust.parties import Party, Stay
from fanal.core.trust.travel_facts import CostOfLeaving, DangerToUs, Going, LawfulGround
from fanal.core.trust.vocabulary import (
    PartnerPresence,
    PartnerPurpose,
    PartyKind,
    TrustLevel,
    Urgency,
)
from tests.core.trust.scene import PARTIES, TODAY, finding, situation, team

GUARDIAN = LawfulGround.GUARDIAN
TWO = frozenset({"noi", "claire"})


def ours(*findings, going=None, **more):
    """How our own team is weighed."""
    where = situation(findings, candidates=(), teams=(team(),), going=going or Going(), **more)
    decision = decide(where)
    return next(one for one in (*decision.options, *decision.blocked) if one.who == "bangkok")


def rules(one, effect):
    return {ground.rule for ground in one.only(effect)}


def test_24_nobody_takes_a_child_of_13_before_a_lawful_ground_is_found():
    child = ours(age=(13, 13))
    assert child.action is Action.DO_NOT_ACT_YET
    assert rules(child, Effect.FIND_OUT) == {"lawful_ground_not_known"}


def test_a_child_of_whom_no_age_is_known_is_a_child_here_too():
    assert "lawful_ground_not_known" in rules(ours(age=None), Effect.FIND_OUT)


@pytest.mark.parametrize("ground", ["guardian", "court", "child_protection_authority", "consulate"])
def test_with_a_ground_our_own_people_take_her(ground):
    taken = ours(age=(13, 13), going=Going(ground=LawfulGround(ground)))
    assert taken.action is Action.OWN_TEAM_GOES
    assert "lawful_ground_known" in rules(taken, Effect.IN_FAVOUR)


def test_where_there_is_no_ground_nobody_goes():
    none = ours(age=(13, 13), going=Going(ground=LawfulGround.NONE))
    assert rules(none, Effect.BLOCK) == {"no_lawful_ground"}


@pytest.mark.parametrize("cost", list(CostOfLeaving))
def test_necessity_is_a_ground_only_where_her_life_is_at_risk(cost):
    going = Going(ground=LawfulGround.NECESSITY, cost=cost)
    taken = ours(age=(13, 13), going=going)
    at_risk = cost is CostOfLeaving.LIFE_AT_RISK
    assert (taken.action is Action.OWN_TEAM_GOES) is at_risk
    assert ("told_at_once" in rules(taken, Effect.PRECAUTION)) is at_risk


def test_a_grown_woman_decides_herself():
    assert ours(age=(20, 25)).action is Action.OWN_TEAM_GOES


def test_who_only_looks_for_her_family_takes_nobody():
    asked = ours(age=(13, 13), purposes=(PartnerPurpose.TRACE_FAMILY,))
    assert "lawful_ground_not_known" not in rules(asked, Effect.FIND_OUT)


def gang(presence):
    armed = Party("gang", PartyKind.ORGANISATION, "Armed group", stays=(Stay("TH-34", presence),))
    return {"parties": (*PARTIES, armed)}


def test_30_where_a_dangerous_group_is_alone_the_danger_to_our_own_people_is_found_out():
    danger = finding("gang", TrustLevel.DANGEROUS)
    asked = ours(danger, going=Going(ground=GUARDIAN), **gang(PartnerPresence.SOLE))
    assert asked.action is Action.DO_NOT_ACT_YET
    assert rules(asked, Effect.FIND_OUT) == {"danger_to_us_to_find_out"}
    known = ours(danger, going=Going(GUARDIAN, DangerToUs.LOW), **gang(PartnerPresence.SOLE))
    assert known.action is Action.OWN_TEAM_GOES


def test_where_a_dangerous_group_is_one_of_several_it_is_said_that_nobody_asked():
    danger = finding("gang", TrustLevel.DANGEROUS)
    asked = ours(danger, going=Going(ground=GUARDIAN), **gang(PartnerPresence.STRONG))
    assert asked.action is Action.OWN_TEAM_GOES
    assert "danger_to_us_not_known" in rules(asked, Effect.NOT_ON_FILE)


@pytest.mark.parametrize(
    ("accepted", "action"),
    [
        (frozenset(), Action.DO_NOT_ACT_YET),
        (frozenset({"noi"}), Action.DO_NOT_ACT_YET),
        (TWO, Action.OWN_TEAM_GOES),
    ],
)
def test_into_danger_they_go_when_two_people_have_decided_it(accepted, action):
    going = Going(GUARDIAN, DangerToUs.HIGH, accepted, CostOfLeaving.CAN_WAIT)
    asked = ours(going=going)
    assert asked.action is action
    assert "she_can_wait" in rules(asked, Effect.AGAINST)


def test_what_it_costs_to_leave_her_there_stands_beside_it():
    costs = {
        CostOfLeaving.HARM_GOES_ON: "leaving_her_costs",
        CostOfLeaving.LIFE_AT_RISK: "leaving_her_may_kill",
    }
    for cost, rule in costs.items():
        going = Going(GUARDIAN, DangerToUs.LOW, cost=cost)
        assert rule in rules(ours(going=going), Effect.IN_FAVOUR)


# ── The next safe step ───────────────────────────────────────────────────────
def steps(where):
    return [str(step) for step in next_steps(where, decide(where))]


def test_27_where_everybody_is_blocked_the_next_safe_step_is_named():
    danger = finding("shelter", TrustLevel.DANGEROUS, confirmed_by=None)
    told = steps(situation((danger,), urgency=Urgency.NOW))
    assert told[0].startswith("Call the lead and a director now")
    assert any("contact rules" in step for step in told)
    assert "Ask a second person to review what stops Shelter." in told
    assert told[-1] == f"Ask again on {TODAY}."


def test_what_is_to_be_found_out_comes_before_asking_again():
    told = steps(situation(teams=(team(),), candidates=(), going=Going()))
    assert "lawful ground" in told[-2]


def test_who_can_be_asked_needs_no_other_step():
    assert steps(situation((finding(),))) == []


@given(
    ground=st.sampled_from([None, *LawfulGround]),
    danger=st.sampled_from(DangerToUs),
    accepted=st.sampled_from([frozenset(), frozenset({"noi"}), TWO]),
    cost=st.sampled_from(CostOfLeaving),
    age=st.sampled_from([None, (6, 6), (13, 15), (16, 19), (20, 30)]),
    days=st.integers(0, 9),
    urgency=st.sampled_from(Urgency),
)
def test_nobody_goes_into_danger_or_takes_a_child_on_less_than_is_needed(
    ground, danger, accepted, cost, age, days, urgency
):
    where = situation(
        candidates=(),
        teams=(team(days=days),),
        age=age,
        urgency=urgency,
        going=Going(ground, danger, accepted, cost),
        by=TODAY + timedelta(days=9),
    )
    answer = decide(where).answer
    if answer.action is Action.OWN_TEAM_GOES:
        child = age is None or age[0] < 18
        assert not child or ground not in (None, LawfulGround.NONE)
        assert danger is not DangerToUs.HIGH or len(accepted) >= 2
        assert next_steps(where, decide(where)) == ()
    else:
        assert next_steps(where, decide(where))
