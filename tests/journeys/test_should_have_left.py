"""A planned day or hour is over, and nobody said that they left, moved it or called it off: that
stands on the list of whoever leads the journey, and after a day of a lead of the team."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.actions import end_account
from fanal.core.journeys.board import Colour
from fanal.core.roles import Role
from fanal.journeys.actions import events, legs, plans
from fanal.journeys.actions.leads import give_lead
from fanal.journeys.actions.plans import debrief
from fanal.journeys.actions.rescheduling import put_off
from fanal.journeys.models import Journey
from fanal.journeys.queries.tonight import board
from tests import files
from tests.journeys.scene import scene
from tests.organisation.colleagues import stands_in

ASKED = "Has it left? Ubon"
OF_A_DAY = "Has the journey left?"
CHOOSE = "Its lead may no longer open it: choose another"
NOT_LEFT = "She was to have left by now"
TODAY, TASKS = reverse("cases:today"), reverse("cases:tasks")


@pytest.fixture
def here(cast):
    """To leave an hour ago: no sign of life is due yet."""
    made = scene(cast, n=1)
    start, _bridge, end = made.areas
    made.leaves = timezone.now() - timedelta(hours=1)
    made.way = {"start": start, "end": end, "custodian": made.escort, "by": made.by}
    made.leg = legs.add_leg(journey=made.journey, **made.way, **hours(made.leaves))
    return made


def hours(leaves):
    return {"leaves": leaves, "arrives": leaves + timedelta(hours=2)}


def read(cast, who, address=TODAY):
    return files.browser(cast, who).get(address).text


def colour(cast):
    (line,) = board(cast.noi, timezone.localtime()).lines
    return line.row.colour


def test_whoever_leads_it_is_asked_on_her_first_page_and_in_her_tasks(cast, here):
    for address in (TODAY, TASKS):
        text = read(cast, cast.sokha, address)
        assert text.count(ASKED) >= 1, address
        assert "Journey: Ubon" not in text, address  # nobody waits for what is asked already
        assert reverse("journeys:journey", args=[here.journey.id]) in text
        assert ASKED not in read(cast, cast.noi, address), address


def test_the_board_and_the_journey_are_not_calm_of_it(cast, here):
    assert colour(cast) is Colour.AMBER
    assert NOT_LEFT in read(cast, cast.noi, reverse("journeys:board"))
    page = read(cast, cast.sokha, reverse("journeys:journey", args=[here.journey.id]))
    assert NOT_LEFT in page
    assert "Say that it left" in page


def test_after_a_day_a_lead_of_the_team_is_asked_too_and_reads_who_leads_it(cast, here):
    legs.change_leg(leg=here.leg, **here.way, **hours(here.leaves - timedelta(days=1)))
    text = read(cast, cast.noi)
    assert ASKED in text
    assert f"{cast.sokha.display_name} leads it." in text
    assert ASKED in read(cast, cast.sokha)
    assert ASKED not in read(cast, cast.somchit)
    assert ASKED not in read(cast, cast.join("dara", "Dara Sok", Role.CASE_WORKER, "Bangkok"))


def test_a_lead_is_asked_at_once_where_nobody_leads_it_any_more(cast, here):
    end_account(user=cast.sokha, by=cast.anan)
    assert ASKED in read(cast, cast.noi)


@pytest.mark.parametrize("goes_along", [False, True])
def test_a_lead_is_asked_at_once_who_leads_a_journey_that_is_far_ahead(cast, goes_along):
    made = scene(cast, n=1)
    if goes_along:
        told = {"journey": made.journey, "colleagues": [cast.noi], "by": cast.noi}
        plans.add_custodian(label="Noi", **told)
    give = reverse("journeys:give_lead", args=[made.journey.id])
    assert give not in read(cast, cast.noi)
    cast.sokha.teams.set([cast.vientiane])
    for address in (TODAY, TASKS):
        text = read(cast, cast.noi, address)
        assert CHOOSE in text, address
        assert give in text, address
    for who in (cast.sokha, cast.somchit, cast.join("lek", "Lek", Role.CASE_WORKER, "Bangkok")):
        assert CHOOSE not in read(cast, who)
    give_lead(journey=made.journey, to=cast.noi, by=cast.noi, version=made.journey.version)
    assert CHOOSE not in read(cast, cast.noi)


def test_whoever_stands_in_for_who_leads_it_is_asked(cast, here):
    dara = cast.join("dara", "Dara Sok", Role.CASE_WORKER, "Bangkok")
    stands_in(cast, dara, cast.sokha)
    assert ASKED in read(cast, dara)


def test_a_journey_that_was_planned_for_a_day_alone_is_asked_about_once_that_is_over(cast):
    made = scene(cast, n=1)
    assert OF_A_DAY not in read(cast, cast.sokha)
    assert NOT_LEFT not in read(cast, cast.noi, reverse("journeys:board"))
    yesterday = timezone.localdate() - timedelta(days=1)
    Journey.objects.filter(id=made.journey.id).update(starts_on=yesterday)
    assert OF_A_DAY in read(cast, cast.sokha)
    assert colour(cast) is Colour.AMBER


@pytest.mark.parametrize("what", ["left", "moved", "ended"])
def test_it_is_asked_no_more_once_somebody_says_what_became_of_it(cast, here, what):
    journey = Journey.objects.get()
    if what == "left":
        events.record_event(
            journey=journey, kind="departed", persons=here.people, happened=True, by=cast.sokha
        )
    elif what == "moved":
        day = journey.starts_on + timedelta(days=2)
        put_off(journey=journey, day=day, by=cast.sokha, version=journey.version)
    else:
        debrief(journey=journey, words="Her papers did not come.", by=cast.sokha)
    assert ASKED not in read(cast, cast.sokha, TASKS)
    assert NOT_LEFT not in read(cast, cast.noi, reverse("journeys:board"))


def test_whoever_was_seen_since_has_still_not_left(cast, here):
    events.sign_of_life(journey=here.journey, persons=here.people, sign="seen", by=cast.sokha)
    assert colour(cast) is Colour.AMBER
    assert ASKED in read(cast, cast.sokha)
