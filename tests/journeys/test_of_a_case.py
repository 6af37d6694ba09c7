"""The journeys of one case, for who works on it."""

from django.urls import reverse

from fanal.cases.models import Case
from tests import files
from tests.journeys.scene import scene


def page_of(cast, user, case):
    return files.browser(cast, user).get(reverse("journeys:case", args=[case.id]))


def test_the_journeys_of_a_case_stand_on_its_page(cast):
    here = scene(cast)
    case = Case.objects.get(id=here.journey.travellers.first().case_id)
    page = page_of(cast, cast.sokha, case).text
    assert here.journey.code_name in page
    assert reverse("journeys:journey", args=[here.journey.id]) in page
    assert 'aria-current="page">Journeys<' in page


def test_a_case_without_a_journey_says_what_belongs_here(cast):
    page = page_of(cast, cast.sokha, files.case(cast)).text
    assert "No journey" in page
    assert "plan it here before she leaves" in page


def test_who_does_not_work_on_the_case_finds_no_such_page(cast):
    case = files.case(cast)
    for user in (cast.linh, cast.mai, cast.claire, cast.duc):
        assert page_of(cast, user, case).status_code == 404


def test_a_journey_that_is_begun_on_its_page_is_planned_for_this_case(cast):
    case = files.case(cast)
    assert f"{reverse('journeys:new')}?case={case.id}" in page_of(cast, cast.sokha, case).text
