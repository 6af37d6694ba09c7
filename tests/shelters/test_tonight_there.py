"""“Tonight” in a shelter is that of its office, whoever reads it from another country."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.shelters.models import NightCount
from fanal.shelters.queries.evening_count import tonight_there
from fanal.shelters.queries.numbers import numbers_of_shelters
from tests.organisation.test_office_days import in_zone
from tests.shelters.scene import counts, scene, second_staff, sleeps

DAY = timedelta(days=1)


@pytest.fixture
def there():
    """The day in Bangkok."""
    return timezone.localdate()


@pytest.fixture
def morning(there):
    """Eight in the morning in Paris, two in the afternoon in Bangkok; in New York it is still night."""
    return datetime.combine(there, time(7), UTC)


@pytest.fixture
def here(cast):
    found = scene(cast)
    found.stay = sleeps(cast, found)
    in_zone(cast.bangkok, "Asia/Bangkok")
    return found


@pytest.mark.parametrize(("zone", "before"), [("Asia/Bangkok", 0), ("America/New_York", 1)])
def test_the_evening_is_that_of_the_office_of_the_shelter(cast, here, zone, before, there, morning):
    in_zone(cast.bangkok, zone)
    with timezone.override("Europe/Paris"):
        assert tonight_there(here.shelter, morning) == there - before * DAY


def test_a_count_from_another_country_is_of_that_evening(cast, here, there, morning, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: morning)
    with timezone.override("Europe/Paris"):
        counts(cast, here, cast.rith)
    assert NightCount.objects.get().evening == there


def test_who_leads_from_paris_reads_that_the_two_counts_of_that_evening_differ(
    cast, here, morning, monkeypatch
):
    monkeypatch.setattr(timezone, "now", lambda: morning)
    counts(cast, here, cast.rith)
    counts(cast, here, second_staff(cast, here), **{str(here.stay.id): "not_seen"})
    with timezone.override("Europe/Paris"):
        (numbers,) = numbers_of_shelters(morning.astimezone(), cast.claire)
        assert (numbers.differs, numbers.open_counts) == (True, 0)
    page = cast.client(cast.rith).get(reverse("shelters:shelter", args=[here.shelter.id])).text
    assert reverse("shelters:settle", args=[here.shelter.id]) in page


def test_the_step_that_follows_is_of_the_day_there(cast, here, there, morning, monkeypatch):
    """Bangkok has tomorrow already while a lead in New York counts."""
    now = morning - timedelta(hours=6)
    monkeypatch.setattr(timezone, "now", lambda: now)
    with timezone.override("America/New_York"):
        counts(cast, here, cast.rith, **{str(here.stay.id): "not_seen"})
    assert here.stay.steps.order_by("number").last().on == there
