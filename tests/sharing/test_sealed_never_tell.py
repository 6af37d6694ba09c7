"""Who must never know of a case is sealed: read by the gate, and by nobody who steals the file."""

import pytest
from django.db import connection

from fanal.authority.failures import WarningsGone
from fanal.cases.models import Case, CasePerson
from fanal.core.trust.vocabulary import PartyKind
from fanal.partners.actions.partners import add_partner
from fanal.sharing.access.deciding import never_told
from fanal.sharing.access.disclosure_gate import all_said_of
from fanal.sharing.actions.rules import end_never_tell, never_tell
from fanal.sharing.models import NeverTell
from fanal.sharing.queries.facts import facts_of
from tests import files
from tests.security.planting import delete
from tests.security.test_moved_values import put


@pytest.fixture
def unit(cast):
    return add_partner(kind=PartyKind.ORGANISATION, name="Unit 7", type="police", by=cast.noi)


def known(case):
    facts = facts_of(case, case.people.get())
    return facts.never_tell, {suspect.id for suspect in facts.suspects}


def rows_in_clear():
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM sharing_nevertell")
        return repr(
            [
                value
                for row in cursor.fetchall()
                for value in row
                if not isinstance(value, bytes | memoryview)
            ]
        )


def test_the_gate_reads_whom_and_the_file_does_not_tell(cast, case, unit):
    never_tell(case=case, partner=unit, suspect=True, reason="his cousin", by=cast.sokha)
    never_tell(case=case, colleague=cast.kham, reason="her uncle", by=cast.sokha)
    both = {str(unit.pk), str(cast.kham.pk)}
    assert known(case) == (both, {str(unit.pk)})
    for one in (unit.pk, cast.kham.pk):
        assert one.hex not in rows_in_clear().replace("-", "")


def test_the_cases_of_which_a_colleague_must_not_hear_are_found_by_the_mark(cast, case, unit):
    never_tell(case=case, colleague=cast.kham, reason="her uncle", by=cast.sokha)
    never_tell(case=case, partner=unit, reason="his cousin", by=cast.sokha)
    assert Case.objects.get(id__in=never_told(cast.kham)) == case
    assert not Case.objects.filter(id__in=never_told(cast.linh)).exists()
    marks = set(NeverTell.objects.values_list("mark", flat=True))
    assert len(marks) == 2


def test_what_a_second_person_ended_counts_no_more(cast, case, unit):
    row = never_tell(case=case, partner=unit, reason="his cousin", by=cast.sokha)
    end_never_tell(row=NeverTell.objects.get(pk=row.pk), by=cast.noi)
    assert known(case) == (frozenset(), set())


def test_what_was_ended_by_hand_still_counts(cast, case, unit):
    row = never_tell(case=case, partner=unit, reason="his cousin", by=cast.sokha)
    put(row, "ended_on", row.on)
    assert known(case)[0] == {str(unit.pk)}


def test_a_row_that_was_moved_to_another_case_stops_all_telling_there(cast, case, unit):
    row = never_tell(case=case, partner=unit, reason="his cousin", by=cast.sokha)
    other = files.case(cast)
    put(row, "case_id", other.pk)
    assert facts_of(other, other.people.get()).gone
    with pytest.raises(WarningsGone):
        all_said_of([other])


def test_the_page_names_them(cast, case, unit):
    never_tell(case=case, partner=unit, reason="his cousin", by=cast.sokha)
    never_tell(case=case, colleague=cast.kham, reason="her uncle", by=cast.sokha)
    page = files.browser(cast, cast.sokha).get(f"/sharing/cases/{case.pk}/").text
    assert "Unit 7" in page
    assert str(cast.kham) in page


def test_where_the_link_to_another_case_of_hers_was_deleted_nobody_is_told(cast, case):
    """What must never be told may stand in that case: it is not seen from here any more."""
    person = case.people.get()
    other = files.case(cast, people=[person])
    assert set(all_said_of([case])) == {case.pk}
    delete(CasePerson, case_id=other.pk, person_id=person.pk)
    with pytest.raises(WarningsGone):
        all_said_of([case])
