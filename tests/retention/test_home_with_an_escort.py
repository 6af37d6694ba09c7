"""Whether a journey is over is one rule: what closing her case asks, erasing her file asks too."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fanal.cases.actions.states import record_sign
from fanal.cases.queries.still_open import still_open_in
from fanal.core.casework.closure import OpenEnd
from fanal.core.casework.retention import Guard
from fanal.journeys.actions import events, plans, preparing
from fanal.journeys.models import JourneyCustodian
from fanal.retention.queries import guarding
from fanal.retention.queries.plans import of_case
from tests import files
from tests.journeys.scene import hand_over, scene


@pytest.fixture
def home(cast):
    """Said to be home, with an escort."""
    here = scene(cast, n=1)
    JourneyCustodian.objects.filter(id=here.escort.id).update(does="escort")
    hand_over(here, here.shelter, here.escort, here.people, here.people)
    for kind in ("departed", "returned"):
        told(here, kind)
    return here


def told(here, kind, **more):
    more = {"journey": here.journey} | more
    events.record_event(kind=kind, persons=here.people, by=here.by, happened=True, **more)


def says_with_whom(cast, here):
    record_sign(
        case=here.case, person=here.people[0], sign="seen", said_at=timezone.now(),
        with_whom="family", with_name="her aunt", **cast.acting(cast.sokha),
    )  # fmt: skip


def asked(cast, here):
    """What closing says of her journey; erasing says as much, with keys and without."""
    plan = of_case(here.case)
    found = still_open_in(here.case, cast.sokha, cast.ring(cast.sokha))
    says = [str(one.says) for one in found if one.end is OpenEnd.JOURNEY]
    for guards in (guarding.of_plan(plan, cast.ring(cast.noi)), guarding.without_keys(plan)):
        assert (Guard.JOURNEY in guards) is bool(says)
    return says


def test_both_ask_who_has_her_while_nobody_has_said_so(cast, home):
    (says,) = asked(cast, home)
    assert "nobody has said since who she is with" in says


def test_neither_asks_once_her_case_says_who_has_her(cast, home):
    says_with_whom(cast, home)
    assert asked(cast, home) == []


def test_neither_asks_of_the_first_journey_once_she_has_left_on_another(cast, home):
    now = timezone.now()
    plans.debrief(journey=home.journey, words="Over.", by=home.by, still_away="Ask the escort.")
    other = files.journey(cast)  # fmt: skip
    on_it = {"journey": other, "by": cast.sokha}
    ours = plans.add_custodian(label="Room", team=cast.bangkok, **on_it)
    preparing.prepare(
        person=home.people[0], case=home.case, custodian=ours, nationality="LA",
        at=now - timedelta(days=1), **on_it,
    )  # fmt: skip
    told(home, "departed", journey=other)
    assert asked(cast, home) == ["she is on a journey that has not ended"]
    told(home, "returned", journey=other)
    assert asked(cast, home) == []


def test_of_whoever_arrived_both_ask_who_has_her_after_its_end_until_it_is_said(cast):
    here = scene(cast, n=1)
    for kind in ("departed", "arrived"):
        told(here, kind)
    plans.debrief(journey=here.journey, words="Over.", by=here.by)
    assert asked(cast, here)
    says_with_whom(cast, here)
    assert asked(cast, here) == []


def test_whoever_was_called_off_is_on_no_journey(cast):
    here = scene(cast, n=1)
    assert asked(cast, here) == ["she is on a journey that has not ended"]
    plans.debrief(journey=here.journey, words="Called off.", by=here.by)
    assert asked(cast, here) == []


def test_whoever_goes_on_without_us_by_the_word_of_two_is_on_no_journey(cast):
    here = scene(cast, n=1)
    told(here, "departed")
    told(here, "left", reason="She went to her aunt.")
    assert asked(cast, here)
    here.by = cast.noi
    told(here, "left", reason="She went to her aunt.")
    assert asked(cast, here) == []
