"""Nobody is erased while we answer for where she is; and a case that stays for others ends no
period of hers early."""

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from fanal.core.casework.retention import Guard
from fanal.core.errors import Refused
from fanal.people.models import Person
from fanal.retention.queries import guarding
from fanal.shelters.models import ShelterStay
from tests import files
from tests.retention import scene
from tests.sharing.transfers import agreed, told_case
from tests.shelters import scene as house


def keeps(cast, person):
    """What keeps her file for the first and for the second person."""
    plan = scene.of_person(person)
    return guarding.of_plan(plan, cast.ring(cast.noi)), guarding.without_keys(plan)


def page_of(cast, person):
    page = reverse("retention:erase_person", args=[person.pk])
    return " ".join(files.browser(cast, cast.noi).get(page).text.split())


@pytest.fixture
def sisters(cast):
    """Two of one open case."""
    her, other = (files.person(cast, names=(name,)) for name in ("Noy", "Mali"))
    return her, other, files.case(cast, people=[her, other])


def test_who_sleeps_in_our_shelter_is_not_erased_until_her_stay_has_ended(cast):
    here = house.scene(cast)
    house.sleeps(cast, here)
    scene.close_by_hand(here.case.pk)
    assert all(Guard.BED in found for found in keeps(cast, here.person))
    with pytest.raises(Refused, match="end her stay first"):
        scene.asks(cast, scene.of_person(here.person))
    assert f'href="{reverse("shelters:case", args=[here.case.pk])}"' in page_of(cast, here.person)
    ShelterStay.objects.update(over_on=timezone.localdate())
    scene.asks(cast, scene.of_person(here.person))


def test_who_is_in_danger_again_after_the_closing_is_not_erased(cast):
    case = scene.closed(cast)
    person = case.people.get()
    assert not any(Guard.DANGER in found for found in keeps(cast, person))
    files.in_danger(cast, case)
    scene.close_by_hand(case.pk)
    assert all(Guard.DANGER in found for found in keeps(cast, person))
    with pytest.raises(Refused, match="she is in danger"):
        scene.asks(cast, scene.of_person(person))


def test_the_danger_of_another_of_the_same_case_does_not_keep_her(cast, sisters):
    her, other, case = sisters
    files.in_danger(cast, case, other)
    assert not any(Guard.DANGER in found for found in keeps(cast, her))
    scene.asks(cast, scene.of_person(her))
    files.in_danger(cast, case, her)
    assert all(Guard.DANGER in found for found in keeps(cast, her))


def test_the_period_of_a_case_that_stays_for_others_is_hers_too(cast, sisters):
    her, _other, case = sisters
    found, _second = keeps(cast, her)
    assert Guard.WITH_OTHERS in found
    assert Guard.OPEN not in found
    with pytest.raises(Refused, match="a case of hers and of others is open"):
        scene.asks(cast, scene.of_person(her), ground="time_over")
    scene.close_by_hand(case.pk)
    with pytest.raises(Refused, match="its retention period is not over yet"):
        scene.asks(cast, scene.of_person(her), ground="time_over")


def test_a_file_in_no_case_is_kept_for_its_period_too(cast):
    her = files.person(cast)
    with pytest.raises(Refused, match="its retention period is not over yet"):
        scene.asks(cast, scene.of_person(her), ground="time_over")
    Person.objects.filter(pk=her.pk).update(made_on=scene.years_ago(11))
    scene.asks(cast, scene.of_person(her), ground="time_over")


def test_it_is_said_until_when_and_no_reason_is_offered_that_is_refused(cast):
    case = scene.closed(cast)
    person = case.people.get()
    found, _second = keeps(cast, person)
    (until,) = found[Guard.PERIOD].values()
    text = page_of(cast, person)
    assert f"Its retention period is not over yet (until {date_format(until)}):" in text
    assert "What speaks against it" in text
    assert 'value="time_over"' not in text
    assert 'value="she_asked"' in text


def test_the_second_person_reads_once_it_is_done_who_holds_something_of_her(cast):
    here = told_case(cast)
    agreed(cast, here)
    scene.close_by_hand(here.case.pk)
    row = scene.asks(cast, scene.of_person(here.person))
    claire = files.browser(cast, cast.claire)
    done = claire.post(reverse("retention:agree", args=[row.pk]), follow=True).text
    assert f"Tell them to erase what they hold of her: {cast.vientiane.name}." in done
