"""What she said, and who approved, is sealed: a row changed by hand lets nothing out."""

import pytest

from fanal.authority.failures import WarningsGone
from fanal.cases.models import Consent
from fanal.sharing.access.disclosure_gate import all_said_of
from fanal.sharing.actions.rules import approve
from fanal.sharing.models import Approval
from fanal.sharing.queries.facts import approvals_in, facts_of, said_of
from tests import files
from tests.security.test_moved_values import held, put
from tests.sharing.scene import CLASSES


def approvals(here):
    return approvals_in(said_of([here.case])[here.case.id])


def test_the_gate_reads_what_she_said(here):
    (said,) = facts_of(here.case, here.person).consents
    assert (said.given, said.recipient) == (True, str(here.shelter.id))
    assert said.on == Consent.objects.get().on


def test_a_no_that_was_made_another_s_stops_all_telling(cast, here):
    for person in (here.person, files.person(cast)):
        put(here.consent, "person_id", person.pk)
        assert len(facts_of(here.case, person).consents) == (person == here.person)
    with pytest.raises(WarningsGone):
        all_said_of([here.case])


def test_an_approval_counts_for_the_partner_and_by_whom_it_was_given(cast, here):
    approve(case=here.case, partner=here.shelter, classes=CLASSES, by=cast.noi)
    (found,) = approvals(here)
    assert {str(one) for one in found.classes} == set(CLASSES)
    for column, other in (("partner_id", here.station.pk), ("by_id", cast.claire.pk)):
        row = Approval.objects.get()
        before = held(row, column)
        put(row, column, other)
        assert approvals(here) == []
        put(row, column, before)
    assert len(approvals(here)) == 1
