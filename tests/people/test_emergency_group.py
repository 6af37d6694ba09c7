"""The emergency group: whose key opens a file when a life cannot wait."""

import pytest
from django.urls import reverse

from fanal.accounts.models import Team, User
from fanal.core.errors import BadInput
from fanal.core.roles import Role
from fanal.core.sealing.compartments import Compartment
from fanal.keys.ring import Ring
from fanal.people.access import people_for, teams_of
from fanal.people.actions.emergencies import make_emergency_group
from fanal.people.queries import emergency_group, not_covered
from tests import files
from tests.shares import strangers

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


@pytest.mark.parametrize(
    "name", strangers(["sokha", "mai", "claire", "anan"], "only leads see the page")
)
def test_only_leads_see_the_page(cast, name):
    assert files.browser(cast, getattr(cast, name)).get(reverse(GROUP)).status_code == 404


def test_files_made_before_the_group_are_opened_to_it_by_the_lead_of_their_team(cast):
    person, case = files.person(cast), files.case(cast)
    elsewhere = files.person(cast, by=cast.linh, team=cast.saigon)
    noi = files.browser(cast, cast.noi)
    noi.post(reverse(GROUP), {"members": [str(cast.huong.pk)]})
    ring = cast.ring(cast.huong)
    assert ring.compartments(person.id) == frozenset()
    assert "3 files of your teams" in noi.get(reverse(GROUP)).text  # her own file, a case, a file
    assert noi.post(reverse("people:cover")).status_code == 302
    every = set(Compartment)
    assert cast.ring(cast.huong).compartments(case.id) == every
    assert cast.ring(cast.huong).compartments(person.id) == every - {Compartment.WHEREABOUTS}
    assert "stay closed in an emergency" not in noi.get(reverse(GROUP)).text
    assert "1 file of your teams" in files.browser(cast, cast.huong).get(reverse(GROUP)).text
    assert cast.ring(cast.noi).compartments(elsewhere.id) == frozenset()


def test_what_was_covered_is_not_covered_twice_and_a_few_at_a_time(cast, monkeypatch):
    for _ in range(3):
        files.person(cast)
    noi = files.browser(cast, cast.noi)
    noi.post(reverse(GROUP), {"members": [str(cast.huong.pk)]})
    monkeypatch.setattr("fanal.people.actions.emergencies.MOST_AT_ONCE", 2)
    left = []
    for _ in range(3):
        noi.post(reverse("people:cover"))
        left.append(len(not_covered(cast.noi, emergency_group())))
    assert left == [1, 0, 0]


@pytest.mark.parametrize(
    "name",
    strangers(["sokha", "mai", "claire", "anan"], "only leads open older files to the group"),
)
def test_only_leads_open_older_files_to_the_group(cast, name):
    client = files.browser(cast, getattr(cast, name))
    assert client.post(reverse("people:cover")).status_code == 404


def test_broken_glass_opens_an_older_file_once_it_is_covered(cast):
    case = files.case(cast)
    noi, huong = files.browser(cast, cast.noi), files.browser(cast, cast.huong)
    noi.post(reverse(GROUP), {"members": [str(cast.huong.pk)]})
    noi.post(reverse("people:cover"))
    told = {"code_name": case.code_name, "ground": "danger_now", "reason": files.WHY}
    assert huong.post(reverse("cases:emergency"), told).status_code == 302
    assert case.code_name in huong.get(reverse("cases:case", args=[case.id])).text


def test_who_has_no_keys_yet_makes_no_group_and_is_told_why(cast):
    keyless = User.objects.create_user(
        "keyless@fanal.example",
        display_name="Keo",
        role=Role.TEAM_LEAD,
        office=cast.bangkok.office,
    )
    with pytest.raises(BadInput, match="has no keys yet"):
        make_emergency_group(
            name="Emergency", office=keyless.office, members=[cast.noi], by=keyless, ring=Ring()
        )
    assert not Team.objects.filter(name="Emergency").exists()
