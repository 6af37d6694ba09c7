"""The programmes in an organisation that was set up as the documents say: no cast, no demonstration.

Who is needed is invited by the administrator, who reads on her page of the set-up what is not begun;
what each needs first she finds from her start page.
"""

from __future__ import annotations

import pytest

from tests.browser import steps_programmes as programmes
from tests.browser import test_girl_of_fifteen as girl
from tests.browser.steps_set_up import a_shelter_is_found_fit, an_office, calls, the_code_name
from tests.browser.walks import french

BEGUN = ("Health care", "Grants and payments", "One of our shelters", "Prevention")


@pytest.fixture
def office(telephones, tmp_path):
    with an_office(telephones, tmp_path) as here:
        yield here


def a_bed_by_night(here, case, code_name):
    rith, dara = here.rith, here.dara
    rith.arrives().reads(french("None of our shelters is open to you.")).looks("no-shelter")
    shelter = programmes.opens_a_shelter(here.noi, "Rith", "Dara")
    stay = programmes.is_given_a_bed(here.sokha, case)
    programmes.is_counted_by_two(here.noi, rith, dara, shelter, stay, code_name)


def money_in_hand(here, case, code_name):
    programmes.sets_up_a_grant(here.thao)
    request = programmes.asks_for_money(here.sokha, case)
    for one in (here.noi, here.claire):
        programmes.agrees_to_money(one, request)
    programmes.pays_out(here.thao, request, code_name, "Bouavan")
    programmes.writes_the_receipt(here.sokha, case, request)


def a_health_workers_day(here, case):
    here.ploy.arrives().reads(french("Nobody waits for an answer.")).looks("nobody-waits")
    programmes.asks_for_care(here.sokha, case)
    asked, file = programmes.sees_her(here.ploy)
    programmes.writes_the_visit(here.ploy, file)
    programmes.gives_a_scale(here.ploy, here.claire, "Ploy", file)
    programmes.tells_the_team(here.ploy, here.sokha, case, asked)


def a_village(here):
    programmes.begins_in_a_village(here.bounmy)
    programmes.writes_up_a_session(here.bounmy)
    here.sokha.open("/intake/").reads("Bounmy").looks("call-of-prevention")


def nobody_opens_a_case(here, case):
    """Each has her main pages; the case is none of them."""
    for one in (here.ploy, here.rith, here.bounmy, here.thao):
        one.walks_her_menu()
        one.is_not_shown(f"/cases/{case.id}/", "/cases/", "/journeys/")


@pytest.mark.long
def test_the_programmes_from_the_invitation_to_what_they_are_for(office):
    here = office
    here.anan.open("/organisation/set-up/").reads(french("not begun")).looks("set-up-before")
    a_shelter_is_found_fit(here)
    case = calls(here, ["forced_prostitution"], girl.CALL)
    code_name = the_code_name(here.sokha, case)
    for name, role in (
        ("Ploy", "health_worker"),
        ("Rith", "shelter_worker"),
        ("Dara", "shelter_worker"),
        ("Bounmy", "prevention_officer"),
        ("Thao", "finance_officer"),
    ):
        setattr(here, name.lower(), here.joins(name, role))
    a_bed_by_night(here, case, code_name)
    a_health_workers_day(here, case)
    money_in_hand(here, case, code_name)
    a_village(here)
    programmes.fills_the_catalogue(here.noi)
    programmes.asks_for_a_service(here.sokha, case)
    programmes.our_team_gives_it(here.sokha, case)
    her = programmes.makes_a_plan(here.sokha, case)
    programmes.is_not_reached(here.sokha, her)
    nobody_opens_a_case(here, case)
    here.anan.open("/organisation/set-up/").reads(*map(french, BEGUN)).looks("set-up-after")
