"""Taken in under one age, and found to be of another: where she sleeps is looked at again, and a child
whom nobody has seen is in danger, whatever she was taken to be when she came."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from fanal.cases.models import Task
from fanal.cases.queries.codes import stored_codes_of
from fanal.core.calendars.ages import eighteenth
from fanal.core.calendars.months import add_years
from fanal.journeys.models import MailDue
from fanal.people.actions.births import add_birth
from fanal.shelters.actions import stays
from fanal.shelters.queries.today import asked_in_shelters
from tests import files
from tests.journeys.scene import scene as scene_of_a_journey
from tests.shelters.scene import counts, scene, second_staff, sleeps


@pytest.fixture
def here(cast):
    return scene(cast)


def born(person, years, cast):
    write = cast.acting(cast.sokha)
    return add_birth(person=person, source="census", ages=(years, years), **write)


def adds(client, person, years):
    """On the page, which says what it changes before it saves."""
    year = timezone.localdate().year - years
    told = {"source": "census", "born_year": year, "born_month": 1, "born_day": 1}
    return client.post(reverse("people:add_birth", args=[person.id]), told)


def is_in_danger(person):
    return stored_codes_of([person.id])[person.id].code.counts_as_danger


def not_seen(cast, here, stay):
    for one in (cast.rith, second_staff(cast, here)):
        counts(cast, here, one, **{str(stay.id): "not_seen"})


def first_screen(client, here):
    return client.get(reverse("cases:case", args=[here.case.id])).text


def test_before_it_is_saved_the_page_names_her_bed(cast, sokha, here):
    stay = sleeps(cast, here)
    text = adds(sokha, here.person, 15).text
    assert "Taken into House Jasmine as an adult" in text
    assert reverse("shelters:stay_of_case", args=[stay.id]) in text
    assert "corrected" not in first_screen(sokha, here)


def test_a_child_who_is_found_to_be_an_adult_has_her_bed_named_too(cast, sokha, here):
    girl = files.person(cast, adult=False)
    case = files.case(cast, people=[girl])
    sleeps(cast, here, here.beds[0], girl, case, assent=True, given_by="legal_guardian")
    assert "Taken into House Jasmine as a child" in adds(sokha, girl, 30).text


def test_her_case_has_a_task(cast, here):
    sleeps(cast, here)
    born(here.person, 15, cast)
    assert Task.objects.filter(case=here.case, done_on=None).exists()


def test_a_bed_that_she_has_left_is_not_named(cast, sokha, here):
    stay = sleeps(cast, here)
    stays.leave(stay=stay, to="family", **cast.acting(cast.sokha))
    assert "House Jasmine" not in adds(sokha, here.person, 15).text


def test_who_was_not_seen_is_in_danger_once_she_is_found_to_be_a_child(cast, sokha, here):
    stay = sleeps(cast, here)
    not_seen(cast, here, stay)
    assert not is_in_danger(here.person)
    born(here.person, 15, cast)
    assert is_in_danger(here.person)
    assert cast.noi in {row.to for row in MailDue.objects.all()}
    assert "In danger" in first_screen(sokha, here)
    assert is_in_danger(here.person)


@pytest.mark.parametrize(("to", "lost"), [("without_telling", True), ("family", False)])
def test_so_is_who_left_without_a_word_and_not_who_went_home(cast, sokha, here, to, lost):
    stay = sleeps(cast, here)
    stays.leave(stay=stay, to=to, by=cast.sokha, ring=cast.ring(cast.sokha))
    assert not is_in_danger(here.person)
    born(here.person, 15, cast)
    assert is_in_danger(here.person) is lost
    assert first_screen(sokha, here)
    assert is_in_danger(here.person) is lost


def test_who_came_back_to_a_bed_since_is_not(cast, here):
    gone = sleeps(cast, here)
    stays.leave(stay=gone, to="without_telling", by=cast.sokha, ring=cast.ring(cast.sokha))
    sleeps(cast, here, here.beds[1])
    born(here.person, 15, cast)
    assert not is_in_danger(here.person)


def test_who_is_of_age_is_not(cast, sokha, here):
    stay = sleeps(cast, here)
    not_seen(cast, here, stay)
    born(here.person, 40, cast)
    assert first_screen(sokha, here)
    assert not is_in_danger(here.person)


def test_a_journey_that_was_planned_for_an_adult_is_named(cast, sokha):
    here = scene_of_a_journey(cast, n=1)
    (person,) = here.people
    text = adds(sokha, person, 15).text
    assert "Her journey was planned for an adult" in text
    assert reverse("journeys:case", args=[here.case.id]) in text


@pytest.mark.parametrize(("days", "told"), [(30, True), (0, True), (100, False), (-30, False)])
def test_the_lead_of_the_house_reads_weeks_before_that_a_girl_is_an_adult_soon(
    cast, here, days, told
):
    born = add_years(timezone.localdate() + timedelta(days=days), -18)
    girl = files.person(cast, births=[("herself", born.year, born.month, born.day)])
    case = files.case(cast, people=[girl])
    child = {"assent": True, "given_by": "legal_guardian"} if days > 0 else {}
    sleeps(cast, here, here.beds[0], girl, case, **child)
    rows = [
        row
        for row in asked_in_shelters(cast.noi, timezone.localtime())
        if "an adult from" in row.title
    ]
    assert [row.code for row in rows] == ([girl.code_name] if told else [])
    assert all(date_format(eighteenth(born)) in row.title for row in rows)
