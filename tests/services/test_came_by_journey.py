"""A place that a partner was asked for has begun once it confirmed on a journey that she is there:
nobody is asked anew whether the first visit happened."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fanal.core.services.states import ServiceState
from fanal.journeys.actions import plans, preparing
from tests import files
from tests.journeys.scene import hand_over
from tests.services.scene import again, asked_of_them, wants
from tests.services.scene import scene as services_scene


def on_her_way(cast, here):
    """From our room to the shelter that was asked."""
    here.by, here.other, here.journey = cast.sokha, cast.noi, files.journey(cast)
    told = {"journey": here.journey, "by": cast.sokha}
    here.room = plans.add_custodian(label="Room of Bangkok", team=cast.bangkok, **told)
    here.there = plans.add_custodian(partner=here.shelter, happened=True, **told)
    preparing.prepare(
        person=here.person, case=here.case, custodian=here.room, nationality="LA",
        at=timezone.now() - timedelta(days=1), **told,
    )  # fmt: skip


@pytest.fixture
def here(cast):
    return services_scene(cast)


def comes(here, received=True):
    people = [here.person]
    hand_over(here, here.room, here.there, people, people if received else ())


def test_a_place_has_begun_with_the_arrival_that_its_partner_confirmed(cast, here):
    made, _referral = asked_of_them(cast, here)
    on_her_way(cast, here)
    assert made.task.done_on is None
    comes(here)
    row = again(made)
    assert row.stands is ServiceState.BEGUN
    assert row.task.done_on == timezone.localdate()
    assert row.steps.last().on == timezone.localdate()


def test_that_she_was_handed_over_is_no_arrival(cast, here):
    made, _referral = asked_of_them(cast, here)
    on_her_way(cast, here)
    comes(here, received=False)
    assert again(made).stands is ServiceState.ASKED


def test_another_kind_and_what_was_not_sent_are_asked_about_still(cast, here):
    unsent, _referral = asked_of_them(cast, here, send=False)
    care = wants(cast, here, "medical_care")
    on_her_way(cast, here)
    comes(here)
    assert [again(one).stands for one in (unsent, care)] == [ServiceState.WANTED] * 2


def test_an_arrival_is_kept_where_the_partner_is_dangerous_by_now(cast, here, monkeypatch):
    made, _referral = asked_of_them(cast, here)
    on_her_way(cast, here)
    monkeypatch.setattr("fanal.services.actions.services.dangerous", lambda partners: partners)
    comes(here)
    assert again(made).stands is ServiceState.ASKED
    assert here.journey.happenings.count() == 3
