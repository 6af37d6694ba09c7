"""A girl arrives at night: a bed, her own word, the count by two; in French on a telephone of 360 px."""

import pytest
from django.urls import reverse

from fanal.core.shelters.stays import StayState
from fanal.shelters.models import ShelterStay
from tests.browser.steps import colleagues
from tests.browser.walks import french
from tests.shelters.scene import child, scene, second_staff

pytestmark = pytest.mark.browser


@pytest.fixture
def here(cast):
    made = scene(cast)
    cast.girl, cast.case = child(cast)
    cast.shelter, cast.beds = made.shelter, made.beds
    cast.dara = second_staff(cast, made)
    return cast


def arrives(sokha, here):
    """From the case to the bed: first she says no word of a child, then with it."""
    sokha.goes(reverse("shelters:case", args=[here.case.id])).looks("in-our-shelter")
    sokha.goes(reverse("shelters:admit", args=[here.case.id]))
    sokha.fill(bed=str(here.beds[0].id), answer="given", called="Fon", rules_in="lao").looks(
        "admission"
    )
    sokha.is_refused().looks("a-child-without-her-word")
    sokha.proposes(called="Fon", answer="given")
    sokha.fill(assent="yes", given_by="legal_guardian").press()
    sokha.reads(here.girl.code_name, "House Jasmine").looks("she-has-a-bed")
    return ShelterStay.objects.get()


@pytest.mark.long  # shelters/test_pages.py and test_shelters.py hold it
def test_a_girl_arrives_at_night(visit, here):
    go_to = colleagues(visit, here, "admission-by-night")
    sokha = go_to("sokha", reverse("cases:section", args=[here.case.id, "safety"]))
    stay = arrives(sokha, here)
    assert stay.stands is StayState.HERE

    rith = go_to("rith", "/")
    rith.reads(french("Who sleeps here tonight"), "Fon", here.girl.code_name).looks("tonight")
    rith.does_not_read(here.case.code_name)
    rith.goes(reverse("shelters:count", args=[here.shelter.id]))
    rith.choose(f"stay_{stay.id}", "seen").looks("count").press()
    rith.looks("one-has-counted")

    dara = go_to("dara", reverse("shelters:count", args=[here.shelter.id]))
    dara.choose(f"stay_{stay.id}", "not_seen").press()
    dara.reads(french("a child: call the lead now")).looks("a-child-is-missing")

    noi = go_to("noi", reverse("cases:today"))
    noi.reads(here.girl.code_name, french("not seen at the count")).looks("today-of-the-lead")

    rith.open(reverse("shelters:settle", args=[here.shelter.id])).looks("the-counts-differ")
    rith.choose(f"stay_{stay.id}", "seen").fill(words="Elle dormait chez une amie, chambre 2.")
    rith.press().looks("counted-by-two")
    assert ShelterStay.objects.get().stands is StayState.HERE
