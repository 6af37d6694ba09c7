"""What the page of the law proposes to ask next: what the case is about, and nothing no child is asked."""

from fanal.cases.actions.entries import add_entry
from fanal.core.law.asking_children import NEVER_OF_A_CHILD
from fanal.identification.next_questions import questions_for
from fanal.identification.queries import record_of
from tests.identification.test_interview_gate import aged


def codes(cast, concern):
    ring = cast.ring(cast.sokha)
    found = questions_for(concern, record_of(concern, ring), cast.sokha, ring)
    return [question.code for question in found]


def test_nothing_about_customers_is_proposed_to_be_asked_of_a_child(cast, kolok, person):
    aged(cast, person, 24)
    assert NEVER_OF_A_CHILD & set(codes(cast, kolok))
    aged(cast, person, 14)
    assert not NEVER_OF_A_CHILD & set(codes(cast, kolok))


def test_a_compound_that_was_told_of_is_asked_about_first(cast, case, kolok, person):
    aged(cast, person, 24)
    assert codes(cast, kolok)[0] != "forced_criminality"
    add_entry(case=case, kind="also", answers={"compound": True}, **cast.acting(cast.sokha))
    assert "forced_criminality" in codes(cast, kolok)[:3]
