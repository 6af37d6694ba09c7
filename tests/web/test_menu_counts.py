"""The numbers of the menu: each equals the rows of the page that it leads to."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fanal.accounts.models import User
from fanal.cases.actions import entries, tasks
from fanal.cases.actions.cases import assign
from fanal.core.protection.kinds import RecordKind
from fanal.intake.actions import take_signal
from fanal.journeys.queries import in_danger
from fanal.journeys.queries.tonight import board
from fanal.processes import process_cache
from fanal.protection.actions.recording import record
from fanal.protection.queries import list_days
from fanal.web import menu_counts, navigation
from fanal.web.menu_counts import MenuCount, anything
from tests import files
from tests.exclusion import WAYS, kept_out
from tests.journeys.scene import scene
from tests.organisation.colleagues import stands_in


def numbers(cast, user, address="/help/"):
    """As the menu of a page says them, by the address that each leads to."""
    menu = files.browser(cast, user).get(address).context["navigation"]
    return {link.address: link.count for link in menu.links if link.entry.count}


def task(cast, case, days):
    return tasks.add_task(
        case=case,
        title="Call the school",
        due=timezone.localdate() + timedelta(days=days),
        by=cast.sokha,
        assignee=cast.sokha,
    )


def call(cast):
    return take_signal(answers={}, team=cast.bangkok, **cast.acting(cast.sokha))


@pytest.mark.usefixtures("process_remembers")
def test_a_menu_in_which_nothing_waits_asks_one_question(cast):
    user = cast.noi
    counts = {entry.url: entry.count for entry in navigation.entries() if entry.count}
    menu_counts.numbers(counts, user)  # who is in danger is counted once a minute
    with CaptureQueriesContext(connection) as asked:
        assert menu_counts.numbers(counts, user) in ({}, {"journeys:board": 0})
    assert len(asked) == 1


def test_late_tasks_are_those_of_the_page(cast):
    case = files.case(cast)
    files.opened(case)
    for days in (-3, -1, 0, 2):
        task(cast, case, days)
    page = files.browser(cast, cast.sokha).get("/cases/tasks/")
    assert (
        numbers(cast, cast.sokha)["/cases/tasks/"]
        == len(re.findall(r"\d days? late", page.text))
        == 2
    )


def of_hers(cast, case, days):
    assign(case=case, to=cast.sokha, by=cast.noi, version=case.version)
    files.opened(case, days)


def shown_late(cast, user):
    return len(re.findall(r"\d days? late", files.browser(cast, user).get("/cases/tasks/").text))


def test_late_risks_and_plans_of_her_safety_count_as_on_the_page(cast):
    case = files.case(cast)
    of_hers(cast, case, 40)
    task(cast, case, -1)
    assert numbers(cast, cast.sokha)["/cases/tasks/"] == shown_late(cast, cast.sokha) == 2


def test_late_visits_and_steps_of_a_plan_count_as_on_the_page(cast):
    case = files.case(cast)
    of_hers(cast, case, 0)
    write = {"case": case, **cast.acting(cast.sokha)}
    due = timezone.localdate() - timedelta(days=3)
    entries.add_entry(kind="visit", answers={}, due=due, **write)
    assert numbers(cast, cast.sokha)["/cases/tasks/"] == shown_late(cast, cast.sokha) == 1


def test_a_lead_reads_how_many_are_late_of_a_worker_whose_account_has_ended(cast):
    case = files.case(cast)
    of_hers(cast, case, 0)
    task(cast, case, -2)
    User.objects.filter(pk=cast.sokha.pk).update(is_active=False)
    assert numbers(cast, cast.noi)["/cases/tasks/"] == shown_late(cast, cast.noi) == 1


def test_who_stands_in_reads_how_many_are_late_also_without_any_of_her_own(cast):
    case = files.case(cast)
    files.opened(case)
    task(cast, case, -2)
    stands_in(cast, cast.noi, cast.sokha)
    assert numbers(cast, cast.noi)["/cases/tasks/"] == shown_late(cast, cast.noi) == 1


@pytest.mark.usefixtures("process_remembers")
def test_what_is_recorded_ends_the_number_at_once_and_is_read_once(cast, monkeypatch):
    case = files.case(cast)
    of_hers(cast, case, 40)
    assert numbers(cast, cast.sokha)["/cases/tasks/"] == 1
    with monkeypatch.context() as patch:
        patch.setattr(list_days, "due_by_case", lambda *_: pytest.fail("read again"))
        assert numbers(cast, cast.sokha)["/cases/tasks/"] == 1
    record(
        case=case, kind=RecordKind.RISK, person=case.people.get(),
        answers={"level": "low"}, **cast.acting(cast.sokha)
    )  # fmt: skip
    assert numbers(cast, cast.sokha)["/cases/tasks/"] is None
    assert shown_late(cast, cast.sokha) == 0


def test_calls_are_those_of_the_page(cast):
    for _n in range(3):
        call(cast)
    page = files.browser(cast, cast.sokha).get("/intake/")
    assert numbers(cast, cast.sokha)["/intake/"] == len(page.context["waiting"]) == 3


def test_a_group_shows_what_waits_in_all_of_its_pages(cast):
    case = files.case(cast)
    files.opened(case)
    task(cast, case, -2)
    call(cast)
    groups = files.browser(cast, cast.sokha).get("/help/").context["navigation"].groups
    assert {str(group.label): group.count for group in groups if group.count} == {
        "Today": 1,
        "People and cases": 1,
    }


@pytest.mark.parametrize("name", ["sokha", "noi", "claire", "kham"])
def test_in_danger_are_those_of_the_board(cast, name):
    user, here = getattr(cast, name), scene(cast)
    for case in (here.case, files.case(cast)):
        files.in_danger(cast, case)
    files.case(cast)
    seen = board(user, timezone.localtime())
    assert (numbers(cast, user)["/journeys/"] or 0) == seen.danger


def test_one_person_in_two_cases_is_counted_once(cast):
    first = files.case(cast)
    again = files.case(cast, people=[first.people.get()])
    files.in_danger(cast, first)
    files.in_danger(cast, again)
    assert numbers(cast, cast.sokha)["/journeys/"] == 1


def test_danger_is_counted_the_moment_it_is_said_and_the_moment_it_ends(cast):
    case = files.case(cast)
    assert numbers(cast, cast.noi)["/journeys/"] is None
    files.in_danger(cast, case)
    assert numbers(cast, cast.noi)["/journeys/"] == 1
    files.safe_at_home(cast, case)
    assert numbers(cast, cast.noi)["/journeys/"] is None


@pytest.mark.parametrize("way", WAYS)
def test_a_conflict_takes_her_out_of_the_number_at_once(cast, way):
    case = files.case(cast)
    files.in_danger(cast, case)
    assert numbers(cast, cast.noi)["/journeys/"] == 1
    kept_out(cast, case, cast.noi, way)
    assert numbers(cast, cast.noi)["/journeys/"] is None


@pytest.mark.usefixtures("process_remembers")
def test_what_is_stored_is_opened_once_until_something_is_stored(cast, monkeypatch):
    files.in_danger(cast, files.case(cast))
    assert numbers(cast, cast.noi)["/journeys/"] == 1
    monkeypatch.setattr(in_danger, "_in_danger", lambda *asked: pytest.fail("counted again"))
    assert numbers(cast, cast.noi)["/journeys/"] == 1
    monkeypatch.setattr(in_danger, "_in_danger", lambda *asked: 7)
    later = process_cache.monotonic() + process_cache.A_MINUTE + 1
    monkeypatch.setattr(process_cache, "monotonic", lambda: later)
    assert numbers(cast, cast.noi)["/journeys/"] == 7


@pytest.mark.usefixtures("process_remembers")
def test_a_team_is_counted_once_for_all_who_read_it(cast, monkeypatch):
    files.in_danger(cast, files.case(cast))
    assert numbers(cast, cast.noi)["/journeys/"] == 1
    monkeypatch.setattr(in_danger, "open_cases_of", lambda *asked: pytest.fail("counted again"))
    assert numbers(cast, cast.sokha)["/journeys/"] == 1


@pytest.mark.usefixtures("process_remembers")
def test_whoever_a_conflict_keeps_out_of_a_case_is_not_told_the_number_of_her_team(cast):
    case = files.case(cast)
    files.in_danger(cast, case)
    assert numbers(cast, cast.noi)["/journeys/"] == 1
    kept_out(cast, case, cast.sokha, "on its own list")
    assert numbers(cast, cast.sokha)["/journeys/"] is None


def test_nothing_is_counted_where_the_question_finds_nothing(cast):
    never = MenuCount(
        lambda user: {"some": anything("SELECT 1 FROM cases_case WHERE id = %s", user.pk)},
        lambda user, _found: pytest.fail("counted"),
    )
    assert menu_counts.numbers({"never": never}, cast.sokha) == {}


def test_the_answers_come_by_entry_and_name(cast):
    told = MenuCount(
        lambda _user: {"a": ("SELECT %s", ("x",)), "b": anything("SELECT 1")},
        lambda _user, found: len(found) if found == {"a": "x", "b": ""} else 0,
    )
    assert menu_counts.numbers({"one": told, "two": told}, cast.sokha) == {"one": 2, "two": 2}
