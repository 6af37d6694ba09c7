"""On the way the route changes: what was planned can be changed, and the pages say the new one."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.core.journeys.board import Colour
from fanal.journeys.actions import legs, plans
from fanal.journeys.queries.tonight import board
from fanal.partners.actions import findings
from fanal.partners.actions.partners import add_partner
from tests import files
from tests.journeys.scene import leg_told, scene


@pytest.fixture
def here(cast):
    """Two legs: to the bridge today, over it tomorrow."""
    made = scene(cast, n=1)
    ubon, bridge, pakse = made.areas
    made.leaves = timezone.localtime().replace(microsecond=0, second=0) + timedelta(hours=2)
    for start, end, day in ((ubon, bridge, 0), (bridge, pakse, 1)):
        legs.add_leg(
            journey=made.journey,
            start=start,
            end=end,
            custodian=made.escort,
            leaves=made.leaves + timedelta(days=day),
            arrives=made.leaves + timedelta(days=day, hours=3),
            by=cast.sokha,
        )
    made.first, made.second = made.journey.legs.all()
    return made


def page(cast, here, name, *args):
    return reverse(f"journeys:{name}", args=[here.journey.id, *args])


def changes(cast, here, leg, *args, **more):
    there = page(cast, here, "change_leg", leg.id)
    return files.browser(cast, cast.sokha).post(there, leg_told(*args, **more))


def test_the_form_of_a_leg_holds_what_was_planned(cast, here):
    form = files.browser(cast, cast.sokha).get(page(cast, here, "change_leg", here.first.id))
    ubon, bridge, _pakse = here.areas
    shown = form.context["form"]
    assert (shown["start"].value(), shown["end"].value()) == (ubon.id, bridge.id)
    assert f'value="{here.leaves:%H:%M}"' in form.text


def test_another_end_and_other_hours_stand_on_the_page_at_once(cast, here):
    ubon, _bridge, pakse = here.areas
    later = here.leaves + timedelta(hours=1)
    assert changes(cast, here, here.first, ubon, pakse, here.escort, later).status_code == 302
    text = files.browser(cast, cast.sokha).get(page(cast, here, "journey")).text
    assert "It starts where the leg before it does not end." in text  # the next is changed next
    gone = page(cast, here, "remove_leg", here.second.id)
    assert files.browser(cast, cast.sokha).post(gone).status_code == 302
    text = files.browser(cast, cast.sokha).get(page(cast, here, "journey")).text
    assert "does not end" not in text
    (left,) = here.journey.legs.all()
    assert (left.number, left.end_id) == (1, pakse.id)


def test_a_leg_that_arrives_before_it_leaves_is_not_kept(cast, here):
    ubon, bridge, _pakse = here.areas
    wrong = f"{here.leaves - timedelta(hours=1):%Y-%m-%dT%H:%M}"
    answer = changes(cast, here, here.first, ubon, bridge, here.escort, here.leaves, arrives=wrong)
    assert answer.status_code == 422
    assert "arrives before it leaves" in answer.text


def test_those_after_a_leg_that_was_removed_move_up(cast, here):
    legs.remove_leg(leg=here.first, by=cast.sokha)
    assert list(here.journey.legs.values_list("id", "number")) == [(here.second.id, 1)]
    _ubon, _bridge, pakse = here.areas
    legs.add_leg(
        journey=here.journey,
        start=pakse,
        end=here.areas[0],
        custodian=here.escort,
        leaves=here.leaves + timedelta(days=2),
        arrives=here.leaves + timedelta(days=2, hours=1),
        by=cast.sokha,
    )
    assert [leg.number for leg in here.journey.legs.all()] == [1, 2]


def test_whom_she_may_not_be_with_is_refused_unless_it_has_happened(cast, here):
    police = add_partner(kind="organisation", name="Harbour Police", by=cast.noi)
    post = plans.add_custodian(journey=here.journey, partner=police, happened=True, by=cast.noi)
    findings.record_finding(about=police, level="dangerous", by=cast.noi)
    ubon, bridge, _pakse = here.areas
    way = (here.first, ubon, bridge, post, here.leaves)
    assert changes(cast, here, *way).status_code == 422
    assert changes(cast, here, *way, happened="on").status_code == 302
    assert board(cast.noi, timezone.localtime()).lines[0].row.colour is Colour.RED
