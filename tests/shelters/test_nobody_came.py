"""A bed was promised and nobody came: no count asks about her, so the lead and the staff are told."""

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.shelters.actions.stays import come
from fanal.shelters.models import ShelterStay
from tests import files
from tests.shelters.scene import DAY, again, child, scene, sleeps

pytestmark = pytest.mark.django_db
ASKED = "expected in the shelter: did she come?"
PASSED = "the day has passed: did she come?"


@pytest.fixture
def here(cast):
    found = scene(cast)
    found.girl, found.case = child(cast)
    yes = {"assent": True, "given_by": "legal_guardian", "due": timezone.localdate()}
    found.stay = sleeps(cast, found, found.beds[0], found.girl, found.case, **yes)
    return found


def a_day_passes():
    ShelterStay.objects.update(due=timezone.localdate() - DAY)


def today(cast):
    return files.browser(cast, cast.noi).get(reverse("cases:today")).text


def tonight(cast, here):
    return (
        files.browser(cast, cast.rith).get(reverse("shelters:shelter", args=[here.shelter.id])).text
    )


def test_on_her_day_nobody_is_asked_yet(cast, here):
    assert ASKED not in today(cast)
    assert PASSED not in tonight(cast, here)


def test_the_day_after_the_lead_and_the_staff_are_asked_first(cast, here):
    a_day_passes()
    page = today(cast)
    assert ASKED in page
    assert here.girl.code_name in page
    assert reverse("shelters:stay", args=[here.stay.id]) in page
    assert PASSED in tonight(cast, here)


def test_who_came_is_asked_about_no_more(cast, here):
    a_day_passes()
    come(stay=again(here.stay), by=cast.rith, ring=cast.ring(cast.rith))
    assert ASKED not in today(cast)
