"""“Tonight” in a shelter is that of its office, whoever reads it from another country."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.shelters.models import NightCount
from fanal.shelters.queries.night import tonight_there
from fanal.shelters.queries.numbers import numbers_of_shelters
from tests.organisation.test_office_days import in_zone
from tests.shelters.scene import counts, scene, second_staff, sleeps

# Eight in the morning in Paris, where it is the night of the 30th; in Bangkok already the next day.
MORNING = datetime(2026, 12, 1, 7, 0, tzinfo=UTC)
THERE = date(2026, 12, 1)


@pytest.fixture
def here(cast):
    found = scene(cast)
    found.stay = sleeps(cast, found)
    in_zone(cast.bangkok, "Asia/Bangkok")
    return found


@pytest.mark.parametrize(("zone", "evening"), [("Asia/Bangkok", 1), ("America/New_York", 30)])
def test_the_evening_is_that_of_the_office_of_the_shelter(cast, here, zone, evening):
    in_zone(cast.bangkok, zone)
    with timezone.override("Europe/Paris"):
        assert tonight_there(here.shelter, MORNING).day == evening


def test_a_count_from_another_country_is_of_that_evening(cast, here, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: MORNING)
    with timezone.override("Europe/Paris"):
        counts(cast, here, cast.rith)
    assert NightCount.objects.get().evening == THERE


def test_who_leads_from_paris_reads_that_the_two_counts_of_that_evening_differ(
    cast, here, monkeypatch
):
    monkeypatch.setattr(timezone, "now", lambda: MORNING)
    counts(cast, here, cast.rith)
    counts(cast, here, second_staff(cast, here), **{str(here.stay.id): "not_seen"})
    with timezone.override("Europe/Paris"):
        (numbers,) = numbers_of_shelters(MORNING.astimezone(), cast.claire)
        assert (numbers.differs, numbers.open_counts) == (True, 0)
    page = cast.client(cast.rith).get(reverse("shelters:shelter", args=[here.shelter.id])).text
    assert reverse("shelters:settle", args=[here.shelter.id]) in page
