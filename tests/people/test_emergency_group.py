"""The emergency group: whose key opens a file when a life cannot wait."""

import pytest
from django.urls import reverse

from fanal.core.sealing.compartments import Compartment
from fanal.people.access import people_for, teams_of
from tests import files

GROUP = "people:emergency_group"


def test_a_lead_makes_the_group_and_a_member_lets_others_in(cast):
    noi = files.browser(cast, cast.noi)
    assert "There is no group yet" in noi.get(reverse(GROUP)).text
    assert noi.post(reverse(GROUP), {"members": [str(cast.huong.pk)]}).status_code == 302
    huong = files.browser(cast, cast.huong)
    assert huong.post(reverse(GROUP), {"members": [str(cast.kham.pk)]}).status_code == 302
    person = files.person(cast)
    for member in (cast.noi, cast.huong, cast.kham):
        assert cast.ring(member).compartments(person.id) == set(Compartment)
    assert cast.ring(cast.somchit).compartments(person.id) == frozenset()


def test_holding_the_key_lets_nobody_in_by_itself(cast):
    files.browser(cast, cast.noi).post(reverse(GROUP), {"members": [str(cast.huong.pk)]})
    files.person(cast)
    assert not people_for(cast.huong).exists()
    assert [team.name for team in teams_of(cast.huong)] == ["Ho Chi Minh City"]


def test_who_is_not_of_the_group_lets_nobody_in(cast):
    files.browser(cast, cast.noi).post(reverse(GROUP), {"members": [str(cast.huong.pk)]})
    somchit = files.browser(cast, cast.somchit)
    assert (
        "<form" not in somchit.get(reverse(GROUP)).text.partition("<main")[2].partition("</main")[0]
    )
    assert somchit.post(reverse(GROUP), {"members": [str(cast.kham.pk)]}).status_code == 404


@pytest.mark.parametrize("name", ["sokha", "mai", "claire", "anan"])
def test_only_leads_see_the_page(cast, name):
    assert files.browser(cast, getattr(cast, name)).get(reverse(GROUP)).status_code == 404
