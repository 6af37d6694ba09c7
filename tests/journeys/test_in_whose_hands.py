"""Whoever is kept from somebody does not learn where she travels tonight, nor in whose hands."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.emergencies import keep_out
from fanal.commands.sweep import sweep
from fanal.core.errors import BadInput
from fanal.core.roles import Role
from fanal.journeys.actions import plans, preparing
from fanal.journeys.models import Journey
from tests import files


def kept_out(cast, here, user):
    keep_out(case=here.case, user=user, reason="her cousin", by=cast.sokha)


def pages(journey):
    yield from (
        reverse(f"journeys:{name}", args=[journey.id])
        for name in ("journey", "map", "count", "plan", "group", "paper", "leg", "give")
    )


@pytest.mark.parametrize("who", ["noi", "claire"])
def test_neither_a_lead_nor_a_director_who_is_kept_out_finds_the_journey(cast, here, who):
    user = getattr(cast, who)
    page = files.browser(cast, user)
    shown = [reverse("journeys:board"), reverse("journeys:list", args=["open"])]
    assert here.journey.code_name in page.get(shown[1]).text
    kept_out(cast, here, user)
    for address in shown:
        told = page.get(address).text
        for word in (here.people[0].code_name, here.journey.code_name, str(here.journey.id)):
            assert word not in told
    assert {page.get(address).status_code for address in pages(here.journey)} == {404}


def test_who_leads_the_journey_is_kept_out_as_well(cast, here):
    Journey.objects.update(lead=cast.noi)
    kept_out(cast, here, cast.noi)
    page = files.browser(cast, cast.noi)
    assert page.get(reverse("journeys:journey", args=[here.journey.id])).status_code == 404


def test_an_alarm_of_hers_is_no_mail_to_whoever_is_kept_out(cast, here):
    other = cast.join("dara", "Dara Keo", Role.TEAM_LEAD, "Bangkok")
    for user in (cast.noi, cast.claire):
        kept_out(cast, here, user)
    sweep(timezone.localtime() + timedelta(days=30))
    assert {one.to[0] for one in mail.outbox} == {cast.sokha.email, other.email}


@pytest.mark.parametrize("how", ["leads", "goes along"])
def test_nobody_goes_in_the_hands_of_a_colleague_who_is_kept_from_her(cast, here, how):
    case = files.case(cast)
    keep_out(case=case, user=cast.noi, reason="her cousin", by=cast.sokha)
    if how == "leads":
        Journey.objects.update(lead=cast.noi)
    else:
        plans.add_custodian(journey=here.journey, label="Noi", colleagues=[cast.noi], by=cast.sokha)
    sent = {"case": str(case.id), "custodian": str(here.shelter.id)}
    page = files.browser(cast, cast.sokha)
    answer = page.post(reverse("journeys:person", args=[here.journey.id]), sent)
    assert answer.status_code == 422
    assert "plan another one" in answer.text


def test_a_colleague_who_is_kept_from_her_is_not_made_one_of_the_hands(cast, here):
    kept_out(cast, here, cast.noi)
    with pytest.raises(BadInput, match="colleagues"):
        plans.add_custodian(journey=here.journey, label="Noi", colleagues=[cast.noi], by=cast.sokha)


def test_a_team_that_has_her_is_said_to_be_ours_and_not_a_town(cast):
    person, by = files.person(cast), cast.sokha
    case = files.case(cast, people=[person])
    journey = files.journey(cast, by=by)
    ours = plans.add_custodian(journey=journey, team=cast.bangkok, by=by)
    told = {"person": person, "case": case, "nationality": "LA", "by": by}
    preparing.prepare(journey=journey, custodian=ours, at=timezone.now(), **told)
    page = files.browser(cast, cast.sokha)
    assert "our team Bangkok" in page.get(reverse("journeys:board")).text
    assert "With our team Bangkok." in page.get(reverse("cases:case", args=[case.id])).text
