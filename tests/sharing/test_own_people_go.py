"""Our own people are offered to fetch a child once it is saved on which ground, and into what."""

import pytest
from django.urls import reverse

from fanal.cases.actions import entries, states
from fanal.sharing.actions import rules
from tests import files
from tests.consents import says
from tests.sharing.referring import fitting
from tests.sharing.scene import scene


@pytest.fixture
def here(cast):
    found = scene(cast, trusted=False)
    rules.set_reach(
        team=cast.bangkok, country=found.area, days=0, languages="lo", permitted=True, by=cast.noi
    )
    says(cast, found, "return")
    return found


@pytest.fixture
def page(cast, here):
    client = files.browser(cast, cast.sokha)
    return lambda: fitting(client, here, service="get_out").text


def saved(cast, here, **answers):
    entries.add_entry(case=here.case, kind="going", answers=answers, by=cast.sokha, ring=here.ring)


def fits(text):
    return text.partition("They fit")[2].partition("They do not fit now")[0]


def test_a_child_is_not_fetched_before_a_lawful_ground_is_saved_and_the_page_leads_there(
    here, page
):
    text = page()
    assert "Find out on which lawful ground Bangkok may take a child" in text
    assert "Bangkok" not in fits(text)
    assert reverse("cases:write", args=[here.case.id, "going"]) in text
    assert "Nobody can be asked or sent yet. First:" in text
    assert "agree with her on a word that means danger" in text


def test_with_a_ground_our_own_team_fits(cast, here, page):
    saved(cast, here, ground="guardian", danger_to_us="low")
    text = page()
    assert "Bangkok" in fits(text)
    assert "There is a lawful ground on which she may be taken." in text
    assert "Nobody can be asked or sent yet" not in text


def test_where_it_is_dangerous_to_us_two_people_decide(cast, here, page):
    saved(cast, here, ground="court", danger_to_us="high", if_she_stays="life_at_risk")
    text = page()
    assert "two people decide whether Bangkok goes" in text
    assert f"{reverse('journeys:new')}?case={here.case.id}" in text
    assert "Call the lead and a director now" in text


def test_her_danger_says_what_it_costs_to_leave_her_there(cast, here, page):
    states.say_in_danger(
        case=here.case,
        person=here.person,
        said_by="friend",
        said_at=None,
        by=cast.sokha,
        ring=here.ring,
    )
    assert "goes on as long as she stays there" in page()


def test_a_partner_that_fits_and_is_only_asked_for_her_yes_is_not_called_out_of_reach(cast):
    """What the rules still wait for is her yes, which the next page asks for."""
    found = scene(cast, consent=False)
    text = fitting(files.browser(cast, cast.sokha), found, urgency="now").text
    assert found.shelter.name in fits(text)
    assert "Nobody can be asked or sent yet" not in text
