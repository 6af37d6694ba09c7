"""Somebody other than planned took her over: it may be in order, and it may be somebody who came in place
of the partner. Whoever leads the journey meets it at once, on every page that names her hands."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.core.journeys.board import Colour
from fanal.core.journeys.unplanned_handover import SENTENCE
from fanal.journeys.actions import legs
from fanal.journeys.models import MailDue
from fanal.journeys.queries.tonight import board
from tests import files
from tests.journeys.scene import hand_over, scene

SAID = "Somebody other than planned took her over"


@pytest.fixture
def here(cast):
    """One traveller, who is to go with the escort and then to the transit centre."""
    here = scene(cast, n=1)
    ubon, bridge, pakse = here.areas
    leaves = timezone.now() + timedelta(hours=1)
    for start, end, hands, hour in (
        (ubon, bridge, here.escort, 0),
        (bridge, pakse, here.centre, 5),
    ):
        legs.add_leg(
            journey=here.journey, start=start, end=end, custodian=hands, by=here.by,
            leaves=leaves + timedelta(hours=hour), arrives=leaves + timedelta(hours=hour + 4),
        )  # fmt: skip
    return here


def given(here, giver, receiver, received=True):
    return hand_over(here, giver, receiver, here.people, here.people if received else [])


def row_of(cast, here, who):
    (one,) = board(who, timezone.localtime()).people
    return one.row


def pages(cast, here, who):
    page = reverse("journeys:journey", args=[here.journey.id])
    return [files.start_page(cast, who), *(files.main_of(cast, who, to) for to in (page,))]


@pytest.mark.parametrize("received", [True, False])
def test_who_leads_the_journey_reads_it_at_once_wherever_she_looks(cast, here, received):
    given(here, here.shelter, here.centre, received)
    assert SENTENCE in row_of(cast, here, cast.noi).why
    for who in (here.journey.lead, cast.noi):
        assert all(SAID in page for page in pages(cast, here, who))


def test_it_is_told_by_mail_to_who_leads_it_and_not_to_who_wrote_it(cast, here):
    here.by = cast.noi
    here.other = cast.sokha
    given(here, here.shelter, here.centre, received=False)
    assert [row.to for row in MailDue.objects.all()] == [here.journey.lead]


def test_who_was_planned_took_her_over_and_nothing_is_said(cast, here):
    given(here, here.shelter, here.escort)
    assert SENTENCE not in row_of(cast, here, cast.noi).why
    given(here, here.escort, here.centre)
    assert SENTENCE not in row_of(cast, here, cast.noi).why
    assert not any(SAID in page for page in pages(cast, here, cast.noi))


def test_it_ends_once_the_plan_says_so_too(cast, here):
    given(here, here.shelter, here.centre)
    first = here.journey.legs.order_by("number").first()
    legs.change_leg(
        leg=first, start=first.start, end=first.end, custodian=here.centre, by=here.by,
        leaves=first.leaves, arrives=first.arrives, happened=True,
    )  # fmt: skip
    assert SENTENCE not in row_of(cast, here, cast.noi).why


def test_it_is_looked_at_today_and_makes_nobody_red(cast, here):
    given(here, here.shelter, here.centre)
    row = row_of(cast, here, cast.noi)
    assert row.colour in (Colour.AMBER, Colour.RED)
    assert not any(trouble.red for trouble in row.custody if trouble.sentence is SENTENCE)
