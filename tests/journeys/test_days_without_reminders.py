"""No sweep for some days: nobody was reminded of what else fell due, whose days are sealed in part.
Whoever leads reads once that reminders were missing, and on one page what passed meanwhile."""

from datetime import datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.tasks import add_task
from fanal.commands.sweep import sweep
from fanal.web.models import SweepGap
from fanal.web.sweep_gaps import days_without_reminders
from tests import files
from tests.journal import entries
from tests.justice import scene as court
from tests.reintegration import scene as plans

SAID = "No reminders went out ("
TWO_DAYS = timedelta(days=2)
PAGE = reverse("journeys:not_called")


@pytest.fixture
def yesterday():
    return timezone.localdate() - timedelta(days=1)


@pytest.fixture
def case(cast, yesterday):
    """A case of the team in which something was due while nobody was reminded."""
    case = files.case(cast)
    add_task(case=case, title="Call the clinic", by=cast.sokha, due=yesterday)
    return case


def stands_still(span=TWO_DAYS):
    now = timezone.localtime()
    sweep(now - span)
    sweep(now)


def test_a_lead_reads_what_passed_without_a_reminder_until_somebody_looked(cast, case):
    stands_still()
    assert SAID in files.start_page(cast, cast.noi)
    page = files.main_of(cast, cast.noi, PAGE)
    assert "Call the clinic" in page
    assert case.code_name in page
    browser = files.browser(cast, cast.noi)
    form = browser.get(PAGE).context["form"]
    assert browser.post(PAGE, {"until": form.initial["until"]}).status_code == 302
    assert SAID not in files.start_page(cast, cast.noi)
    assert [one.by_id for one in entries("journey.gap_looked_at")] == [cast.noi.pk]


def test_neither_a_worker_nor_the_direction_is_asked_for_what_stands_in_a_calendar(cast, case):
    stands_still()
    for who in (cast.sokha, cast.claire):
        assert SAID not in files.start_page(cast, who)
    assert "Call the clinic" not in files.main_of(cast, cast.claire, PAGE)


def test_a_hearing_whose_day_is_sealed_is_among_it(cast, yesterday):
    court.hearing(cast, court.scene(cast).trial, yesterday)
    stands_still()
    assert "What became of the hearing?" in files.main_of(cast, cast.noi, PAGE)
    (read,) = entries("case.hearings_read")
    assert '"hearings": 1' in read.detail


def test_a_contact_of_a_plan_is_among_it(cast):
    person = files.person(cast)
    files.case(cast, people=[person])
    plan = plans.begins(cast, person, timezone.localdate() - timedelta(days=2))
    since = timezone.make_aware(datetime.combine(plan.due, time()))
    sweep(since - timedelta(hours=1))
    sweep(since + TWO_DAYS)
    assert person.code_name in files.main_of(cast, cast.noi, PAGE)


def test_what_was_due_before_or_was_done_is_not_among_it(cast, case, yesterday):
    early = yesterday - timedelta(days=9)
    add_task(case=case, title="Write to the embassy", by=cast.sokha, due=early)
    stands_still()
    assert "Write to the embassy" not in files.main_of(cast, cast.noi, PAGE)


@pytest.mark.parametrize(
    ("since", "until", "days"),
    [
        ((1, 22), (2, 6), []),  # a night: the first sweep of the day was in time
        ((1, 9), (1, 20), []),
        ((1, 22), (2, 13), [2]),
        ((1, 0), (4, 8), [2, 3]),
    ],
)
def test_a_day_counts_on_which_no_reminder_went_out_by_noon(since, until, days):
    first, last = (
        timezone.make_aware(datetime(2026, 3, day, hour)) for day, hour in (since, until)
    )
    found = days_without_reminders(SweepGap(since=first, until=last))
    assert [day.day for day in found] == days
