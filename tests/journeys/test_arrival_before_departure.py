"""Nobody arrives before she left: the hour is asked again, though it has happened already."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.journeys.actions import events
from fanal.journeys.models import JourneyEvent
from tests import files

HOUR = timedelta(hours=1)


def told(cast, here, kind, at):
    address = reverse("journeys:happened", args=[here.journey.id])
    asked = {"kind": kind, "persons": [str(here.people[0].id)], "happened": "on"}
    asked["at"] = f"{timezone.localtime(at):%Y-%m-%dT%H:%M}"
    return files.browser(cast, cast.sokha).post(address, asked)


@pytest.mark.parametrize("kind", ["arrived", "crossed", "returned"])
def test_an_arrival_before_the_departure_is_refused_at_its_hour(cast, here, kind):
    left = timezone.now() - 2 * HOUR
    acts = {"journey": here.journey, "persons": here.people, "happened": True, "by": cast.sokha}
    events.record_event(kind="departed", at=left, **acts)
    refused = told(cast, here, kind, left - HOUR)
    assert refused.status_code == 422
    assert "This is before the departure" in refused.text
    assert not [one for one in JourneyEvent.objects.all() if one.event().kind == kind]
    assert told(cast, here, kind, left + HOUR).status_code == 302


def test_what_happened_between_two_departures_may_be_told_after_both(cast, here):
    now = timezone.now()
    acts = {"journey": here.journey, "persons": here.people, "happened": True, "by": cast.sokha}
    for ago in (5, 1):
        events.record_event(kind="departed", at=now - ago * HOUR, **acts)
    assert told(cast, here, "arrived", now - 3 * HOUR).status_code == 302
