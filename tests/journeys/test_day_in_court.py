"""A day in court, there and back: what follows of it when she is home, and where she stands then."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.coded_facts.models import StoredFact
from fanal.core.journeys.board import Colour
from fanal.journeys.actions import events, plans, preparing, sweeps
from fanal.journeys.models import Alarm, Journey
from fanal.journeys.queries.hooks import returns_of
from fanal.journeys.queries.tonight import board
from tests import files
from tests.files import browser

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def planned(cast, here, kind="court", at=None):
    """A journey of that kind with her on it, with the team that has her anyway."""
    journey = files.journey(cast, kind)
    house = plans.add_custodian(journey=journey, label="House", team=cast.bangkok, by=cast.sokha)
    (person,) = here.people
    told = {"journey": journey, "person": person, "case": here.case, "custodian": house}
    preparing.prepare(at=at or timezone.now() - 9 * HOUR, by=cast.sokha, **told)
    return journey


def happened(cast, here, journey, kind, ago):
    events.record_event(
        journey=journey,
        kind=kind,
        persons=here.people,
        at=timezone.now() - ago,
        happened=True,
        by=cast.sokha,
    )


@pytest.fixture
def court(cast, here):
    """She was in court today, and the journey is over."""
    before = timezone.localdate() - DAY
    Journey.objects.filter(id=here.journey.id).update(ended_on=before, followed=False)
    journey = planned(cast, here)
    happened(cast, here, journey, "departed", 8 * HOUR)
    happened(cast, here, journey, "returned", HOUR)
    plans.debrief(journey=journey, words="She spoke.", by=cast.sokha)
    return journey


def rows_on_the_board(cast, here, on):
    seen = board(cast.noi, timezone.localtime() + on)
    return [person.row for person in seen.people if person.file == here.people[0].id]


def test_the_day_out_is_over_and_she_stands_on_the_board_by_her_case(cast, here, court):
    for days in (0, 8, 91):
        assert [row.stage for row in rows_on_the_board(cast, here, days * DAY)] == [None]


def test_no_alarm_is_called_a_week_later_and_the_journey_is_put_away(cast, here, court):
    sweeps.call_alarms(now=timezone.localtime() + 8 * DAY)
    assert not Alarm.objects.filter(journey=court).exists()
    court.refresh_from_db()
    assert not court.followed


def test_its_page_still_says_who_was_on_it(cast, here, court):
    page = browser(cast, cast.noi).get(reverse("journeys:journey", args=[court.id])).text
    assert "Nobody is on this journey yet" not in page
    assert here.people[0].code_name in page
    assert "returned" in page


def test_no_page_and_no_figure_takes_the_day_out_for_a_return(cast, here, court):
    assert returns_of([here.case.id]) == {}
    assert not StoredFact.objects.filter(kind="returned").exists()
    happened(cast, here, here.journey, "returned", 2 * DAY)
    assert returns_of([here.case.id]) == {here.case.id: [timezone.localdate() - DAY]}
    assert StoredFact.objects.filter(kind="returned").exists()


def test_who_is_followed_after_a_return_and_on_a_new_journey_stands_once(cast, here):
    happened(cast, here, here.journey, "returned", DAY)
    Journey.objects.filter(id=here.journey.id).update(ended_on=timezone.localdate())
    new = planned(cast, here)
    seen = board(cast.noi, timezone.localtime())
    (one,) = [person for person in seen.people if person.file == here.people[0].id]
    assert one.row.stage == "in_preparation"
    assert str(new.id) in one.line.address


def test_what_is_red_of_the_journey_of_before_is_said_on_her_one_row(cast, here):
    happened(cast, here, here.journey, "returned", 40 * HOUR)
    Journey.objects.filter(id=here.journey.id).update(ended_on=timezone.localdate())
    planned(cast, here, at=timezone.now())
    ahead = 6 * DAY + 20 * HOUR  # the proof of day 7 is late, the preparation is not yet
    (row,) = rows_on_the_board(cast, here, ahead)
    assert (row.stage, row.colour) == ("in_preparation", Colour.RED)
