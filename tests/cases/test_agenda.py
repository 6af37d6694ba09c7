"""Tasks and calendar: late first, then by day and hour; what is done is taken back in the list."""

import re
from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.models import User
from fanal.cases.actions.cases import assign
from fanal.cases.actions.emergencies import keep_out
from fanal.cases.actions.entries import add_entry
from fanal.cases.actions.states import say_in_danger
from fanal.cases.actions.tasks import add_task
from fanal.cases.queries.agenda import agenda
from fanal.cases.queries.agenda_asked import Asked
from fanal.cases.queries.agenda_pages import week_of
from tests import files

TASKS = "/cases/tasks/"


TODAY = timezone.localdate


def in_days(n):
    return TODAY() + timedelta(days=n)


def asked(cast, user, team=False):
    return agenda(Asked(user, cast.ring(user), timezone.localtime(), team))


def titles(cast, user, **more):
    return [one.title for one in asked(cast, user, **more)]


def test_tasks_stand_by_day_and_hour_and_those_without_a_day_last(cast, case):
    files.opened(case)
    for title, due, hour in (
        ("no day", None, None),
        ("tomorrow", in_days(1), None),
        ("at six", TODAY(), time(18)),
        ("some time today", TODAY(), None),
        ("at nine", TODAY(), time(9)),
        ("late", in_days(-3), None),
    ):
        add_task(case=case, title=title, due=due, hour=hour, by=cast.sokha)
    assert titles(cast, cast.sokha) == [
        "late",
        "at nine",
        "at six",
        "some time today",
        "tomorrow",
        "no day",
    ]
    soon = Asked(cast.sokha, cast.ring(cast.sokha), timezone.localtime(), until=TODAY())
    assert [one.title for one in agenda(soon)] == ["late", "at nine", "at six", "some time today"]


def test_a_row_says_how_late_it_is_and_has_done_and_move(cast, case, sokha):
    task = add_task(case=case, title="pictures down", due=in_days(-3), by=cast.sokha)
    add_task(case=case, title="visit", due=TODAY(), hour=time(10, 30), by=cast.sokha, repeat="week")
    page = sokha.get(TASKS).text
    assert "3 days late" in page
    assert "10:30" in page
    assert "every week" in page
    assert reverse("cases:finish", args=[case.id, task.id]) in page
    assert reverse("cases:reschedule", args=[case.id, task.id]) + "?from=tasks" in page


def test_a_hearing_a_visit_and_a_sign_of_life_stand_among_the_tasks(cast, case):
    write = {"case": case, **cast.acting(cast.sokha)}
    day = in_days(5)
    add_entry(kind="legal", answers={"hearing": f"{day:%d/%m/%Y}"}, **write)
    add_entry(kind="visit", answers={}, due=in_days(2), **write)
    say_in_danger(person=case.people.get(), said_by="mother", said_at=None, **write)
    found = {one.kind: one for one in asked(cast, cast.sokha)}
    assert found["law"].day == day
    assert found["visit"].day == in_days(2)
    assert found["sign"].danger
    assert found["sign"].hour is not None
    assert found["sign"].do == reverse("cases:sign_of_life", args=[case.id, case.people.get().id])


def test_who_is_not_heard_from_is_red_among_the_tasks_as_on_every_page(cast, case, monkeypatch):
    files.opened(case)
    files.sign_due(case, timezone.now() + timedelta(hours=1), cast.acting(cast.sokha))
    (sign,) = asked(cast, cast.sokha)
    assert not sign.danger
    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr(timezone, "now", lambda: later)
    (sign,) = asked(cast, cast.sokha)
    assert sign.danger


def test_a_lawyer_sees_the_hearings_of_cases_granted_to_her_and_no_title_of_others(cast, case):
    write = {"case": case, **cast.acting(cast.sokha)}
    add_entry(kind="legal", answers={"hearing": f"{in_days(5):%d/%m/%Y}"}, **write)
    add_task(case=case, title="call the clinic", by=cast.sokha)
    assert titles(cast, cast.mai) == []
    files.let_in_lawyer(cast, case)
    assert titles(cast, cast.mai) == ["Hearing"]
    page = files.browser(cast, cast.mai).get(TASKS).text
    assert "Hearing" in page
    assert "call the clinic" not in page


def test_the_tasks_of_the_team_are_for_its_lead_alone(cast, case, sokha):
    add_task(case=case, title="call the clinic", by=cast.sokha)
    noi = files.browser(cast, cast.noi)
    assert "call the clinic" not in noi.get(TASKS).text
    assert "call the clinic" in noi.get(TASKS + "?show=team").text
    assert "show=team" not in sokha.get(TASKS).text
    add_task(case=case, title="noi alone", by=cast.noi, assignee=cast.noi)
    assert "noi alone" not in sokha.get(TASKS + "?show=team").text


def test_what_is_due_in_the_cases_of_a_worker_who_left_stands_in_the_list_of_her_lead(cast, case):
    write = {"case": case, **cast.acting(cast.sokha)}
    add_entry(kind="visit", answers={}, due=in_days(2), **write)
    add_entry(kind="legal", answers={"hearing": f"{in_days(5):%d/%m/%Y}"}, **write)
    add_task(case=case, title="call the clinic", due=in_days(-1), by=cast.sokha)
    assign(case=case, to=cast.sokha, by=cast.noi, version=files.again(case).version)
    assert not {"task", "visit", "law"} & {one.kind for one in asked(cast, cast.noi)}
    User.objects.filter(pk=cast.sokha.pk).update(is_active=False)
    found = {one.kind: one for one in asked(cast, cast.noi)}
    assert {"task", "visit", "law"} <= found.keys()
    assert {found[kind].stands_in for kind in ("task", "visit")} == {"nobody works on it"}
    assert "call the clinic" in files.browser(cast, cast.noi).get(TASKS).text


