"""Of who came back and is in danger something is due: when, her case says."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.states import say_in_danger
from fanal.journeys.actions.events import record_event
from tests import files
from tests.journeys.scene import scene

SOONER = "sooner: her case says when"


def test_her_journey_does_not_say_that_nothing_is_due(cast):
    here = scene(cast, n=1)
    then = timezone.now() - timedelta(days=1)
    record_event(journey=here.journey, kind="returned", persons=here.people, by=cast.sokha, at=then)
    page = reverse("journeys:journey", args=[here.journey.id])
    assert SOONER not in files.browser(cast, cast.sokha).get(page).text
    told = {"case": here.case, "person": here.people[0], "said_by": "mother", "said_at": None}
    say_in_danger(**told, **cast.acting(cast.sokha))
    assert SOONER in files.browser(cast, cast.sokha).get(page).text
