"""A follow-up that was agreed for after closing is on somebody's list until it is made."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.cases import add_person
from fanal.cases.actions.consents import record_consent
from fanal.cases.actions.entries import add_entry
from fanal.cases.actions.stages import agree_closure, ask_closure
from fanal.cases.models import Case, CaseEntry, Closure
from fanal.core.casework.consent import ConsentPurpose
from tests import closing, files

DAY = timedelta(days=1)
TASKS = reverse("cases:tasks")


today = timezone.localdate


@pytest.fixture
def write(cast, case):
    write = {"case": case, **cast.acting(cast.sokha)}
    add_entry(kind="safety", answers={"danger_now": False}, **write)
    record_consent(person=case.people.get(), purpose="care", answer="given", **write)
    closing.answered(person=case.people.get(), **write)
    return write


def planned(write, due, **more):
    return add_entry(kind="visit", answers={}, due=due, **more, **write)


def close(cast, write, ago=0, reason="her_wish"):
    closure = ask_closure(reason=reason, words="She says so.", **write)
    version = Case.objects.get().version
    agree_closure(closure=closure, **cast.acting(cast.noi), version=version)
    Closure.objects.filter(id=closure.id).update(agreed_on=today() - ago * DAY)
    case = write["case"]
    case.refresh_from_db()
    return case


def stands(cast, who, case, where=TASKS):
    """Whether the page names the case."""
    return case.code_name in files.browser(cast, who).get(where).text


@pytest.mark.parametrize("where", [TASKS, reverse("cases:today")])
def test_it_stands_in_the_calendar_and_on_the_start_page_of_her_worker(cast, write, where):
    planned(write, today() + 3 * DAY)
    case = close(cast, write)
    assert stands(cast, cast.sokha, case, where)
    assert not stands(cast, cast.noi, case)  # her worker sees to it


def test_the_lead_sees_it_among_what_her_team_has(cast, write):
    planned(write, today() + 3 * DAY)
    case = close(cast, write)
    assert stands(cast, cast.noi, case, f"{TASKS}?show=team")


def test_where_her_worker_has_left_a_lead_is_reminded(cast, write):
    planned(write, today() + 3 * DAY)
    case = close(cast, write)
    Case.objects.filter(id=case.id).update(assignee=None)
    assert stands(cast, cast.noi, case)
    assert not stands(cast, cast.sokha, case)
    assert not stands(cast, cast.kham, case)


def test_what_was_left_over_when_the_case_was_closed_comes_up_nowhere(cast, write):
    planned(write, today() - 9 * DAY)
    planned(write, today())
    goal = add_entry(kind="goal", answers={"words": "a trade"}, **write)
    step = {"kind": "action", "under": goal}
    add_entry(answers={"what": "learn to sew"}, due=today() + 3 * DAY, **step, **write)
    case = close(cast, write)
    assert not stands(cast, cast.sokha, case)


def test_what_is_agreed_with_her_once_the_case_is_closed_stands_too(cast, write):
    case = close(cast, write, ago=5)
    planned(write, today())
    assert stands(cast, cast.sokha, case)


def test_once_it_is_made_nobody_is_reminded(cast, write):
    entry = planned(write, today() + 3 * DAY)
    case = close(cast, write)
    sokha = files.browser(cast, cast.sokha)
    page = sokha.get(reverse("cases:section", args=[case.id, "follow_up"]))
    where = reverse("cases:edit", args=[case.id, entry.id])
    assert where in page.text
    told = {"how": "call", "done": "on", "version": entry.version}
    assert sokha.post(where, told).status_code == 302
    assert CaseEntry.objects.get(id=entry.id).done_on == today()
    assert not stands(cast, cast.sokha, case)


def says_no(write, person):
    record_consent(person=person, purpose=ConsentPurpose.AFTER_CLOSING, answer="refused", **write)


def test_who_said_no_to_contact_after_closing_is_not_called(cast, write):
    planned(write, today() + 3 * DAY)
    case = close(cast, write)
    says_no(write, case.people.get())
    assert not stands(cast, cast.sokha, case)
    first = files.browser(cast, cast.sokha).get(reverse("cases:case", args=[case.id]))
    assert "Follow-up agreed with her" not in first.text


def test_nobody_asks_how_somebody_is_who_died(cast, write):
    planned(write, today() + 3 * DAY)
    assert not stands(cast, cast.sokha, close(cast, write, reason="died"))


def test_of_several_it_ends_with_the_last_who_says_no(cast, write):
    sister = files.person(cast, names=("Bouavan Keo",))
    her = write["case"].people.get()
    add_person(case=write["case"], person=sister, role="concerned", by=cast.sokha)
    closing.answered(person=sister, **write)
    planned(write, today() + 3 * DAY)
    case = close(cast, write)
    says_no(write, her)
    assert stands(cast, cast.sokha, case)
    says_no(write, sister)
    assert not stands(cast, cast.sokha, case)
