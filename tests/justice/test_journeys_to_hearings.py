"""A journey that is planned for a hearing, and the hearing that is on another day meanwhile."""

import pytest
from django.urls import reverse

from fanal.cases.models import Task
from fanal.journeys.actions import plans, preparing
from fanal.journeys.queries.reasons import changed_reasons
from fanal.justice.actions import recording
from tests import files
from tests.justice.scene import DAY, K, below, records, scene, today

pytestmark = pytest.mark.django_db
MOVED = "The hearing was moved"
OFF = "The hearing did not take place"


@pytest.fixture
def here(cast):
    here = scene(cast)
    here.journey = plans.plan_journey(
        kind="return",
        team=cast.bangkok,
        lead=cast.sokha,
        starts_on=today() + 5 * DAY,
        by=cast.sokha,
    )
    told = {"day": today() + 7 * DAY, "presence": "must"}
    here.hearing = records(cast, here.trial, K.HEARING, told, sure=True, journey=here.journey)
    return here


def page(cast, here, user):
    address = reverse("journeys:journey", args=[here.journey.id])
    return files.browser(cast, user).get(address).text


def asked(here):
    """Tasks with that title: it is sealed, the database does not compare it."""
    title = recording.LOOK.template
    return [one for one in Task.objects.filter(case=here.case) if one.title == title]


def moved(cast, here, days):
    below(cast, here.hearing, {"news": "moved", "day": today() + days * DAY}, sure=True)


def test_who_opens_the_proceedings_reads_on_the_journey_that_the_hearing_moved(cast, here):
    assert MOVED not in page(cast, here, cast.noi)
    moved(cast, here, 9)
    text = page(cast, here, cast.noi)
    assert MOVED in text
    assert reverse("justice:case", args=[here.case.id]) in text


def test_the_last_news_counts_and_a_hearing_that_was_held_says_nothing(cast, here):
    moved(cast, here, 9)
    below(cast, here.hearing, {"news": "fell_through"})
    text = page(cast, here, cast.noi)
    assert OFF in text
    assert MOVED not in text


def test_who_does_not_open_the_proceedings_reads_nothing_and_the_case_worker_has_a_task(cast, here):
    moved(cast, here, 9)
    assert changed_reasons(here.journey, cast.linh) == []
    assert [one.assignee for one in asked(here)] == [here.case.assignee or cast.mai]


def test_a_journey_that_ended_is_not_asked_about(cast, here):
    here.journey.ended_on = today()
    here.journey.save(update_fields=["ended_on"])
    moved(cast, here, 9)
    assert MOVED not in page(cast, here, cast.noi)
    assert asked(here) == []


def planned_later(cast, here):
    """A hearing is known before anybody plans the way there; then she is put on that journey."""
    told = {"day": today() + 7 * DAY, "presence": "must"}
    here.hearing = records(cast, here.trial, K.HEARING, told, sure=True)
    here.journey = plans.plan_journey(
        kind="court", team=cast.bangkok, lead=cast.sokha, starts_on=today() + 7 * DAY, by=cast.sokha
    )
    hands = plans.add_hands(journey=here.journey, label="Us", team=cast.bangkok, by=cast.sokha)
    preparing.prepare(
        journey=here.journey, person=here.person, case=here.case, hands=hands, by=cast.sokha
    )


def test_a_journey_to_court_that_was_planned_after_the_hearing_is_asked_about_too(cast, here):
    planned_later(cast, here)
    moved(cast, here, 9)
    assert len(asked(here)) == 1
    assert MOVED in page(cast, here, cast.noi)
