from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.casework.closure import ClosureReason, agreed_by_two
from fanal.core.casework.codes import CaseKind
from fanal.core.casework.stages import (
    MOVES,
    CaseStage,
    StageFacts,
    missing,
    moves_from,
    next_stages,
)
from fanal.core.errors import Refused

facts = st.builds(
    StageFacts,
    stage=st.sampled_from(CaseStage),
    goals=st.integers(0, 3),
    open_tasks=st.integers(0, 3),
)
WHOLE = StageFacts(
    CaseStage.ALERT,
    safety_answered=True,
    consent_answered=True,
    goals=1,
    closure_reason=True,
    closed_by_two=True,
)


def reachable(start):
    seen, todo = set(), [start]
    while todo:
        stage = todo.pop()
        if stage not in seen:
            seen.add(stage)
            todo += [move.end for move in moves_from(stage)]
    return seen


def test_a_case_that_is_closed_stays_closed_until_someone_reopens_it():
    assert [move.end for move in moves_from(CaseStage.CLOSED)] == [CaseStage.REOPENED]


def test_no_move_leads_where_it_started_and_none_is_listed_twice():
    pairs = [(move.start, move.end) for move in MOVES]
    assert all(start is not end for start, end in pairs)
    assert len(pairs) == len(set(pairs))


@pytest.mark.parametrize("stage", CaseStage)
def test_every_case_can_still_be_closed_and_every_closed_one_helped_again(stage):
    assert CaseStage.CLOSED in reachable(stage)
    assert {CaseStage.SCREENING, CaseStage.ASSESSMENT, CaseStage.FOLLOW_UP} <= reachable(stage)


@pytest.mark.parametrize("stage", [s for s in CaseStage if s is not CaseStage.CLOSED])
def test_nothing_stands_between_any_open_stage_and_her_safety(stage):
    if stage is not CaseStage.IMMEDIATE_SAFETY:
        assert missing(StageFacts(stage), CaseStage.IMMEDIATE_SAFETY) == ()


def test_help_does_not_wait_for_an_authority_to_recognise_her():
    presumed = replace(WHOLE, stage=CaseStage.PRESUMED_VICTIM)
    assert missing(presumed, CaseStage.ASSESSMENT) == ()


def test_only_safety_and_the_state_of_consent_are_required_before_a_plan():
    needs = {
        need.code
        for move in MOVES
        if move.end not in (CaseStage.CLOSED, CaseStage.IMPLEMENTATION)
        for need in move.needs
    }
    assert needs == {"safety", "consent"}


def test_closing_names_each_thing_that_is_missing():
    lacking = missing(
        StageFacts(CaseStage.FOLLOW_UP, open_tasks=2, waiting_for_handover=True), CaseStage.CLOSED
    )
    assert [need.code for need in lacking] == [
        "safety",
        "consent",
        "tasks",
        "handover",
        "reason",
        "second_person",
    ]
    assert all(str(need.says) for need in lacking)


def test_a_plan_without_a_goal_is_not_carried_out():
    plan = replace(WHOLE, stage=CaseStage.PLAN, goals=0)
    assert [need.code for need in missing(plan, CaseStage.IMPLEMENTATION)] == ["goal"]


def test_a_move_that_does_not_exist_is_refused():
    with pytest.raises(Refused, match="What is “new” cannot become “follow-up”"):
        missing(WHOLE, CaseStage.FOLLOW_UP)


@given(facts)
def test_what_is_offered_is_what_may_be_done(now):
    for stage, lacking in next_stages(now):
        assert missing(now, stage) == lacking


@given(facts)
def test_recording_more_never_takes_a_move_away(now):
    more = replace(
        now,
        safety_answered=True,
        consent_answered=True,
        goals=now.goals + 1,
        open_tasks=0,
        waiting_for_handover=False,
        closure_reason=True,
        closed_by_two=True,
    )
    assert all(lacking == () for _, lacking in next_stages(more))


@given(st.integers(), st.integers())
def test_two_people_close_a_case_never_one_twice(one, other):
    assert agreed_by_two(one, other) == (one != other)
    assert not agreed_by_two(one, None)
    assert not agreed_by_two(None, other)


def test_every_stage_kind_and_reason_has_its_words():
    for code in (*CaseStage, *CaseKind, *ClosureReason):
        assert str(code.sentence())
    assert len(CaseKind) == 12
