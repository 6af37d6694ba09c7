"""What counts, and what only looks as if it did."""

from datetime import timedelta

import pytest

from fanal.core.errors import BadInput
from fanal.core.trust.findings import (
    FLOOR_FOR_A_CHILD,
    FLOOR_FOR_AN_ADULT,
    FindingStatus,
    finding_status,
)
from fanal.core.trust.vocabulary import Credibility, Reliability, TrustLevel
from tests.core.trust.scene import TODAY, finding

YESTERDAY = TODAY - timedelta(days=1)


def how(one, floor=FLOOR_FOR_AN_ADULT):
    return finding_status(one, TODAY, floor)


def test_trust_that_two_people_found_counts():
    assert how(finding()) is FindingStatus.IN_FORCE


def test_trust_that_nobody_confirmed_does_not_count():
    assert how(finding(confirmed_by=None)) is FindingStatus.UNCONFIRMED


def test_danger_that_nobody_confirmed_counts():
    assert how(finding(level=TrustLevel.DANGEROUS, confirmed_by=None)) is FindingStatus.IN_FORCE


def test_the_last_day_still_counts_and_the_day_after_does_not():
    assert how(finding(until=TODAY)) is FindingStatus.IN_FORCE
    assert how(finding(until=YESTERDAY)) is FindingStatus.EXPIRED


def test_trust_without_an_end_ends_after_a_year():
    assert how(finding(said_on=TODAY - timedelta(days=365))) is FindingStatus.IN_FORCE
    assert how(finding(said_on=TODAY - timedelta(days=366))) is FindingStatus.EXPIRED


def test_danger_without_an_end_stays():
    old = finding(level=TrustLevel.DANGEROUS, said_on=TODAY - timedelta(days=4000))
    assert how(old) is FindingStatus.IN_FORCE


def test_a_finding_taken_back_does_not_count():
    assert how(finding(level=TrustLevel.DANGEROUS, withdrawn_on=TODAY)) is FindingStatus.WITHDRAWN


def test_trust_said_tomorrow_does_not_count_today():
    assert how(finding(said_on=TODAY + timedelta(days=1))) is FindingStatus.NOT_YET


def test_weak_evidence_is_no_trust():
    assert how(finding(reliability=Reliability.F)) is FindingStatus.WEAK
    assert how(finding(credibility=Credibility.DOUBTFUL)) is FindingStatus.WEAK


def test_a_child_asks_for_better_evidence_than_an_adult():
    fair = finding(reliability=Reliability.C, credibility=Credibility.POSSIBLE)
    assert how(fair, FLOOR_FOR_AN_ADULT) is FindingStatus.IN_FORCE
    assert how(fair, FLOOR_FOR_A_CHILD) is FindingStatus.WEAK


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"about": "noi"}, "about themselves"),
        ({"about": "claire"}, "about themselves"),
        ({"confirmed_by": "noi"}, "a second person"),
        ({"until": TODAY - timedelta(days=31)}, "ends before it was said"),
        ({"level": TrustLevel.WITH_PRECAUTIONS, "precautions": ()}, "names none"),
    ],
)
def test_a_finding_that_cannot_be_is_refused(wrong, why):
    with pytest.raises(BadInput, match=why):
        finding(**wrong)