def test_the_page_of_tasks_says_to_a_lead_that_nobody_works_on_it(cast, case):
    add_task(case=case, title="call the clinic", due=in_days(-1), by=cast.sokha)
    User.objects.filter(pk=cast.sokha.pk).update(is_active=False)
    shown = files.browser(cast, cast.noi).get(TASKS).context["page"].object_list
    assert [one.stands_in for one in shown if one.task] == ["nobody works on it"]


def test_whom_a_conflict_keeps_out_sees_nothing_of_it(cast, case):
    add_task(case=case, title="call the clinic", due=TODAY(), by=cast.sokha)
    keep_out(case=case, user=cast.sokha, by=cast.noi, reason="her cousin")
    assert titles(cast, cast.sokha) == []


def test_a_day_with_60_tasks_is_paged_and_the_week_says_how_many_more(cast, case, sokha):
    files.opened(case)
    for n in range(60):
        add_task(case=case, title=f"task {n}", due=TODAY(), hour=time(8 + n % 10), by=cast.sokha)
    first, second, third = (sokha.get(f"{TASKS}?page={n}") for n in (1, 2, 3))
    assert [len(one.context["page"].object_list) for one in (first, second, third)] == [30, 30, 30]
    assert "52 more" in first.text
    assert len(first.content) < 60 * 1024


def test_a_week_has_seven_days_and_shows_what_is_on_them(cast, case):
    add_task(case=case, title="call", due=date(2026, 11, 27), by=cast.sokha)
    week = week_of(asked(cast, cast.sokha), date(2026, 11, 23))
    assert [one.day.day for one in week] == [23, 24, 25, 26, 27, 28, 29]
    assert [len(one.items) for one in week] == [0, 0, 0, 0, 1, 0, 0]


@pytest.mark.parametrize(
    "query", ["?week=never", "?week=9999-99-99", "?week=0001-01-01", "?show=x&page=-1"]
)
def test_an_address_that_somebody_made_up_shows_this_week(cast, case, sokha, query):
    add_task(case=case, title="call the school", due=TODAY(), by=cast.sokha)
    page = sokha.get(TASKS + query)
    assert page.status_code == 200
    assert "This week" in page.text


def test_a_task_is_found_by_a_word_of_it_and_the_address_does_not_hold_the_word(cast, case, sokha):
    add_task(case=case, title="call the school", due=TODAY(), by=cast.sokha)
    add_task(case=case, title="ask the court", due=TODAY(), by=cast.sokha)
    page = sokha.post(TASKS, {"q": "SCHOOL"}).text
    assert "call the school" in page.split("Agenda")[1]
    assert "ask the court" not in page


def test_what_is_done_is_a_list_of_its_own(cast, case, sokha):
    task = add_task(case=case, title="call the school", due=TODAY(), by=cast.sokha)
    sokha.post(reverse("cases:finish", args=[case.id, task.id]), {"version": "1", "from": "tasks"})
    assert "call the school" not in sokha.get(TASKS).text
    page = sokha.get(TASKS + "?show=done").text
    assert "call the school" in page
    assert reverse("cases:undo_task", args=[case.id, task.id]) in page


def test_the_number_of_queries_does_not_grow_with_the_tasks(cast, sokha):
    def count():
        with CaptureQueriesContext(connection) as queries:
            assert sokha.get(TASKS).status_code == 200
        return len(queries)

    def more():
        case = files.case(cast)
        write = {"case": case, **cast.acting(cast.sokha)}
        add_task(case=case, title="call", due=TODAY(), by=cast.sokha)
        add_entry(kind="legal", answers={"hearing": f"{in_days(5):%d/%m/%Y}"}, **write)
        add_entry(kind="visit", answers={}, due=in_days(2), **write)
        say_in_danger(person=case.people.get(), said_by="mother", said_at=None, **write)

    for _ in range(2):
        more()
    count()
    few = count()
    for _ in range(2):  # more would need a second page
        more()
    count()
    assert count() <= few


def test_which_open_cases_are_hers_is_asked_once_for_all_that_is_due_in_them(cast, case):
    with CaptureQueriesContext(connection) as queries:
        asked(cast, cast.sokha)
    rules = [one["sql"] for one in queries if "cases_breakglass" in one["sql"]]
    # Besides: tasks, papers, and the closed cases in which something was agreed or she is asked.
    assert len(rules) == 5


def heads(page):
    return [" ".join(one.split()) for one in re.findall(r'<li class="day">(.*?)</li>', page, re.S)]


def test_tasks_are_sorted_by_time_by_person_and_by_kind(cast, case):
    write = {"case": case, "by": cast.noi}
    add_task(title="Of Sokha", due=in_days(1), assignee=cast.sokha, **write)
    add_task(title="Of Noi", due=in_days(2), **write)
    add_entry(kind="visit", answers={}, due=in_days(1), ring=cast.ring(cast.noi), **write)
    noi = files.browser(cast, cast.noi)
    page = noi.get(f"{TASKS}?show=team&sort=person").text
    assert heads(page) == ["Noi Saetang", "Sokha Chea", "Assigned to nobody by name"]
    assert page.rindex("Of Noi") < page.rindex("Of Sokha")
    assert heads(noi.get(f"{TASKS}?show=team&sort=kind").text) == [
        "Tasks",
        "Visits and steps of plans",
    ]
    by_time = noi.get(f"{TASKS}?show=team&sort=nonsense").text
    assert by_time.rindex("Of Sokha") < by_time.rindex("Of Noi")
    assert "show=done&amp;sort=kind" in noi.get(f"{TASKS}?sort=kind").text
