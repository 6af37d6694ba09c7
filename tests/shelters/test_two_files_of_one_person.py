"""Two files were found to be one person: her bed, her journey and her care stand in either of them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.core.shelters.stays import StayAct
from fanal.journeys.actions import events
from fanal.people.actions.merges import decide
from fanal.shelters.actions.stays import add_step, come
from fanal.shelters.queries.absent_residents import lost_among
from fanal.shelters.queries.today import asked_in_shelters
from tests import files
from tests.journeys.scene import scene as journey_scene
from tests.shelters.scene import scene, sleeps, woman
from tests.shelters.test_under_one_roof import SAID, is_suspect

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ARRIVED = "is in a shelter of ours, and her journey says on the way"


def merge(cast, keep, other):
    decide(keep=keep, other=other, same=True, reason="one scar", **cast.acting(cast.sokha))


def arrived(who):
    found = asked_in_shelters(who, timezone.localtime())
    return [row.address for row in found if row.title.startswith(ARRIVED)]


@pytest.fixture
def here(cast):
    """On a journey by one file, expected in the shelter by another."""
    made = scene(cast)
    made.way = journey_scene(cast, n=1)
    made.other, made.its_case = woman(cast)
    told = {"person": made.other, "case": made.its_case, "due": timezone.localdate()}
    made.stay = sleeps(cast, made, **told)
    left = {"at": timezone.now(), "happened": True, "by": cast.sokha}
    events.record_event(journey=made.way.journey, kind="departed", persons=made.way.people, **left)
    return made


@pytest.mark.parametrize("journey_stands", [True, False])
def test_her_shelter_and_her_journey_know_of_each_other_once(cast, here, journey_stands):
    keep, other = here.way.people[0], here.other
    merge(cast, *((keep, other) if journey_stands else (other, keep)))
    house = reverse("shelters:shelter", args=[here.shelter.id])
    assert "on her way since" in files.browser(cast, cast.rith).get(house).text
    come(stay=here.stay, **cast.acting(cast.rith))
    assert arrived(cast.sokha) == [reverse("journeys:journey", args=[here.way.journey.id])]


def test_two_files_that_are_two_people_say_nothing_of_each_other(cast, here):
    come(stay=here.stay, **cast.acting(cast.rith))
    assert arrived(cast.sokha) == []


@pytest.mark.parametrize("bed_stands", [True, False])
def test_nobody_knows_where_she_is_by_either_file(cast, here, bed_stands):
    today, third = timezone.localdate(), files.person(cast, names=["Third"])
    come(stay=here.stay, **cast.acting(cast.rith))
    add_step(stay=here.stay, act=StayAct.NOT_SEEN, **cast.acting(cast.rith))
    asked = {third.pk, here.way.people[0].pk}
    assert lost_among(asked, today) == set()
    merge(cast, *((here.other, third) if bed_stands else (third, here.other)))
    assert lost_among(asked, today) == {third.pk}


def test_she_is_no_danger_to_herself_under_one_roof(cast, here):
    third = files.person(cast, names=["Sok Kham"])
    hers = files.case(cast, people=[third])
    is_suspect(cast, here.its_case, "Sok Kham")
    address = reverse("shelters:admit", args=[hers.id])
    assert SAID in files.browser(cast, cast.sokha).get(address).text
    merge(cast, here.other, third)
    assert SAID not in files.browser(cast, cast.sokha).get(address).text
