"""What no page offers is refused by the action all the same: a page is not the only way to it, and what
it read may be decided by the time that it is sent.
"""

from datetime import timedelta

import pytest
from django.utils import timezone

from fanal.cases.actions import (
    carers,
    consents,
    emergencies,
    entries,
    lists,
    stages,
    states,
    teams,
)
from fanal.cases.models import (
    BreakGlass,
    CarerDecision,
    CaseEntry,
    Closure,
    Consent,
    SavedList,
)
from fanal.core.errors import BadInput, Refused
from fanal.partners.actions.partners import add_partner
from tests import clock, files
from tests.files import WHY
from tests.journal import entries as journal

DAY = timedelta(days=1)
REASONS = "Her mother is dead, and she wants to stay with Malee."


@pytest.fixture
def case(cast):
    return files.case(cast, people=[files.person(cast, births=[("herself", 2013, 5, 1)])])


@pytest.fixture
def write(cast, case):
    return {"case": case, **cast.acting(cast.sokha)}


@pytest.fixture
def person(case):
    return case.people.get()


@pytest.fixture
def asks(person, write):
    """Sokha asks who consents for her."""

    def ask(**more):
        given = {"person": person, "speaker": None, "ground": "absent", "reasons": REASONS}
        return carers.ask_carer_decision(**given | write | more)

    return ask


def test_a_case_that_was_closed_to_its_whole_team_opens_to_nobody_of_it_in_an_emergency(cast, case):
    emergencies.close_to_team(case=case, named=[cast.noi], reason="She asked.", by=cast.noi)
    with pytest.raises(Refused, match="cannot be opened in an emergency"):
        emergencies.break_glass(case=case, reason=WHY, by=cast.sokha)
    assert not BreakGlass.objects.exists()
    assert not journal("case.glass_broken")


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"reasons": "She is a child."}, "reasons"),
        ({"until": timezone.localdate() - DAY}, "until"),
        ({"ground": "convenient"}, "ground"),
    ],
)
def test_nobody_is_asked_to_answer_for_a_child_without_reasons_ground_or_time(asks, wrong, where):
    with pytest.raises(BadInput) as mistake:
        asks(**wrong)
    assert mistake.value.where == where
    assert not CarerDecision.objects.exists()


def test_who_answers_for_a_child_is_decided_once_and_ended_once(cast, asks):
    row = asks()
    read = CarerDecision.objects.get()
    carers.end_carer_decision(row=row, by=cast.noi)
    with pytest.raises(Refused, match="decided already"):
        carers.agree_carer_decision(row=read, by=cast.noi)
    with pytest.raises(Refused, match="ended already"):
        carers.end_carer_decision(row=read, by=cast.sokha)
    row.refresh_from_db()
    assert (row.second, row.declined_by) == (None, cast.noi)


def test_a_consent_is_taken_back_once_on_the_day_that_she_said_first(cast, person, write):
    """Else what was done in between would read as if she had still agreed."""
    on = timezone.localdate() - 9 * DAY
    given = {"person": person, "purpose": "care", "answer": "given", "on": on}
    consent = consents.record_consent(**given, **write)
    read = Consent.objects.get()
    with clock.moved(-8 * DAY):
        consents.withdraw_consent(consent=consent, by=cast.sokha)
    with pytest.raises(BadInput, match="withdrawn already"):
        consents.withdraw_consent(consent=read, by=cast.noi)
    assert Consent.objects.get().withdrawn_on == on + DAY


def test_no_partner_is_chosen_for_a_consent_that_she_took_back(cast, person, write):
    given = {"person": person, "purpose": "care", "answer": "given", "recipient": "the house"}
    consent = consents.record_consent(**given, **write)
    read = Consent.objects.get()
    consents.withdraw_consent(consent=consent, by=cast.sokha)
    house = add_partner(kind="organisation", type="ngo", name="The House", by=cast.sokha)
    with pytest.raises(BadInput, match="withdrawn already"):
        consents.choose_partner(consent=read, partner=house, **cast.acting(cast.sokha))
    assert Consent.objects.count() == 1


def test_a_note_stays_as_it_was_written_and_a_note_corrects_nothing_else(cast, write):
    note = entries.add_note(text="She slept badly.", **write)
    act = cast.acting(cast.sokha)
    with pytest.raises(BadInput, match="write a correction"):
        entries.edit_entry(entry=note, answers={"text": "Well."}, version=note.version, **act)
    safety = entries.add_entry(kind="safety", answers={"danger_now": False}, **write)
    with pytest.raises(BadInput, match="only a note is corrected"):
        entries.correct_note(note=safety, text="There is danger.", **act)
    assert CaseEntry.objects.count() == 2
    note.refresh_from_db()
    assert note.unseal(act["ring"])["text"] == "She slept badly."


@pytest.mark.parametrize(
    ("wrong", "where"),
    [({"reason": "bored", "words": ""}, "reason"), ({"reason": "other", "words": " "}, "words")],
)
def test_closing_is_not_asked_for_without_a_reason(write, wrong, where):
    with pytest.raises(BadInput) as mistake:
        stages.ask_closure(**wrong, **write)
    assert mistake.value.where == where
    assert not Closure.objects.exists()


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ({"said_by": "herself"}, "free"),
        ({"said_by": "receiving_side"}, "partner"),
        ({"said_by": "nobody"}, "said_by"),
        ({"said_by": "herself", "free": True, "what_changed": " "}, "what_changed"),
    ],
)
def test_nothing_ends_a_danger_by_a_word_of_which_it_is_not_known_how_it_was_said(
    person, write, said, where
):
    told = {"person": person, "said_at": timezone.now(), "what_changed": "home", **write}
    with pytest.raises(BadInput) as mistake:
        states.say_no_longer(**told | said)
    assert mistake.value.where == where
    assert not CaseEntry.objects.exists()


def test_the_next_sign_of_her_is_awaited_at_an_hour_that_is_to_come(person, write):
    said = {"person": person, "sign": "message", "said_at": None, **write}
    with pytest.raises(BadInput, match="passed already"):
        states.record_sign(next_by=timezone.now() - timedelta(minutes=1), **said)
    assert not CaseEntry.objects.exists()


def test_a_case_is_not_offered_to_the_team_that_has_it(cast, case):
    with pytest.raises(Refused, match="belongs to that team already"):
        teams.offer(case=case, team=cast.bangkok, by=cast.noi)
    case.refresh_from_db()
    assert case.offered_to is None


def test_one_has_at_most_20_lists_of_one_s_own(cast):
    for n in range(lists.MOST):
        lists.save_list(name=f"List {n}", filters={}, by=cast.sokha)
    with pytest.raises(Refused, match="remove one first"):
        lists.save_list(name="One more", filters={}, by=cast.sokha)
    lists.forget_list(saved=SavedList.objects.first())
    lists.save_list(name="One more", filters={"show": "mine", "other": "x"}, by=cast.sokha)
    assert [one.filters for one in SavedList.objects.filter(user=cast.sokha) if one.filters] == [
        {"show": "mine"}
    ]
