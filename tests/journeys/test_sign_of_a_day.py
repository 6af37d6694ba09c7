"""A sign of life of which nobody knows the hour: the day alone, and no more is claimed of it."""

from datetime import datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone

from fanal.journeys.actions import events
from fanal.journeys.models import JourneyEvent
from fanal.journeys.queries.tonight import board
from tests import files

DAY = timedelta(days=1)


def says(cast, here, **at):
    address = reverse("journeys:sign", args=[here.journey.id])
    asked = {"persons": [str(here.people[0].id)], "sign": "seen"}
    return files.browser(cast, cast.sokha).post(address, asked | at)


def row(cast, here):
    seen = board(cast.noi, timezone.localtime())
    return next(person.row for person in seen.people if person.file == here.people[0].id)


def test_the_day_alone_is_kept_and_shown_without_an_hour(cast, here):
    day = timezone.localdate() - DAY
    assert says(cast, here, at=str(day)).status_code == 302
    told = [happening.event() for happening in JourneyEvent.objects.all()]
    assert [one.day for one in told if one.sign] == [day]
    text = (
        files.browser(cast, cast.sokha)
        .get(reverse("journeys:journey", args=[here.journey.id]))
        .text
    )
    assert "seen, yesterday\n" in text


def test_the_next_one_is_due_as_if_it_was_at_the_beginning_of_that_day(cast, here):
    day = timezone.localdate() - DAY
    says(cast, here, at=str(day))
    begins = timezone.make_aware(datetime.combine(day, time()))
    assert row(cast, here).due == begins + timedelta(days=here.journey.prepare_days)


def test_its_day_is_the_same_for_whoever_reads_in_another_time_zone(cast, here):
    day = timezone.localdate() - DAY
    events.sign_of_life(
        journey=here.journey, persons=here.people, sign="seen", at=day, by=cast.sokha
    )
    with timezone.override("America/New_York"):
        assert row(cast, here).sign.said == day
        assert row(cast, here).sign.on == day


def test_an_hour_is_kept_as_before_and_a_day_to_come_is_refused(cast, here):
    at = timezone.localtime() - timedelta(hours=3)
    assert says(cast, here, at=f"{at:%Y-%m-%dT%H:%M}").status_code == 302
    assert row(cast, here).sign.day is None
    assert says(cast, here, at=str(timezone.localdate() + 2 * DAY)).status_code == 422
