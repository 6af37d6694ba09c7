"""A journey has ended: whoever has her since asks for her, and the journey while nobody has her."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.states import record_sign
from fanal.cases.queries.present import states_in
from fanal.cases.queries.still_open import still_open_in
from fanal.core.casework.closure import OpenEnd
from fanal.core.casework.present import DangerState
from fanal.core.journeys.board import NO_SIGN, Colour
from fanal.journeys.actions import events, plans
from fanal.journeys.queries.tonight import board
from tests import files
from tests.journeys.scene import hand_over
from tests.journeys.scene import scene as journey_scene
from tests.shelters.scene import scene, sleeps

DAY = timedelta(days=1)


@pytest.fixture
def here(cast):
    """Fetched by our team, and said to have arrived; the journey has ended."""
    made = scene(cast)
    made.way = journey_scene(cast, n=1)
    (made.person,), made.case = made.way.people, made.way.case
    made.way.journey.kind = "rescue"
    made.way.journey.save()
    hand_over(made.way, made.way.shelter, made.way.escort, made.way.people, made.way.people)
    told = {"happened": True, "by": cast.sokha}
    events.record_event(journey=made.way.journey, kind="arrived", persons=made.way.people, **told)
    plans.debrief(journey=made.way.journey, words="all well", by=cast.sokha)
    return made


def row(cast, here, days):
    seen = board(cast.noi, timezone.localtime() + days * DAY)
    (found,) = [one for one in seen.people if one.file == here.person.id]
    return found.row


def state(cast, here):
    return states_in(here.case, cast.noi, cast.ring(cast.noi))[here.person.id]


def says(cast, here, **told):
    told |= {"sign": "seen", "said_at": timezone.localtime(), **cast.acting(cast.sokha)}
    record_sign(case=here.case, person=here.person, **told)


def journeys_open(cast, here):
    found = still_open_in(here.case, cast.sokha, cast.ring(cast.sokha))
    return [one for one in found if one.end is OpenEnd.JOURNEY]


def test_who_has_a_bed_of_ours_since_is_asked_for_as_her_case_asks(cast, here):
    assert NO_SIGN in row(cast, here, 1).why
    sleeps(cast, here)
    found = row(cast, here, 8)
    assert found.due is None
    assert NO_SIGN not in found.why
    assert state(cast, here).code is not DangerState.UNHEARD
    assert journeys_open(cast, here) == []


def test_so_is_she_of_whom_her_case_says_who_has_her(cast, here):
    says(cast, here, with_whom="ours", with_name="Sokha")
    assert NO_SIGN not in row(cast, here, 8).why
    assert journeys_open(cast, here) == []


@pytest.mark.parametrize("whom", ["nobody", "holder", ""])
def test_who_is_with_nobody_of_ours_stays_red(cast, here, whom):
    says(cast, here, with_whom=whom, with_name="")
    found = row(cast, here, 8)
    assert found.colour is Colour.RED
    assert NO_SIGN in found.why


def test_who_sets_out_again_is_asked_for_by_her_journey(cast, here):
    sleeps(cast, here)
    told = {"happened": True, "by": cast.sokha}
    events.record_event(journey=here.way.journey, kind="departed", persons=here.way.people, **told)
    assert NO_SIGN in row(cast, here, 8).why


def test_closing_asks_who_has_her_and_leads_to_where_it_is_said(cast, here):
    (asked,) = journeys_open(cast, here)
    assert "nobody has said since who she is with" in str(asked.says)
    page = files.browser(cast, cast.sokha).get(reverse("cases:close", args=[here.case.id])).text
    assert reverse("cases:state", args=[here.case.id, here.person.id]) in page
