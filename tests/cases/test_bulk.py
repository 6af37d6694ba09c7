"""What is done with several cases at once: all of it or nothing, and each case in the journal."""

from datetime import time, timedelta

import pytest
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from fanal.cases import list_access
from fanal.cases.actions.emergencies import keep_out
from fanal.cases.actions.tasks import add_task
from fanal.cases.models import Case, CaseEntry, Task
from tests import files
from tests.journal import entries
from tests.kept import kept


@pytest.fixture
@kept
def cases(cast):
    return [files.case(cast) for _ in range(3)]


def address(name, cases):
    return reverse(f"cases:{name}") + "?" + "&".join(f"case={case.id}" for case in cases)


def workers(cases):
    return set(
        Case.objects.filter(id__in=[case.id for case in cases]).values_list("assignee", flat=True)
    )


@pytest.mark.parametrize("number", [8, pytest.param(30, marks=pytest.mark.long)])
def test_many_cases_are_handed_over_with_one_form_and_one_reason(cast, sokha, number):
    cases = [files.case(cast) for _ in range(number)]
    there = address("hand_over", cases)
    assert cases[7].code_name in sokha.get(there).text
    sent = sokha.post(there, {"to": str(cast.noi.pk), "reason": "Sokha leaves in December"})
    assert sent.status_code == 302
    after = sokha.get(sent["Location"]).text
    assert f"Given to {cast.noi}: {cases[0].code_name}, " in after
    assert workers(cases) == {cast.noi.pk}
    assert len(entries("case.assigned")) == number
    notes = CaseEntry.objects.filter(case__in=cases)
    assert {note.unseal(cast.ring(cast.noi))["text"] for note in notes} == {
        "Sokha leaves in December"
    }
    assert "December" not in str(
        [(entry.detail, entry.about) for entry in entries("case.assigned")]
    )


def test_a_reason_of_nothing_that_can_be_seen_is_refused_where_it_was_typed(cast, sokha, cases):
    answer = sokha.post(
        address("hand_over", cases), {"to": str(cast.noi.pk), "reason": "\u200b\u200b"}
    )
    assert 'href="#id_reason"' in answer.text
    assert workers(cases) == {cast.sokha.pk}


def test_the_open_tasks_of_who_worked_on_them_go_along(cast, sokha, cases):
    hers = add_task(case=cases[0], title="call", by=cast.sokha)
    other = add_task(case=cases[0], title="call", by=cast.sokha, assignee=cast.mai)
    sokha.post(address("hand_over", cases), {"to": str(cast.noi.pk), "reason": "she leaves"})
    assert Task.objects.get(id=hers.id).assignee == cast.noi
    assert Task.objects.get(id=other.id).assignee == cast.mai
    assert [entry.about for entry in entries("case.tasks_given")] == [str(cases[0].id)]


def test_where_one_of_them_is_closed_to_the_colleague_none_is_handed_over(cast, sokha, cases):
    other = files.browser(cast, cast.sokha)
    dara = cast.join("dara", "Dara", cast.sokha.role, "Bangkok")
    keep_out(case=cases[2], user=dara, by=cast.noi, reason="her cousin")
    sent = other.post(address("hand_over", cases), {"to": str(dara.pk), "reason": "she leaves"})
    assert sent.status_code == 422
    assert cases[2].code_name in sent.text
    assert workers(cases) == {cast.sokha.pk}
    assert not CaseEntry.objects.exists()


def test_who_is_in_danger_is_handed_over_to_somebody_who_knows_it(cast, sokha, cases):
    files.in_danger(cast, cases[1])
    there, told = address("hand_over", cases), {"to": str(cast.noi.pk), "reason": "she leaves"}
    assert sokha.post(there, told).status_code == 422
    assert workers(cases) == {cast.sokha.pk}
    assert sokha.post(there, told | {"read": "on"}).status_code == 302
    assert workers(cases) == {cast.noi.pk}


def test_nobody_gives_a_colleague_of_another_team_their_cases(cast, sokha, cases):
    told = {"to": str(cast.linh.pk), "reason": "she leaves"}
    assert sokha.post(address("hand_over", cases), told).status_code == 422
    assert workers(cases) == {cast.sokha.pk}


@pytest.mark.parametrize("name", ["hand_over", "add_tasks", "finish_tasks", "print_chosen"])
def test_a_case_of_another_team_among_them_is_no_case(cast, sokha, cases, name):
    other = files.case(cast, by=cast.kham, team=cast.vientiane)
    assert sokha.get(address(name, [*cases, other])).status_code == 404
    assert sokha.get(reverse(f"cases:{name}") + "?case=nothing").status_code == 404
    assert sokha.get(reverse(f"cases:{name}"))["Location"] == reverse("cases:list")
    assert files.browser(cast, cast.mai).get(address(name, cases)).status_code == 404


