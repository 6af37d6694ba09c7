"""What a call says of danger holds for the person as soon as the call is about her case."""

import pytest

from fanal.cases.actions.entries import add_entry
from fanal.cases.queries.codes import codes_in
from fanal.cases.queries.present import states_of
from fanal.core.casework.answers import NOT_KNOWN
from fanal.core.casework.present import DangerState
from fanal.intake.actions import add_to_case, make_case, mark_duplicate, take_signal
from fanal.journeys.models import MailDue
from tests import files

TOLD = {"who_calls": "mother", "where": "a karaoke at Sungai Kolok", "danger_now": True}


@pytest.fixture
def decide(cast):
    return cast.acting(cast.sokha)


def taken(cast, **told):
    return take_signal(team=cast.bangkok, answers=TOLD | told, by=cast.kham)


def test_danger_in_a_call_holds_for_the_person_of_the_case_that_it_becomes(cast, decide):
    case = make_case(signal=taken(cast), **decide)
    person = case.people.get()
    found = states_of([person.id], cast.sokha, decide["ring"])[person.id].state
    assert found.danger is DangerState.IN_DANGER
    assert (found.holds.source, found.holds.form) == ("mother", "call")
    assert found.place.answer == TOLD["where"]
    add_entry(case=case, kind="safety", answers={"carry": "papers"}, **decide)
    assert codes_in([case.id]) == {case.id: DangerState.IN_DANGER}


def test_a_second_call_raises_it_in_a_case_that_we_have_and_its_people_are_told(cast, decide):
    case = files.case(cast)
    add_to_case(signal=taken(cast), case=case, reason="the same girl", **decide)
    assert codes_in([case.id]) == {case.id: DangerState.IN_DANGER}
    assert set(MailDue.objects.values_list("to", flat=True)) == {cast.noi.pk}


def test_the_same_call_again_counts_though_it_is_put_aside(cast, decide):
    first = taken(cast, danger_now=NOT_KNOWN)
    case = make_case(signal=first, **decide)
    assert codes_in([case.id]) == {case.id: DangerState.UNKNOWN}
    mark_duplicate(signal=taken(cast), of=first, reason="her mother again", **decide)
    assert codes_in([case.id]) == {case.id: DangerState.IN_DANGER}
