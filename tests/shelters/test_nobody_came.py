"""A bed was promised and nobody came: no count asks about her, so the lead and the staff are told."""

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.core.shelters.stays import StayAct
from fanal.shelters.actions import nights
from fanal.shelters.actions.stays import add_step, come
from fanal.shelters.models import ShelterStay
from tests import files
from tests.shelters.scene import DAY, again, child, child_sleeps, scene, sleeps

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


def today(cast, who="noi"):
    return files.browser(cast, getattr(cast, who)).get(reverse("cases:today")).text


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


def test_the_worker_of_her_case_is_asked_too_and_leads_to_the_stay(cast, here):
    assert ASKED not in today(cast, "sokha")
    a_day_passes()
    page = today(cast, "sokha")
    assert ASKED in page
    there = reverse("shelters:stay", args=[here.stay.id])
    assert there in page
    assert files.browser(cast, cast.sokha).get(there).status_code == 200


def test_the_worker_of_who_was_not_seen_at_the_count_reads_it_once(cast, here):
    come(stay=again(here.stay), **cast.acting(cast.rith))
    seen, ring = {here.stay.id: "not_seen"}, cast.ring(cast.rith)
    nights.count(shelter=here.shelter, answers=seen, by=cast.rith, ring=ring)
    for who in ("sokha", "noi"):
        assert today(cast, who).count("not seen at the count") == 1


def test_who_came_is_asked_about_no_more(cast, here):
    a_day_passes()
    come(stay=again(here.stay), **cast.acting(cast.rith))
    assert ASKED not in today(cast)


def who_is_not_seen(cast, here):
    """An adult, who came with a child; Rith counts both."""
    mother = sleeps(cast, here)
    girl = child_sleeps(cast, here, here.cots[0], came_with=mother)
    seen = {mother.id: "not_seen", girl.id: "seen"}
    nights.count(shelter=here.shelter, answers=seen, by=cast.rith, ring=cast.ring(cast.rith))
    return mother, girl


def test_of_an_adult_too_it_stands_first_and_nobody_reads_that_nothing_is_late(cast):
    who_is_not_seen(cast, scene(cast))
    for who in ("sokha", "noi"):
        page = today(cast, who)
        assert page.index("not seen at the count") < page.index("To do")
        assert "Nobody in your cases is known to be in danger" not in page


def test_the_staff_reads_whom_to_call_and_that_her_child_may_be_alone(cast):
    here = scene(cast)
    mother, girl = who_is_not_seen(cast, here)
    assert "Call now: Noi" in tonight(cast, here)
    assert f"nobody knows where {mother.person.code_name} is: they came together" in tonight(
        cast, here
    )
    rith = files.browser(cast, cast.rith)
    assert "Call now: Noi" in rith.get(reverse("shelters:stay", args=[mother.id])).text
    assert "nobody knows where she is" in rith.get(reverse("shelters:stay", args=[girl.id])).text


def test_her_case_goes_on_reading_no_place_where_nobody_saw_her(cast):
    here = scene(cast)
    who_is_not_seen(cast, here)
    page = files.browser(cast, cast.sokha).get(reverse("cases:case", args=[here.case.id])).text
    assert "Not known: not seen in House Jasmine" in page


def test_of_who_is_gone_no_page_says_that_one_of_us_saw_her(cast):
    here = scene(cast)
    stay = sleeps(cast, here)
    add_step(stay=stay, act=StayAct.NOT_SEEN, **cast.acting(cast.rith))
    page = files.browser(cast, cast.sokha).get(reverse("cases:case", args=[stay.case_id])).text
    assert "Not known: not seen in House Jasmine" in page
    assert "who saw her" not in page


def test_her_lawyer_reads_that_nobody_knows_where_she_is_and_not_which_house(cast):
    here = scene(cast)
    stay = sleeps(cast, here)
    files.let_in_lawyer(cast, stay.case)
    assert "nobody knows where she is" not in today(cast, "mai")
    add_step(stay=stay, act=StayAct.NOT_SEEN, **cast.acting(cast.rith))
    page = today(cast, "mai")
    assert "nobody knows where she is: call Sokha" in page
    assert "is known to be in danger" not in page
    assert here.shelter.name not in page


def test_whoever_is_expected_tonight_stands_before_who_sleeps_there_with_age_and_needs(cast):
    here = scene(cast)
    mother = sleeps(cast, here, due=timezone.localdate(), tonight="A light.")
    child_sleeps(cast, here, here.cots[0], age=6, came_with=mother, due=timezone.localdate())
    page = tonight(cast, here)
    assert page.index("Expected") < page.index("Who sleeps here tonight")
    assert "A light." in page
    assert f"with {mother.person.code_name}" in page
    assert "a child, " in page
