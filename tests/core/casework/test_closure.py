"""Which reasons for closing say the opposite of what is still open."""

import pytest

from fanal.core.casework.closure import (
    CONTRADICTS,
    TO_REVIEW,
    ClosureReason,
    OpenEnd,
    StillOpen,
    contradictions,
    for_a_lead,
)
from fanal.core.words import say

R = ClosureReason


def still(*ends):
    return [StillOpen(end, say("still open")) for end in ends]


@pytest.mark.parametrize("end", OpenEnd)
def test_of_everything_that_can_be_open_it_is_said_what_it_contradicts(end):
    assert end in CONTRADICTS


def test_safe_and_independent_contradicts_a_referral_without_an_answer():
    found = contradictions(R.SAFE_AND_INDEPENDENT, still(OpenEnd.REFERRAL, OpenEnd.CONSENT))
    assert [one.end for one in found] == [OpenEnd.REFERRAL]


def test_her_own_wish_contradicts_no_referral():
    assert contradictions(R.HER_WISH, still(OpenEnd.REFERRAL, OpenEnd.NO_SIGN)) == ()


@pytest.mark.parametrize("reason", ClosureReason)
def test_danger_contradicts_every_reason(reason):
    assert contradictions(reason, still(OpenEnd.DANGER))


@pytest.mark.parametrize("reason", ClosureReason)
def test_a_lead_reads_a_lost_contact_a_death_and_every_contradiction(reason):
    assert for_a_lead(reason, []) == (reason in TO_REVIEW)
    assert for_a_lead(reason, still(OpenEnd.DANGER))
