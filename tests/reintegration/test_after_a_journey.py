"""What a journey home says of her return is proposed where her plan begins, and not asked again."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.core.reintegration.codes import StartKind
from fanal.journeys.actions import events
from fanal.journeys.models import Journey
from tests import files
from tests.journeys.scene import scene


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
