"""She comes to a bed of ours at the end of a journey: the shelter knows that she is on her way, and
whoever leads the journey that she has come."""

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.journeys.actions import events, plans
from fanal.shelters.actions.stays import come
from fanal.shelters.queries.today import asked_in_shelters
from tests import files
from tests.journeys.scene import scene as journey_scene
from tests.shelters.scene import scene, sleeps

pytestmark = pytest.mark.django_db

COMING = "on her way since"
ARRIVED = "is in a shelter of ours, and her journey says on the way"


@pytest.fixture
def here(cast):
    """Expected tonight, from a journey that has not left yet."""
    made = scene(cast)
    made.way = journey_scene(cast, n=1)
    (made.person,), made.case = made.way.people, made.way.case
    made.stay = sleeps(cast, made, due=timezone.localdate())
    return made


def departs(cast, here):
    told = {"at": timezone.now(), "happened": True, "by": cast.sokha}
    events.record_event(journey=here.way.journey, kind="departed", persons=[here.person], **told)


def pages(cast, here):
    rith = files.browser(cast, cast.rith)
    return [
        rith.get(reverse("shelters:shelter", args=[here.shelter.id])).text,
        rith.get(reverse("shelters:stay", args=[here.stay.id])).text,
    ]


def rows(who):
    found = asked_in_shelters(who, timezone.localtime())
    return [row for row in found if row.title.startswith(ARRIVED)]


def test_the_staff_reads_that_she_is_on_her_way_and_whom_to_call(cast, here):
    assert not [page for page in pages(cast, here) if COMING in page]
    departs(cast, here)
    for page in pages(cast, here):
        assert COMING in page
        assert "if she does not come, call Sokha Chea" in page
        assert here.way.journey.code_name not in page
    come(stay=here.stay, **cast.acting(cast.rith))
    assert not [page for page in pages(cast, here) if COMING in page]


def test_who_leads_the_journey_reads_that_she_has_come_until_it_says_so_too(cast, here):
    departs(cast, here)
    assert rows(cast.sokha) == []
    come(stay=here.stay, **cast.acting(cast.rith))
    (row,) = rows(cast.sokha)
    assert row.address == reverse("journeys:journey", args=[here.way.journey.id])
    assert row.code == here.person.code_name
    assert here.shelter.name not in str(row)
    # Of one day nobody knows whether she came from the journey or left her bed for it.
    assert row.title.endswith("which of the two is over?")
    assert rows(cast.linh) == []
    plans.debrief(journey=here.way.journey, words="all well", still_away="Here.", by=cast.sokha)
    assert rows(cast.sokha) == []
