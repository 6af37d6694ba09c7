"""Somebody whose case was closed calls again: her case is opened again, with its history."""

import pytest
from django.urls import reverse

from fanal.cases.actions.cases import assign
from fanal.cases.actions.stages import record_move
from fanal.cases.actions.tasks import OPENED_AGAIN
from fanal.cases.models import Case, CaseEntry, Task
from fanal.cases.queries.present import states_in
from fanal.core.casework.present import DangerState
from fanal.core.casework.stages import CaseStage
from fanal.intake.actions import add_to_case, take_signal
from tests import files

BACK = "It is her: open her case again with this call"


@pytest.fixture
def closed(cast):
    case = files.case(cast, people=[files.person(cast, names=("Bouavan Keo",))])
    record_move(case, CaseStage.CLOSED, cast.noi, case.version, None)
    return case


@pytest.fixture
def call(cast):
    told = {"about_whom": "Bouavan Keo", "danger_now": True, "who_calls": "herself"}
    return take_signal(team=cast.bangkok, answers=told, by=cast.sokha)


def url(name, call):
    return reverse(f"intake:{name}", kwargs={"signal_id": call.id})


def test_the_match_names_her_closed_case_and_opens_it_again_first(cast, closed, call):
    text = files.browser(cast, cast.sokha).get(url("match", call)).text
    assert closed.code_name in text
    assert text.index(BACK) < text.index("It is her: open one more case")


def test_her_case_is_open_again_with_the_call_and_what_it_says(cast, closed, call):
    sokha = files.browser(cast, cast.sokha)
    answer = sokha.post(url("case", call), {"reopen": str(closed.id)})
    assert answer["Location"] == url("known", call)
    call.refresh_from_db()
    again = Case.objects.get()
    assert (call.state, again.closed, again.stage) == ("addition", False, CaseStage.REOPENED)
    (note,) = CaseEntry.objects.of_kinds([again.id], "note")
    assert call.code_name in note.unseal(cast.ring(cast.sokha))["text"]
    (seen,) = states_in(again, cast.sokha, cast.ring(cast.sokha)).values()
    assert seen.code is DangerState.IN_DANGER


def test_where_a_case_of_hers_is_open_the_closed_one_is_named_alone(cast, closed, call):
    files.case(cast, people=[closed.people.get()])
    text = files.browser(cast, cast.sokha).get(url("match", call)).text
    assert closed.code_name in text
    assert BACK not in text
    assert "Add this call to her case" in text


def test_the_closed_case_of_another_team_is_neither_named_nor_opened(cast, call):
    person = files.person(cast, names=("Bouavan Keo",))
    other = files.case(cast, people=[person], by=cast.kham, team=cast.vientiane)
    record_move(other, CaseStage.CLOSED, cast.kham, other.version, None)
    sokha = files.browser(cast, cast.sokha)
    assert other.code_name not in sokha.get(url("match", call)).text
    for chosen in (str(other.id), "no id"):
        assert sokha.post(url("case", call), {"reopen": chosen}).status_code == 404
    assert Case.objects.get().closed


def test_an_open_case_is_not_opened_again(cast, call):
    case = files.case(cast, people=[files.person(cast, names=("Bouavan Keo",))])
    files.browser(cast, cast.sokha).post(url("case", call), {"reopen": str(case.id)})
    call.refresh_from_db()
    assert call.state == "open"


def named(cast, call, **told):
    asked = {"name": "Bouavan Keo", "person": ""} | told
    return files.browser(cast, cast.sokha).post(url("case", call), asked)


def test_before_it_becomes_a_case_her_closed_one_is_named_and_opened_again_first(
    cast, closed, call
):
    text = named(cast, call).text
    assert "Her closed case" in text
    assert closed.code_name in text
    assert text.index(BACK) < text.index("This is her: open one more case")


def test_a_code_name_typed_names_her_closed_case_before_one_more_is_opened(cast, closed, call):
    person = closed.people.get()
    told = {"name": "", "person": person.code_name}
    answer = named(cast, call, **told)
    assert answer.status_code == 422
    assert "has a closed case: see below" in answer.text
    assert BACK in answer.text
    assert named(cast, call, **told, one_more=str(person.id)).status_code == 302
    assert Case.objects.count() == 2


def test_where_a_case_is_open_the_call_goes_there_and_the_closed_one_is_named_alone(
    cast, closed, call
):
    files.case(cast, people=[closed.people.get()])
    text = named(cast, call).text
    assert closed.code_name in text
    assert "Add this call to her case" in text
    assert BACK not in text


@pytest.mark.parametrize("page", ["from her file", "beside somebody else"])
def test_who_opens_a_case_without_a_call_is_told_of_the_closed_one_too(cast, closed, page):
    sokha = files.browser(cast, cast.sokha)
    person = closed.people.get()
    if page == "from her file":
        text = sokha.get(reverse("cases:new", args=[person.id])).text
    else:
        other = files.case(cast, people=[files.person(cast)])
        told = {"name": "", "person": person.code_name, "role": "concerned"}
        text = sokha.post(reverse("cases:also", args=[other.id]), told).text
    assert closed.code_name in text
    assert BACK not in text


def tasks_of(cast, user):
    return [str(task.title) for task in Task.objects.filter(assignee=user, done_on=None)]


def given_to(case, to, by):
    case.refresh_from_db()
    assign(case=case, to=to, by=by, version=case.version)


def test_who_works_on_her_case_finds_today_that_a_colleague_opened_it_again(cast, closed, call):
    given_to(closed, cast.sokha, cast.noi)
    noi = files.browser(cast, cast.noi)
    noi.post(url("case", call), {"reopen": str(closed.id)})
    shown = files.browser(cast, cast.sokha).get(reverse("cases:today"), follow=True).text
    assert str(OPENED_AGAIN) in shown
    assert tasks_of(cast, cast.noi) == []


def test_who_works_on_her_open_case_finds_today_that_a_call_was_added_to_it(cast, call):
    case = files.case(cast, people=[files.person(cast, names=("Bouavan Keo",))])
    given_to(case, cast.sokha, cast.noi)
    told = {"signal": call, "case": case, **cast.acting(cast.noi)}
    add_to_case(reason="", **told)
    assert tasks_of(cast, cast.sokha) == [f"Read what call {call.code_name} says of her"]


def test_who_reads_the_call_herself_is_told_of_nothing(cast, closed, call):
    given_to(closed, cast.sokha, cast.noi)
    files.browser(cast, cast.sokha).post(url("case", call), {"reopen": str(closed.id)})
    assert tasks_of(cast, cast.sokha) == []


def test_nothing_says_that_she_is_back_who_may_be_missing(cast, closed, call):
    files.browser(cast, cast.sokha).post(url("case", call), {"reopen": str(closed.id)})
    (note,) = CaseEntry.objects.of_kinds([closed.id], "note")
    assert note.unseal(cast.ring(cast.sokha))["text"] == f"A call is about her: {call.code_name}"
