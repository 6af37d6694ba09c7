"""Whoever writes to the database lets nobody answer for a child: neither by a decision that two ended,
put back as it was, nor by one that two did not take."""

import pytest
from django.utils import timezone

from fanal.authority import genuine_rows, ledger_head, queries
from fanal.cases.actions import carers
from fanal.cases.models import CarerDecision
from fanal.core.errors import Refused
from fanal.sharing.queries.facts import facts_of
from tests import files
from tests.security.planting import put_back, row_of, update

REASON = "Her mother is dead, and she wants to stay with Malee."


@pytest.fixture
def here(cast):
    girl = files.person(cast, births=[("herself", 2013, 5, 1)])
    case = files.case(cast, people=[girl])
    row = carers.ask_carer_decision(
        case=case, person=girl, speaker=None, ground="absent", reasons=REASON, **cast.acting(cast.sokha)
    )  # fmt: skip
    carers.agree_carer_decision(row=row, by=cast.noi)
    genuine_rows.run()
    assert who_answers(row) == [str(row.pk)]
    return row


def who_answers(row):
    return [one.id for one in facts_of(row.case, row.person).decisions]


def reported():
    return any("who consents for a child" in str(fault) for fault in queries.faults())


def test_who_was_to_answer_no_more_does_not_answer_again(cast, here):
    before = row_of(CarerDecision, id=here.pk)
    carers.end_carer_decision(row=here, by=cast.noi)
    put_back(CarerDecision, before)
    genuine_rows.run()  # as each request does
    assert who_answers(here) == []
    assert reported()
    with pytest.raises(Refused):
        carers.end_carer_decision(row=here, by=cast.noi)


@pytest.mark.parametrize("change", [{"until": timezone.localdate()}, {"second_id": None}])
def test_nor_does_a_decision_count_that_was_changed(here, change):
    update(CarerDecision, change, id=here.pk)
    assert who_answers(here) == []


def test_before_two_people_certified_decisions_count_as_before(here):
    update(CarerDecision, {"attestation": b"", "attested_version": 0}, id=here.pk)
    ledger_head.certify_anew_above(8)
    genuine_rows.run()
    assert who_answers(here) == [str(here.pk)]
