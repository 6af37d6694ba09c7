"""One present state of a person, whatever form it was said in and whichever case of hers."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.cases import add_person
from fanal.cases.actions.entries import add_entry, edit_entry
from fanal.cases.actions.states import decide_state, record_sign, say_in_danger, say_no_longer
from fanal.cases.models import StateCode, WatchList
from fanal.cases.queries.at_risk import urgent_files
from fanal.cases.queries.codes import codes_in, codes_of, stored_codes_of
from fanal.cases.queries.last_contact import heard_in_cases
from fanal.cases.queries.present import states_in, states_of
from fanal.cases.queries.states_version import STORED, states_version
from fanal.core.casework.answers import NOT_ASKED, NOT_KNOWN
from fanal.core.casework.present import DangerState
from fanal.core.errors import BadInput, Refused
from fanal.people.actions.merges import decide
from fanal.web.request_cache import AskedOnce
from tests import files
from tests.cases.test_today import danger
from tests.shelters.scene import scene, sleeps

S = DangerState


@pytest.fixture
def say(write, her):
    return write | {"person": her}


@pytest.fixture
def state(cast, case, her):
    def now(user=None, of=None):
        user = user or cast.sokha
        return states_of([(of or her).id], user, cast.ring(user))[(of or her).id]

    return now


def ago(**more):
    return timezone.now() - timedelta(**more)


def free(**more):
    told = {"said_by": "herself", "free": True, "said_at": ago(minutes=1)}
    return told | {"what_changed": "She is at her aunt's."} | more


def test_an_answer_to_another_question_changes_nothing(write, state):
    add_entry(kind="safety", answers={"danger_now": True}, **write)
    add_entry(kind="safety", answers={"safe_people": "her aunt"}, **write)
    add_entry(kind="safety", answers={"danger_now": NOT_KNOWN}, **write)
    assert state().code is S.IN_DANGER


def test_not_safe_in_a_follow_up_is_danger(write, state):
    add_entry(kind="safety", answers={"danger_now": False, "said_by": "herself"}, **write)
    assert state().code is S.UNKNOWN
    add_entry(kind="visit", answers={"safe": False}, **write)
    assert state().code is S.IN_DANGER
    assert state().state.holds.form == "follow_up"


def test_a_no_without_who_says_so_and_why_is_disputed(write, state):
    add_entry(kind="safety", answers={"danger_now": True, "said_by": "mother"}, **write)
    add_entry(kind="safety", answers={"danger_now": False}, **write)
    assert state().code is S.DISPUTED
    (one,) = state().state.contradictions
    assert (one.danger.source, one.safe.source) == ("mother", "not_said")


def test_what_was_answered_is_not_emptied_by_a_change(write, state):
    entry = add_entry(kind="safety", answers={"danger_now": True}, **write)
    change = {"entry": entry, "by": write["by"], "ring": write["ring"], "version": 1}
    with pytest.raises(BadInput, match="danger_now"):
        edit_entry(answers={"danger_now": NOT_ASKED, "carry": "papers"}, **change)
    entry.refresh_from_db()
    edit_entry(answers={"danger_now": False}, **change)
    assert state().code is S.DISPUTED
    assert len(entry.unseal(write["ring"])["said"]) == 2


def test_three_answers_end_it(say, state):
    say_in_danger(said_by="mother", said_at=ago(hours=3), **say)
    assert state().code is S.IN_DANGER
    say_no_longer(**free(), **say)
    assert state().code is S.SAFE
    assert state().state.since == state().state.holds.said


def test_not_free_she_does_not_end_it_and_a_lead_decides(say, state, cast, case, her):
    say_in_danger(said_by="mother", said_at=ago(hours=3), **say)
    say_no_longer(**free(free=False), **say)
    assert state().code is S.DISPUTED
    lead = say | cast.acting(cast.noi)
    with pytest.raises(Refused, match="a lead decides"):
        decide_state(seen=state(), danger=False, reason="I called her.", **say)
    with pytest.raises(BadInput, match="reason"):
        decide_state(seen=state(), danger=False, reason=" ", **lead)
    decide_state(seen=state(cast.noi), danger=False, reason="I called her aunt.", **lead)
    assert state().code is S.SAFE
    with pytest.raises(Refused, match="no two answers"):
        decide_state(seen=state(cast.noi), danger=False, reason="Again.", **lead)


@pytest.mark.parametrize("danger", [True, False])
def test_of_two_who_decide_at_once_the_first_counts(say, state, cast, danger):
    say_in_danger(said_by="mother", said_at=ago(hours=3), **say)
    say_no_longer(**free(free=False), **say)
    lead = say | cast.acting(cast.noi)
    both = [state(cast.noi) for _window in range(2)]
    decide_state(seen=both[0], danger=danger, reason="I called her aunt.", **lead)
    with pytest.raises(Refused, match="decided already"):
        decide_state(seen=both[1], danger=not danger, reason="I called her.", **lead)
    assert state().code is (S.IN_DANGER if danger else S.SAFE)


@pytest.mark.parametrize(
    ("missing", "where"),
    [
        ({"said_by": "nobody"}, "said_by"),
        ({"what_changed": ""}, "what_changed"),
        ({"free": NOT_ASKED}, "free"),
        ({"said_by": "receiving_side"}, "partner"),
        ({"said_at": ago(hours=-3)}, "said_at"),
    ],
)  # fmt: skip
def test_who_says_so_when_and_what_changed_are_asked(say, missing, where):
    with pytest.raises(BadInput, match=where):
        say_no_longer(**free(**missing), **say)


def test_a_sign_of_life_is_shown_and_ends_nothing(say, state):
    say_in_danger(said_by="herself", said_at=ago(hours=14), **say)
    assert state().state.late
    record_sign(sign="spoken_to_with_code_word", said_at=ago(hours=1), **say)
    found = state().state
    assert (found.danger, found.late) == (S.IN_DANGER, False)
    assert found.last_proof.said == found.last_sign.said


def test_the_next_sign_is_due_at_the_hour_agreed(say, state):
    evening = timezone.now() + timedelta(hours=20)
    say_in_danger(said_by="herself", said_at=ago(hours=2), **say)
    record_sign(sign="message", said_at=ago(hours=1), next_by=evening, **say)
    assert state().state.next_due == evening
    with pytest.raises(BadInput, match="next_by"):
        record_sign(sign="message", said_at=None, next_by=ago(hours=1), **say)


def test_who_decides_waits_for_whoever_decides_in_another_case_of_hers(say, state, cast, case, her):
    second = files.person(cast)
    decide(keep=her, other=second, same=True, reason="the same scar", **cast.acting(cast.sokha))
    other = files.case(cast, people=[second])
    say_in_danger(said_by="mother", said_at=ago(hours=3), **say)
    say_no_longer(**free(free=False), **say)
    lead = say | cast.acting(cast.noi)
    with CaptureQueriesContext(connection) as asked:
        decide_state(seen=state(cast.noi), danger=False, reason="I called her aunt.", **lead)
    locked = [
        sql.replace("-", "")
        for sql in (query["sql"] for query in asked)
        if sql.startswith('SELECT "cases_case"."id"') and "ORDER BY 1 ASC" in sql
    ]
    assert any(case.id.hex in sql and other.id.hex in sql for sql in locked)
    if connection.features.has_select_for_update:
        assert any("FOR UPDATE" in sql for sql in locked)


def test_danger_in_one_case_shows_on_all_her_cases(cast, say, case, her):
    other = files.case(cast, people=[her])
    say_in_danger(said_by="mother", said_at=None, **say)
    assert set(codes_in([case.id, other.id]).values()) == {S.IN_DANGER}
    assert states_in(other, cast.sokha, cast.ring(cast.sokha))[her.id].in_danger


def test_danger_shows_on_every_file_that_was_found_to_be_hers(cast, say, her, state):
    second = files.person(cast)
    decide(
        keep=her,
        other=second,
        same=True,
        by=cast.sokha,
        reason="the same scar",
        ring=cast.ring(cast.sokha),
    )
    files.case(cast, people=[second])
    say_in_danger(said_by="mother", said_at=None, **say)
    assert codes_of([her.id, second.id]) == {her.id: S.IN_DANGER, second.id: S.IN_DANGER}
    assert state(of=second).in_danger


def test_of_two_people_in_a_case_each_has_a_state(cast, case, write, say, her):
    child = files.person(cast, names=["Noy"])
    add_person(case=case, person=child, by=cast.sokha, role="child")
    say_in_danger(said_by="mother", said_at=ago(hours=1), **say)
    assert codes_of([her.id, child.id]) == {her.id: S.IN_DANGER, child.id: S.UNKNOWN}
    add_entry(kind="safety", answers={"danger_now": True}, **write)
    assert codes_of([child.id]) == {child.id: S.IN_DANGER}


def test_somebody_added_to_a_case_in_danger_counts_as_in_danger(cast, case, write):
    add_entry(kind="safety", answers={"danger_now": True}, **write)
    child = files.person(cast, names=["Noy"])
    add_person(case=case, person=child, by=cast.sokha, role="child")
    assert codes_of([child.id]) == {child.id: S.IN_DANGER}


def test_a_relative_in_the_case_is_not_in_danger_because_she_is(cast, case, write):
    add_entry(kind="safety", answers={"danger_now": True}, **write)
    mother = files.person(cast, names=["Mae"])
    add_person(case=case, person=mother, by=cast.sokha, role="family")
    assert codes_of([mother.id]) == {mother.id: S.UNKNOWN}


def test_who_may_not_read_it_learns_that_she_is_in_danger_and_whom_to_call(cast, say, her):
    say_in_danger(said_by="mother", said_at=None, **say)
    seen = states_of([her.id], cast.mai, cast.ring(cast.mai))[her.id]
    assert seen.code is S.IN_DANGER
    assert seen.state.code is S.UNKNOWN
    assert [one.case.assignee for one in seen.to_call] == [cast.sokha]


def test_the_row_for_lists_holds_a_code_and_days_alone(say, case):
    say_in_danger(said_by="mother", said_at=ago(hours=1), **say)
    (row,) = StateCode.objects.filter(case=case)
    told = row.told
    assert ":" not in told
    assert "in_danger" in told


def test_an_entry_of_before_this_was_derived_counts_on_its_day(cast, write, case, state, her):
    entry = add_entry(kind="safety", answers={"danger_now": True}, **write)
    data = {
        name: value
        for name, value in entry.unseal(write["ring"]).items()
        if name not in ("said", "written_at", "said_by")
    }
    entry.seal(write["ring"], data)
    entry.save()
    StateCode.objects.all().delete()
    assert state().code is S.IN_DANGER
    assert state().state.since == entry.made_on
    assert codes_in([case.id]) == {case.id: S.IN_DANGER}


def test_whoever_cannot_read_the_danger_does_not_take_it_off_the_lists(cast, say, her, case):
    say_in_danger(said_by="mother", said_at=None, **say)
    theirs = files.case(cast, people=[her], by=cast.linh, team=cast.saigon)
    linh = {"case": theirs, **cast.acting(cast.linh), "person": her}
    say_no_longer(**free(), **linh)
    assert codes_of([her.id]) == {her.id: S.IN_DANGER}
    assert codes_in([theirs.id]) == {theirs.id: S.IN_DANGER}
    assert states_in(theirs, cast.linh, cast.ring(cast.linh))[her.id].in_danger


def test_when_she_was_heard_from_is_added_to_a_state_of_before_and_the_urgent_stay_counted(
    case, her, say, state
):
    record_sign(sign="spoken_to_with_code_word", said_at=ago(days=2), **say)
    heard, list_before = heard_in_cases([her.id]), WatchList.objects.get().version
    StateCode.objects.update(heard=None)
    state()
    assert heard
    assert heard_in_cases([her.id]) == heard
    assert WatchList.objects.get().version == list_before


# What was stored of the states of everybody is asked once while a page is made, and anew once the
# page itself stored one.
@pytest.mark.parametrize("page", ["cases:today", "journeys:board"])
def test_a_page_asks_once_what_was_stored(cast, case, page):
    danger(cast, case)
    reader = files.browser(cast, cast.noi)
    with CaptureQueriesContext(connection) as asked:
        assert reader.get(reverse(page)).status_code == 200
    assert len([query for query in asked if query["sql"] == STORED]) == 1


def test_the_list_asks_once_in_which_cases_its_people_are(cast, case):
    danger(cast, case)
    reader = files.browser(cast, cast.noi)
    with CaptureQueriesContext(connection) as asked:
        assert str(case.id) in reader.get(reverse("cases:list")).text
    of_people = 'AS "case__on_the_way"'
    assert len([query for query in asked if of_people in query["sql"]]) == 1


def test_the_codes_of_nobody_are_not_asked(cast, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert stored_codes_of([], into={}) == {}


def test_a_danger_that_a_page_stored_itself_stands_on_the_rest_of_it(cast, case, rf):
    danger(cast, case)
    person = case.people.get()
    StateCode.objects.all().delete()
    now = timezone.localtime()

    def page(_request):
        before = states_version(now), urgent_files(now.date())
        states_in(case, cast.noi, cast.ring(cast.noi))
        return [before, (states_version(now), urgent_files(now.date()))]

    (before, none), (after, found) = AskedOnce(page)(rf.get("/"))
    assert before != after
    assert (person.pk in none, person.pk in found) == (False, True)


# Who has her is known by name: "one of us" without one is no news, and takes the name away from
# nobody.
@pytest.fixture
def here(cast):
    made = scene(cast)
    sleeps(cast, made)
    return made


def custodian(cast, here):
    seen = states_in(here.case, cast.sokha, cast.ring(cast.sokha))[here.person.id].state
    return str(seen.custodian.answer)


def says(cast, here, whom, name=""):
    told = {"sign": "seen", "said_at": timezone.localtime(), "with_whom": whom, "with_name": name}
    record_sign(case=here.case, person=here.person, **told, **cast.acting(cast.sokha))


def test_the_shelter_is_said_on_the_form_and_kept_with_one_of_us(cast, here):
    for name in ("no_longer", "sign_of_life", "in_danger"):
        address = reverse(f"cases:{name}", args=[here.case.id, here.person.id])
        assert f"Empty: {here.shelter.name}, as known." in files.main_of(cast, cast.sokha, address)
    say_no_longer(
        case=here.case, person=here.person, said_by="colleague", said_at=timezone.localtime(),
        what_changed="She sleeps there.", free=True, with_whom="ours", **cast.acting(cast.sokha)
    )  # fmt: skip
    assert custodian(cast, here) == here.shelter.name


def test_another_kind_or_another_name_is_news(cast, here):
    says(cast, here, "ours", "Sokha")
    assert custodian(cast, here) == "Sokha"
    says(cast, here, "family")
    assert custodian(cast, here) == "family"
    says(cast, here, "ours")
    assert custodian(cast, here) == "ours"
