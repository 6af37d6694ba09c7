"""A place that a partner was asked for has begun once it confirmed on a journey that she is there:
nobody is asked anew whether the first visit happened."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fanal.core.services.history import ServiceStep
from fanal.core.services.states import EndReason, ServiceState
from fanal.journeys.actions import handovers, plans, preparing
from tests import files
from tests.journeys.scene import hand_over
from tests.services.scene import again, asked_of_them, happens, wants
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


def called_a_mistake(cast, here, handover):
    for by in (cast.sokha, cast.noi):
        assert again(here.made).stands is not ServiceState.WANTED
        handovers.say_not_taken(
            journey=here.journey, handover=handover, persons=[here.person],
            words="They have never seen her.", by=by,
        )  # fmt: skip


@pytest.fixture
def arrived(cast, here):
    """The place that was asked for has begun with her arrival; returned is the hand-over."""
    here.made, _referral = asked_of_them(cast, here)
    on_her_way(cast, here)
    return hand_over(here, here.room, here.there, [here.person], [here.person])


def test_once_two_call_the_arrival_a_mistake_the_visit_is_asked_about_again(cast, here, arrived):
    called_a_mistake(cast, here, arrived)
    row = again(here.made)
    assert row.stands is ServiceState.ASKED
    assert row.task.done_on is None
    handovers.receive(
        journey=here.journey, handover=arrived, custodian=here.there, persons=[here.person],
        count=1, said_by="Ms Kham", channel="telephone", code_word="right", by=cast.noi,
    )  # fmt: skip
    assert again(here.made).stands is ServiceState.BEGUN


def test_on_the_word_of_one_it_has_begun_still(cast, here, arrived):
    handovers.say_not_taken(
        journey=here.journey, handover=arrived, persons=[here.person], words="No.", by=cast.sokha
    )
    assert again(here.made).stands is ServiceState.BEGUN


def test_what_somebody_wrote_of_her_stay_since_is_not_undone(cast, here, arrived):
    ended = ServiceStep(ServiceState.ENDED, timezone.localdate(), end=EndReason.FINISHED)
    happens(cast, here.made, ended)
    called_a_mistake(cast, here, arrived)
    assert again(here.made).stands is ServiceState.ENDED


def test_a_visit_that_somebody_wrote_herself_stands(cast, here):
    here.made, _referral = asked_of_them(cast, here)
    on_her_way(cast, here)
    today = timezone.localdate()
    happens(cast, here.made, ServiceStep(ServiceState.BEGUN, today, said_by="herself"))
    handover = hand_over(here, here.room, here.there, [here.person], [here.person])
    called_a_mistake(cast, here, handover)
    assert again(here.made).stands is ServiceState.BEGUN
