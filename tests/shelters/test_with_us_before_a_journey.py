"""The first custodian of a journey is who has her now: of ours, the shelter in which she sleeps."""

from django.urls import reverse
from django.utils import timezone

from fanal.journeys.actions import plans
from fanal.shelters.actions import stays
from tests import files
from tests.shelters.scene import scene, sleeps


def form_of(cast, here):
    told = {"kind": "return", "team": cast.bangkok, "lead": cast.sokha, "by": cast.sokha}
    journey = plans.plan_journey(starts_on=timezone.localdate(), **told)
    address = reverse("journeys:custodians", args=[journey.id])
    return files.browser(cast, cast.sokha).get(f"{address}?case={here.case.id}").context["form"]


def test_the_shelter_in_which_she_sleeps_is_proposed(cast):
    here = scene(cast)
    assert not form_of(cast, here)["label"].value()
    sleeps(cast, here)
    form = form_of(cast, here)
    assert form["label"].value() == "House Jasmine"
    assert form["team"].value() == cast.bangkok.pk


def test_of_a_bed_that_she_left_nothing_is_proposed(cast):
    here = scene(cast)
    stay = sleeps(cast, here)
    stays.leave(stay=stay, to="family", **cast.acting(cast.rith))
    assert not form_of(cast, here)["label"].value()
