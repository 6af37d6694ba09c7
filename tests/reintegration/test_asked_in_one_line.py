"""A week after she came home by a journey, her worker is to ask how she is: one line, not one of the
journey, one of the plan and one more among what is asked."""

import re
from datetime import UTC, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.queries.present import states_in
from fanal.core.reintegration.codes import StartKind
from fanal.journeys.actions import events
from fanal.journeys.models import Journey
from fanal.reintegration.actions.plans import give_plan
from fanal.reintegration.models import Plan
from tests import files
from tests.journeys.scene import scene
from tests.reintegration.scene import DAY, begins, today

TODAY, TASKS = reverse("cases:today"), reverse("cases:tasks")


@pytest.fixture
def her(cast, monkeypatch):
    """Home for a week, at noon."""
    here = scene(cast, n=1)
    noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0) - DAY
    monkeypatch.setattr(timezone, "now", lambda: noon.astimezone(UTC))
    at = noon - timedelta(days=7)
    for kind in ("departed", "returned"):
        events.record_event(
            journey=here.journey, kind=kind, persons=here.people, by=here.by, at=at, happened=True
        )
    begins(cast, here.people[0], today() - 7 * DAY, on=today() - 7 * DAY)
    states_in(here.case, cast.sokha, cast.ring(cast.sokha))
    return here.people[0]


@pytest.mark.parametrize("address", [TODAY, TASKS])
def test_who_is_asked_how_she_is_stands_in_one_line_with_its_hour(cast, her, address):
    page = files.browser(cast, cast.sokha).get(address).text.partition("<main")[2]
    assert page.count(her.code_name) == 1
    assert "Sign of life" not in page
    assert "23:59" in page


def test_the_calendar_says_by_the_same_line_that_she_was_heard_from(cast, her):
    page = files.browser(cast, cast.sokha).get(TASKS).text.partition("<main")[2]
    assert "She was heard from" in page
    assert reverse("reintegration:person", args=[her.id]) in page


def later(monkeypatch):
    at = timezone.now() + DAY
    monkeypatch.setattr(timezone, "now", lambda: at)


def first_page(cast, who):
    return files.browser(cast, who).get(TODAY).text.partition("<main")[2]


def test_the_day_after_she_stands_once_as_not_heard_from(cast, her, monkeypatch):
    later(monkeypatch)
    page = first_page(cast, cast.sokha)
    assert "not heard from" in page
    assert "Ask how she is" not in page
    assert page.count(f">{her.code_name}</bdi>") == 1


def test_where_a_colleague_has_her_case_who_has_her_plan_is_asked_beside_it(cast, her, monkeypatch):
    later(monkeypatch)
    plan = Plan.objects.get(person=her)
    give_plan(plan=plan, to=cast.noi, by=cast.noi)
    page = first_page(cast, cast.noi)
    assert "not heard from" in page
    assert "Ask how she is" in page


# What a journey home says of her return is proposed where her plan begins, and not asked again.
@pytest.fixture
def here(cast):
    return scene(cast, n=1)


def happened(here, kind):
    at = timezone.now() - timedelta(days=4)
    events.record_event(
        journey=here.journey, kind=kind, persons=here.people, by=here.by, at=at, happened=True
    )
    return timezone.localdate(at)


def proposed(cast, here, who=None):
    address = reverse("reintegration:begin", args=[here.people[0].id])
    form = files.browser(cast, who or cast.sokha).get(address).context["form"]
    return form.initial.get("start_kind"), form.initial.get("start")


def test_her_return_and_its_day_are_proposed(cast, here):
    assert proposed(cast, here) == (None, None)
    day = happened(here, "returned")
    assert proposed(cast, here) == (StartKind.RETURNED, day)
    address = reverse("reintegration:begin", args=[here.people[0].id])
    page = files.browser(cast, cast.sokha).get(address).text
    assert re.search(r'<input[^>]*value="returned"[^>]*checked', page)


def test_an_arrival_counts_once_the_journey_has_ended(cast, here):
    day = happened(here, "arrived")
    assert proposed(cast, here) == (None, None)
    Journey.objects.filter(id=here.journey.id).update(ended_on=timezone.localdate())
    assert proposed(cast, here) == (StartKind.RETURNED, day)


def test_a_day_in_court_is_no_return(cast, here):
    happened(here, "returned")
    here.journey.kind = "court"
    here.journey.save(update_fields=["kind"])
    assert proposed(cast, here) == (None, None)
