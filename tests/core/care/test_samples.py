"""Samples: a consent of its own for each, and never with nobody."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.care.samples import CustodyEntry, CustodyStep, check_custody, held_by
from fanal.core.errors import BadInput

S = CustodyStep
NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)
TAKEN = CustodyEntry(S.TAKEN, NOW - timedelta(hours=2), "Nurse Dao")


def refuses(steps, new, where, agreed=True):
    with pytest.raises(BadInput) as caught:
        check_custody(steps, new, agreed, NOW)
    assert caught.value.where == where


def test_a_sample_is_taken_with_her_yes_to_this_sample_and_not_without():
    check_custody([], TAKEN, True, NOW)
    refuses([], TAKEN, "step", agreed=False)


def test_it_is_handed_on_only_after_it_was_taken_and_never_to_nobody():
    handed = CustodyEntry(S.HANDED, NOW, "Police laboratory")
    refuses([], handed, "step")
    check_custody([TAKEN], handed, True, NOW)
    refuses([TAKEN], CustodyEntry(S.HANDED, NOW, "  "), "holder")


def test_time_runs_forward_and_not_ahead():
    refuses([TAKEN], CustodyEntry(S.STORED, TAKEN.at - timedelta(minutes=1), "Clinic"), "at")
    refuses([TAKEN], CustodyEntry(S.STORED, NOW + timedelta(minutes=1), "Clinic"), "at")


def test_what_was_destroyed_moves_no_more():
    gone = CustodyEntry(S.DESTROYED, NOW, "Clinic")
    refuses([TAKEN, gone], CustodyEntry(S.HANDED, NOW, "Police"), "step")
    assert held_by([TAKEN, gone]) == ""


@given(
    st.lists(
        st.tuples(
            st.sampled_from(S),
            st.timedeltas(timedelta(0), timedelta(hours=5)),
            st.sampled_from(["", "Clinic", "Police"]),
        ),
        max_size=8,
    )
)
def test_whatever_is_written_there_is_always_one_holder_until_it_is_gone(told):
    steps = []
    for step, ago, holder in told:
        new = CustodyEntry(step, NOW - ago, holder)
        try:
            check_custody(steps, new, True, NOW)
        except BadInput:
            continue
        steps.append(new)
    gone = bool(steps) and steps[-1].step in (S.DESTROYED, S.RETURNED)
    assert bool(held_by(steps)) == (bool(steps) and not gone)
    assert [one.at for one in steps] == sorted(one.at for one in steps)
