"""The way of a person says where she will be: who is kept out of her finds no journey of hers."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.emergencies import keep_out, let_in
from fanal.commands.sweep import sweep
from fanal.core.journeys.board import Colour
from fanal.journeys.access import journeys_for, journeys_seen_by
from fanal.journeys.actions import plans
from fanal.journeys.queries.custodians import kept_out_of_travellers, on_file
from tests import files
from tests.journeys.scene import hand_over, scene
from tests.journeys.test_custody_seams import colour


@pytest.fixture
def here(cast):
    return scene(cast, n=2)


def shut(cast, case, user):
    return keep_out(case=case, user=user, reason="his cousin", by=cast.noi)


@pytest.mark.parametrize("which", ["her own", "another of hers"])
def test_who_is_kept_out_of_a_traveller_finds_neither_the_journey_nor_her_code(cast, here, which):
    case = here.case if which == "her own" else files.case(cast, people=here.people[:1])
    sokha = files.browser(cast, cast.sokha)
    page = reverse("journeys:journey", args=[here.journey.id])
    board, listing = reverse("journeys:board"), reverse("journeys:list", args=["open"])
    assert here.people[0].code_name in sokha.get(board).text
    conflict = shut(cast, case, cast.sokha)
    assert sokha.get(page).status_code == 404
    for shown in (sokha.get(board).text, sokha.get(listing).text):
        assert here.people[0].code_name not in shown
        assert here.journey.code_name not in shown
    assert files.browser(cast, cast.noi).get(page).status_code == 200
    let_in(conflict=conflict, by=cast.noi)
    assert sokha.get(page).status_code == 200


def test_a_director_and_a_team_whose_case_travels_along_are_kept_out_alike(cast, here):
    theirs = files.case(cast, people=here.people[:1], by=cast.kham, team=cast.vientiane)
    here.journey.travellers.filter(person=here.people[0]).update(case=theirs)
    assert here.journey in journeys_seen_by(cast.kham)
    assert here.journey in journeys_for(cast.claire)
    for user in (cast.kham, cast.claire):
        shut(cast, files.case(cast, people=here.people[1:]), user)
    assert here.journey not in journeys_seen_by(cast.kham)
    assert here.journey not in journeys_for(cast.claire)


def test_the_leads_hear_of_a_missed_sign_of_life_where_who_leads_the_journey_is_kept_out(
    cast, here
):
    shut(cast, here.case, cast.sokha)
    late = timezone.localtime() + timedelta(days=5, minutes=1)  # prepared two days ago, for seven
    assert sweep(late)["alarms"] == 1
    assert [message.to for message in mail.outbox] == [[cast.noi.email]]


def test_who_is_kept_out_of_one_who_travels_is_not_so_of_another_in_a_case_of_her_own(cast, here):
    first, second = here.people
    shut(cast, files.case(cast, people=[first]), cast.kham)
    travel = on_file([here.journey.id]).travellers
    alone = files.case(cast, people=[second])
    travel[here.journey.id, str(second.id)] = (alone.id, second.id)
    assert kept_out_of_travellers(travel) == {
        (here.journey.id, str(first.id)): {cast.kham.pk},
        (here.journey.id, str(second.id)): set(),
    }


def test_who_has_her_and_is_kept_out_of_her_case_since_turns_her_red_on_the_board(cast, here):
    """Nobody is left in hands that must not have her because nobody looked (issue 15)."""
    driver = plans.add_custodian(journey=here.journey, colleagues=[cast.sokha], by=cast.noi)
    hand_over(here, here.shelter, driver, here.people, here.people, by=cast.noi)
    her = here.people[0]
    assert colour(cast.noi, her) is not Colour.RED
    shut(cast, here.case, cast.sokha)
    assert colour(cast.noi, her) is Colour.RED
    page = files.browser(cast, cast.noi).get(reverse("journeys:board"))
    assert "This colleague must not be told" in page.text