def test_a_task_is_added_to_each_for_whoever_works_on_it(cast, sokha, cases):
    Case.objects.filter(id=cases[0].id).update(assignee=cast.noi)
    due = timezone.localdate() + timedelta(days=2)
    told = {
        "title": "ask for the papers",
        "assignee": "each",
        "due": due.isoformat(),
        "hour": "09:30",
    }
    assert sokha.post(address("add_tasks", cases), told).status_code == 302
    tasks = Task.objects.all()
    assert {(task.title, task.due, task.hour) for task in tasks} == {
        ("ask for the papers", due, time(9, 30))
    }
    assert [task.assignee for task in tasks if task.case_id == cases[0].id] == [cast.noi]
    assert len(entries("case.task_added")) == 3


def test_tasks_of_several_cases_are_closed_in_one_form(cast, sokha, cases):
    tasks = [add_task(case=case, title=f"call {n}", by=cast.sokha) for n, case in enumerate(cases)]
    there = address("finish_tasks", cases)
    assert "call 2" in sokha.get(there).text
    sent = sokha.post(there, {"tasks": [str(tasks[0].id), str(tasks[2].id)]})
    assert sent.status_code == 302
    after = sokha.get(sent["Location"]).text
    assert f"{cases[0].code_name}: call 0; {cases[2].code_name}: call 2." in after
    assert [task.title for task in Task.objects.filter(done_on=None)] == ["call 1"]
    assert len(entries("case.task_done")) == 2


def test_the_list_of_those_that_were_ticked_is_printed_with_who_printed_it(cast, sokha, cases):
    page = sokha.get(address("print_chosen", cases[:2])).text
    assert all(case.code_name in page for case in cases[:2])
    assert cases[2].code_name not in page
    assert "print-mark" in page


def all_of(team, user):
    return reverse("cases:hand_over_all", args=[team.pk, user.pk])


def test_a_lead_hands_over_all_that_a_colleague_works_on_in_one_act(cast, cases):
    files.case(cast, by=cast.kham, team=cast.vientiane)  # nobody's business here
    noi = files.browser(cast, cast.noi)
    there = all_of(cast.bangkok, cast.sokha)
    assert f'href="{there}"' in noi.get(reverse("keys:team")).text
    shown = noi.get(there).text
    assert "Hand over all cases of Sokha Chea" in shown
    assert all(case.code_name in shown for case in cases)
    assert f'value="{cast.sokha.pk}"' not in shown  # not to herself
    noi.post(there, {"to": str(cast.noi.pk), "reason": "Sokha is on leave"}, follow=True)
    assert workers(cases) == {cast.noi.pk}
    assert "no open case in the team" in noi.get(there, follow=True).text


def test_nobody_but_a_lead_of_the_team_does(cast, cases):
    for who in (cast.sokha, cast.somchit, cast.claire, cast.anan):
        page = files.browser(cast, who)
        assert page.get(all_of(cast.bangkok, cast.sokha)).status_code == 404


def test_a_case_that_a_conflict_closes_to_the_lead_is_not_among_them(cast, cases):
    keep_out(case=cases[0], user=cast.noi, reason="her cousin", by=cast.somchit)
    shown = files.browser(cast, cast.noi).get(all_of(cast.bangkok, cast.sokha)).text
    assert cases[0].code_name not in shown
    assert cases[1].code_name in shown


def test_one_act_is_for_so_many_cases_and_no_more(cast, monkeypatch):
    monkeypatch.setattr(list_access, "MOST", 2)
    ids = [str(files.case(cast).id) for _ in range(3)]
    assert len(list_access.chosen_cases(cast.sokha, ids[:2])) == 2
    for asked in (ids, []):
        with pytest.raises(Http404):
            list_access.chosen_cases(cast.sokha, asked)


def test_of_more_cases_than_one_act_is_for_the_page_says_how_many_stay(cast, cases, monkeypatch):
    monkeypatch.setattr(list_access, "MOST", 2)
    noi, there = files.browser(cast, cast.noi), all_of(cast.bangkok, cast.sokha)
    assert "1 more case is not among them" in noi.get(there).text
    told = {"to": str(cast.noi.pk), "reason": "Sokha is on leave"}
    assert noi.post(there, told).url == there
    assert "not among them" not in noi.get(there).text
    noi.post(there, told)
    assert workers(cases) == {cast.noi.pk}
