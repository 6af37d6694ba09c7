"""The timer stood still for a night: once it runs again, whoever answers reads which alarms fell due
meanwhile and called nobody, until somebody has looked at them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.commands.sweep import sweep
from fanal.web.models import SweepGap
from fanal.web.sweeps import LATE_AFTER
from tests import files
from tests.journal import entries
from tests.journeys.scene import scene
from tests.security.planting import update

SAID = "Nobody was called ("
NIGHT = timedelta(hours=10)


@pytest.fixture
def here(cast):
    """One traveller, of whom a sign of life is due in five days."""
    return scene(cast, n=1)


def due(here):
    """Just after the hour at which she is to be heard from."""
    return timezone.now() + timedelta(days=5, minutes=5)


def stands_still(before, span):
    """No sweep for a time from that hour on."""
    sweep(before)
    sweep(before + span)


def on_start_page(cast, who):
    return SAID in files.start_page(cast, who)


def look(cast, who):
    address = reverse("journeys:not_called")
    browser = files.browser(cast, who)
    form = browser.get(address).context["form"]
    return browser.post(address, {"until": form.initial["until"]})


def test_whoever_leads_and_the_direction_read_it_until_somebody_looked(cast, here):
    stands_still(due(here) - timedelta(minutes=10), NIGHT)
    assert on_start_page(cast, cast.noi)
    assert on_start_page(cast, cast.claire)
    assert here.people[0].code_name in files.main_of(cast, cast.noi, reverse("journeys:not_called"))
    assert here.people[0].code_name not in files.start_page(cast, cast.claire)
    assert look(cast, cast.noi).status_code == 302
    assert not on_start_page(cast, cast.noi)
    assert not on_start_page(cast, cast.claire)
    assert [one.by_id for one in entries("journey.gap_looked_at")] == [cast.noi.pk]


def test_another_team_reads_nothing_of_it_and_a_worker_has_no_page(cast, here):
    stands_still(due(here) - timedelta(minutes=10), NIGHT)
    assert not on_start_page(cast, cast.sokha)
    for who, status in ((cast.sokha, 404), (cast.anan, 404)):
        assert cast.client(who).get(reverse("journeys:not_called")).status_code == status


@pytest.mark.parametrize(
    ("before", "span"),
    [
        (timedelta(minutes=10), LATE_AFTER),  # on time
        (timedelta(days=2), NIGHT),  # nothing fell due in it
    ],
)
def test_without_a_gap_or_with_nothing_due_in_it_nothing_is_said(cast, here, before, span):
    stands_still(due(here) - before, span)
    assert not SweepGap.objects.exists()


def test_a_rung_that_fell_due_alone_is_said_too(cast, here):
    sweep(due(here) - timedelta(minutes=8))
    stands_still(due(here), NIGHT)
    (gap,) = SweepGap.objects.all()
    assert gap.until - gap.since == NIGHT
    assert on_start_page(cast, cast.noi)


def test_what_was_marked_as_looked_at_in_the_database_is_still_asked(cast, here):
    stands_still(due(here) - timedelta(minutes=10), NIGHT)
    update(SweepGap, {"looked": str(cast.bangkok.pk)}, id=SweepGap.objects.get().pk)
    assert on_start_page(cast, cast.noi)
