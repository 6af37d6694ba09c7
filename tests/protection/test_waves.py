"""The waves after closing stand on the list of whoever worked on the case before they are late."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.consents import record_consent
from fanal.cases.actions.entries import add_entry
from fanal.cases.models import Case, CaseDays, CaseEntry
from fanal.cases.queries.agenda_asked import Asked
from fanal.core.protection.due import ProtectionStep
from fanal.core.protection.kinds import RecordKind
from fanal.protection.actions.recording import record
from fanal.protection.queries import agenda
from tests import closing, files
from tests.protection.test_closing_and_after import close

DAY = timedelta(days=1)
HALF = 181  # days in the shortest half of a year
TASKS, TODAY = reverse("cases:tasks"), reverse("cases:today")
LATE = reverse("protection:late")
ASKS = "Ask how she is"


@pytest.fixture
def girl(case):
    return case.people.get()


@pytest.fixture
def write(cast, case, girl):
    write = {"case": case, **cast.acting(cast.sokha)}
    add_entry(kind="safety", answers={"danger_now": False}, **write)
    record_consent(person=girl, purpose="care", answer="given", **write)
    return write


def closed(cast, girl, write, ago):
    closing.answered(write["case"], girl, cast.sokha, cast.ring(cast.sokha))
    close(cast, write, on=timezone.localdate() - ago * DAY)


def times(cast, who, where=TASKS):
    return files.browser(cast, who).get(where).text.count(ASKS)


@pytest.mark.parametrize(
    ("ago", "where", "stands"),
    [
        (HALF - 40, TASKS, False),
        (HALF - 20, TASKS, True),
        (HALF - 20, TODAY, False),  # the start page looks a week ahead
        (HALF - 1, TODAY, True),
        (HALF + 20, TODAY, True),
    ],
)
def test_from_a_month_before_its_day_it_stands_on_the_list_of_her_worker(
    cast, girl, write, ago, where, stands
):
    closed(cast, girl, write, ago)
    assert bool(times(cast, cast.sokha, where)) == stands
    assert not times(cast, cast.noi, where), "her worker sees to it"


def test_it_leads_to_where_she_is_asked_and_is_gone_once_she_was(cast, case, girl, write):
    closed(cast, girl, write, HALF)
    page = files.browser(cast, cast.sokha).get(TASKS).text
    assert reverse("protection:case", args=[case.id]) in page
    told = {"reached": "reached", "safe": True, "words": "I have a stall."}
    record(kind=RecordKind.FOLLOW_UP, person=girl, answers=told, **write)
    assert not times(cast, cast.sokha)


def read_for_the_lead(cast, monkeypatch):
    """The cases of which her list reads more than that they are hers."""
    seen = []
    due = agenda.due_by_case
    monkeypatch.setattr(
        agenda, "due_by_case", lambda cases, *more: seen.extend(cases) or due(cases, *more)
    )
    files.browser(cast, cast.noi).get(LATE)
    return seen


def test_of_a_case_that_was_closed_years_ago_nothing_is_read(cast, case, girl, write, monkeypatch):
    assert read_for_the_lead(cast, monkeypatch) == [case]
    closed(cast, girl, write, 5 * 2 * HALF)
    # What closing asked was written on the day on which it was asked.
    CaseDays.objects.update(last_written=timezone.localdate() - 10 * 2 * HALF * DAY)
    assert read_for_the_lead(cast, monkeypatch) == []


def test_who_was_not_safe_years_after_closing_stands_on_the_list_of_the_lead(cast, girl, write):
    closed(cast, girl, write, 5 * 2 * HALF)
    told = {"reached": "reached", "safe": False, "words": "He has found me."}
    record(kind=RecordKind.FOLLOW_UP, person=girl, answers=told, **write)
    tomorrow = timezone.localtime() + DAY
    asked = Asked(cast.noi, cast.ring(cast.noi), tomorrow, team=True)
    assert [one.step.step for one in agenda.late_for(asked)] == [ProtectionStep.REOPEN]


@pytest.mark.parametrize("days", [-20, 0, 20])
def test_where_a_follow_up_is_planned_for_then_she_is_asked_once(cast, girl, write, days):
    add_entry(kind="visit", answers={}, due=timezone.localdate() + days * DAY, **write)
    closed(cast, girl, write, HALF)
    assert not times(cast, cast.sokha)


@pytest.mark.parametrize(
    ("days", "late"),
    [(5, False), (0, False), (-3, True), (None, True)],  # who let the day pass is late herself
)
def test_a_lead_reads_of_no_wave_as_late_that_was_agreed_for_later(cast, girl, write, days, late):
    if days is not None:
        add_entry(kind="visit", answers={}, due=timezone.localdate() + days * DAY, **write)
    closed(cast, girl, write, HALF + 20)
    assert bool(times(cast, cast.noi, LATE)) == late


def test_nor_of_one_that_was_agreed_and_made(cast, girl, write):
    day = timezone.localdate() - 3 * DAY
    entry = add_entry(kind="visit", answers={}, due=day, **write)
    CaseEntry.objects.filter(id=entry.id).update(done_on=day)
    closed(cast, girl, write, HALF + 20)
    assert not times(cast, cast.noi, LATE)


def test_where_her_worker_has_left_a_lead_meets_it(cast, case, girl, write):
    closed(cast, girl, write, HALF)
    Case.objects.filter(id=case.id).update(assignee=None)
    assert times(cast, cast.noi)
    assert not times(cast, cast.kham)


def test_who_is_not_safe_stands_there_until_the_case_is_open_again(cast, case, girl, write):
    closed(cast, girl, write, HALF)
    told = {"reached": "reached", "safe": False, "words": "He found me."}
    record(kind=RecordKind.FOLLOW_UP, person=girl, answers=told, **write)
    assert "Open the case again" in files.browser(cast, cast.sokha).get(TODAY).text


def test_whoever_may_not_know_of_the_case_meets_nothing(cast, girl, write):
    closed(cast, girl, write, HALF)
    for who in (cast.kham, cast.mai, cast.duc):
        assert not times(cast, who, TODAY)
