"""A child who came with her mother: how old she is, the day she came and a year after, and whether
her mother is still there."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.people.models import AgeForConsent
from fanal.shelters.actions import stays
from fanal.shelters.models import BedRequest
from fanal.shelters.queries.age_changes import adults_among, came_with
from fanal.shelters.queries.residents import residents
from tests import files
from tests.shelters.scene import again, child_sleeps, scene, sleeps

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(cast):
    return scene(cast)


def born(person, years, days=0):
    """She turned so many years so many days ago."""
    on = timezone.localdate() - timedelta(days=days + 1)
    turned = files.in_every_year(on)
    day = turned.replace(year=turned.year - years).isoformat()
    AgeForConsent.objects.update_or_create(
        person=person, defaults={"coded": {"born": [day, day], "adult": False}}
    )


def read(cast, name, *args):
    return files.browser(cast, cast.rith).get(reverse(f"shelters:{name}", args=args)).text


def test_her_age_stands_with_her_mother_on_the_list_of_tonight_and_grows(cast, here):
    mother = sleeps(cast, here)
    child = child_sleeps(cast, here, here.cots[0], came_with=mother)
    for years in (5, 6):
        born(child.person, years)
        (one,) = residents([again(child)], cast.ring(cast.rith), cast.rith)
        assert one.age_words == f"a child, {years} years"
        assert f"a child, {years} years" in read(cast, "tonight")
        assert f"A child, {years} years" in read(cast, "stay", child.id)
    assert f"with {mother.person.code_name}" in read(cast, "tonight")


def test_whose_mother_has_left_it_is_said(cast, here):
    mother = sleeps(cast, here)
    child = child_sleeps(cast, here, here.cots[0], came_with=mother)
    stays.leave(stay=again(mother), to="family", **cast.acting(cast.sokha))
    text = read(cast, "tonight")
    assert f"{mother.person.code_name}, with whom she came, has left" in text
    assert f"with {mother.person.code_name}<" not in text
    assert "has left" in read(cast, "stay", child.id)


def test_a_mother_who_turned_18_since_she_came_is_the_adult_with_whom_a_child_comes(cast, here):
    girl = files.person(cast, adult=False)
    born(girl, 17)
    case = files.case(cast, people=[girl])
    stay = sleeps(cast, here, here.beds[0], girl, case, assent=True)
    assert stay.is_child
    assert adults_among([stay]) == []
    born(girl, 18)
    assert adults_among([again(stay)]) == [stay]
    asked = BedRequest(case=case, shelter=here.shelter, coded={"child": True})
    assert came_with(asked) == stay
