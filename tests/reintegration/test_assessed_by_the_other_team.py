"""A journey home reads that the team which saw the family, on the other side of a two-country file, did
not say yes; what it found stays in its file."""

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.journeys.actions import plans, preparing
from fanal.journeys.queries.go_no_go import go_of
from fanal.reintegration.actions import families
from fanal.sharing.actions import shared as shared_actions
from tests import files
from tests.reintegration.scene import begins, today
from tests.sharing.transfers import accept, agreed, offer, told_case

SAYS = "what Vientiane found of her family does not say yes"


@pytest.fixture
def here(cast):
    made = told_case(cast)
    made.shared = agreed(cast, made)
    return made


def journey(cast, here, kind="return"):
    made = files.journey(cast, kind)
    us = plans.add_custodian(journey=made, label="we", team=cast.bangkok, by=cast.sokha)
    preparing.prepare(
        journey=made,
        person=here.person,
        case=here.case,
        custodian=us,
        nationality="LA",
        at=timezone.now(),
        by=cast.sokha,
    )
    return made


def assess(cast, here, result, conditions=()):
    told = {"answers": {"her_wish": "To her aunt."}, "on": today()}
    return families.assess(
        person=here.theirs.people.get(),
        result=result,
        conditions=[*conditions],
        **told,
        **cast.acting(cast.kham),
    )


def against(made):
    return [str(one.what) for one in go_of(made, timezone.now()).warnings if SAYS in str(one.what)]


def test_where_they_assessed_nobody_nothing_is_said(cast, here):
    assert not against(journey(cast, here))


@pytest.mark.parametrize("result", ["no", "not_now", "conditions", "safe"])
def test_until_two_of_them_say_yes_it_speaks_against_the_journey_home(cast, here, result):
    row = assess(cast, here, result, ["school_place"] if result == "conditions" else [])
    made = journey(cast, here)
    assert len(against(made)) == 1
    page = files.browser(cast, cast.sokha).get(reverse("journeys:journey", args=[made.id])).text
    assert SAYS in page
    assert reverse("sharing:shared", args=[here.shared.id]) in page
    families.second(row=row, words="I called the neighbour.", **cast.acting(cast.somchit))
    assert bool(against(made)) == (result != "safe")


@pytest.mark.parametrize("closes", ["takes it back", "ends the file"])
def test_not_where_a_side_shares_no_alerts_any_more(cast, here, closes):
    assess(cast, here, "no")
    made = journey(cast, here)
    side = here.sides[cast.vientiane.pk]
    if closes == "ends the file":
        shared_actions.end(side=side, by=cast.somchit)
    else:
        shared_actions.choose_fields(side=side, fields=["code_name"], by=cast.somchit)
    assert not against(made)


def test_not_of_a_way_that_does_not_lead_home(cast, here):
    assess(cast, here, "no")
    assert not against(journey(cast, here, kind="escort"))


def page_of_her_family(cast, here, who):
    return files.main_of(cast, who, reverse("reintegration:families", args=[here.person.id]))


def test_the_page_of_her_family_says_who_of_them_assessed_it_and_when(cast, here):
    assert "Nobody has assessed her family yet." in page_of_her_family(cast, here, cast.sokha)
    row = assess(cast, here, "not_now")
    families.second(row=row, words="I called the neighbour.", **cast.acting(cast.somchit))
    page = page_of_her_family(cast, here, cast.sokha)
    assert "Nobody has assessed her family yet." not in page
    assert "Assessed by Vientiane: " in page
    assert "Kham Phommachan" in page
    assert reverse("sharing:shared", args=[here.shared.id]) in page
    assert "To her aunt." not in page
    assert here.theirs.people.get().code_name not in page
    begins(cast, here.person, today())
    plan = files.main_of(cast, cast.sokha, reverse("reintegration:person", args=[here.person.id]))
    assert "Assessed by Vientiane: " in plan


def test_not_once_they_share_no_alerts_any_more(cast, here):
    assess(cast, here, "not_now")
    side = here.sides[cast.vientiane.pk]
    shared_actions.choose_fields(side=side, fields=["code_name"], by=cast.somchit)
    assert "Assessed by Vientiane" not in page_of_her_family(cast, here, cast.sokha)


def test_whoever_has_both_files_since_a_transfer_is_led_to_all_of_it(cast, here):
    assess(cast, here, "not_now")
    accept(cast, offer(cast, here))
    page = page_of_her_family(cast, here, cast.kham)
    assert "Assessed by Vientiane: " in page
    assert reverse("reintegration:families", args=[here.theirs.people.get().id]) in page
