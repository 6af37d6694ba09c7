"""Nobody is planned for a day on which she is away, as was agreed, without its being said."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.journeys.actions import plans
from fanal.journeys.models import Journey
from fanal.journeys.queries.go_no_go import go_of
from fanal.organisation.actions import stand_ins
from tests import files
from tests.journeys.scene import scene
from tests.organisation.colleagues import let_in

WORDS = "Bopha Keo is away from"


@pytest.fixture
def here(cast):
    made = scene(cast, n=1)
    made.bopha = let_in(cast)
    return made


def goes_away(cast, who, since=0, until=3):
    today = timezone.localdate()
    stand_ins.name_stand_in(
        away=who,
        stand_in=cast.noi if who != cast.noi else cast.sokha,
        team=cast.bangkok,
        since=today + timedelta(days=since),
        until=today + timedelta(days=until),
        **cast.acting(cast.noi),
    )


def page_of(cast, here, user=None):
    address = reverse("journeys:journey", args=[here.journey.id])
    return files.browser(cast, user or cast.noi).get(address).text


def planned(cast, here, lead, days=0):
    told = {
        "kind": "return",
        "team": cast.bangkok.pk,
        "lead": lead.pk,
        "starts_on": f"{timezone.localdate() + timedelta(days=days)}",
        "every_hours": 6,
        "prepare_days": 7,
    }
    return files.browser(cast, cast.sokha).post(reverse("journeys:new"), told)


def test_who_is_away_on_its_day_is_not_chosen_to_lead_a_journey(cast, here):
    goes_away(cast, here.bopha)
    form = files.browser(cast, cast.sokha).get(reverse("journeys:new")).text
    assert "Bopha Keo (away from " in form
    refused = planned(cast, here, here.bopha)
    assert refused.status_code == 422
    assert WORDS in refused.text
    assert planned(cast, here, here.bopha, days=5).status_code == 302


def test_nor_is_the_lead_given_to_her(cast, here):
    goes_away(cast, here.bopha)
    give = reverse("journeys:give_lead", args=[here.journey.id])
    noi = files.browser(cast, cast.noi)
    assert "Bopha Keo (away from " in noi.get(give).text
    refused = noi.post(give, {"to": here.bopha.pk, "version": here.journey.version})
    assert refused.status_code == 422
    assert WORDS in refused.text


def test_a_journey_whose_lead_goes_away_says_so_until_she_is_back(cast, here):
    later = timezone.localdate() + timedelta(days=2)
    Journey.objects.update(lead=here.bopha, starts_on=later)
    assert WORDS not in page_of(cast, here)
    goes_away(cast, here.bopha, since=1)
    page = page_of(cast, here)
    assert WORDS in page
    assert "She leads this journey and is called first." in page


def test_while_she_is_away_whoever_stands_in_is_the_one_to_call(cast, here):
    Journey.objects.update(lead=here.bopha)
    goes_away(cast, here.bopha)
    page = page_of(cast, here, cast.sokha)
    assert "Noi Saetang (for Bopha Keo, until " in page
    assert ") leads this journey and is called first." in page
    assert "She leads this journey" not in page


def escorted(cast, here):
    made = plans.add_custodian(journey=here.journey, colleagues=[here.bopha], by=cast.noi)
    start, _bridge, end = here.areas
    leaves = timezone.now() + timedelta(days=2)
    files.leg(here.journey, start, end, made, leaves, by=cast.noi)


def test_an_escort_who_is_away_on_the_day_of_her_leg_is_a_no_go(cast, here):
    escorted(cast, here)
    goes_away(cast, here.bopha, since=0, until=1)
    assert WORDS not in page_of(cast, here)  # back before her leg
    stand_ins.end(row=stand_ins.StandIn.objects.get(), by=cast.noi)
    goes_away(cast, here.bopha, since=1, until=4)
    page = page_of(cast, here)
    assert WORDS in page
    assert "away then" in page
    go = go_of(here.journey, timezone.localtime())
    assert [WORDS in str(one) for one in go.against if "away" in str(one)] == [True]
    assert not go.clear


def test_the_list_of_who_goes_along_says_who_is_away(cast, here):
    goes_away(cast, here.bopha)
    form = files.browser(cast, cast.noi).get(reverse("journeys:custodians", args=[here.journey.id]))
    assert "Bopha Keo (away from " in form.text
