"""What the case and the referral know is proposed by the journey, and not asked again."""

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.journeys.actions.legs import add_leg
from fanal.journeys.actions.plans import add_custodian
from fanal.partners.actions.areas import add_area
from fanal.partners.actions.partners import add_partner
from fanal.people.actions.persons import save_details
from fanal.people.own_words import country_code
from fanal.sharing.models import Referral
from tests import files
from tests.journeys.scene import scene


@pytest.fixture
def case(cast):
    person = files.person(cast)
    save_details(
        person=person, answers={"citizenship": "Laos"}, version=0, **cast.acting(cast.sokha)
    )
    return files.case(cast, people=[person])


def test_a_journey_begun_from_a_case_proposes_her_and_her_nationality(cast, case):
    browser = files.browser(cast, cast.sokha)
    url = f"{reverse('journeys:new')}?{urlencode({'case': case.id})}"
    told = {
        "kind": "return",
        "team": cast.bangkok.pk,
        "lead": cast.sokha.pk,
        "every_hours": 6,
        "prepare_days": 7,
        "starts_on": timezone.localdate().isoformat(),
    }
    answer = browser.post(url, told)
    assert answer.status_code == 302, answer.text
    first = browser.get(answer.url, follow=True).redirect_chain[-1][0]
    answer = browser.post(first, {"team": cast.bangkok.pk})
    form = browser.get(answer.url).context["form"]
    assert form["case"].value() == case.pk
    assert list(form["nationality"].value()) == ["LA"]


@pytest.mark.parametrize("given", ["no id", "00000000-0000-4000-8000-000000000001", ""])
def test_another_case_in_the_address_proposes_nothing(cast, given):
    here = scene(cast)
    url = reverse("journeys:person", args=[here.journey.id])
    form = files.browser(cast, cast.sokha).get(f"{url}?case={given}").context["form"]
    assert form["case"].value() is None


def test_the_next_leg_begins_where_the_last_one_ends(cast):
    here = scene(cast)
    last = here.journey.legs.order_by("number").last()
    url = reverse("journeys:leg", args=[here.journey.id])
    form = files.browser(cast, cast.sokha).get(url).context["form"]
    assert form["start"].value() == (last.end_id if last else None)


def test_the_first_leg_begins_on_the_day_of_the_journey_and_nobody_has_said_an_hour(cast):
    here = scene(cast)
    url = reverse("journeys:leg", args=[here.journey.id])
    page = files.browser(cast, cast.sokha).get(url)
    proposed = page.context["form"].initial
    assert [proposed["leaves"], proposed["arrives"]] == [here.journey.starts_on] * 2
    chosen = re.findall(r'name="(\w+)" value="([^"]+)"[^>]* checked>', page.text)
    day = f"{here.journey.starts_on}"
    assert {("leaves", day), ("arrives", day)} <= set(chosen)
    refused = files.browser(cast, cast.sokha).post(url, dict(chosen)).context["form"].errors
    assert {"leaves", "arrives"} <= set(refused)


def test_the_next_leg_begins_on_the_day_and_at_the_hour_at_which_the_last_one_ends(cast):
    here = scene(cast)
    leaves = timezone.now() + timedelta(days=3)
    arrives = leaves + timedelta(hours=30)
    start, _bridge, end = here.areas
    add_leg(
        journey=here.journey,
        start=start,
        end=end,
        custodian=here.escort,
        leaves=leaves,
        arrives=arrives,
        by=cast.sokha,
    )
    url = reverse("journeys:leg", args=[here.journey.id])
    proposed = files.browser(cast, cast.sokha).get(url).context["form"].initial
    assert proposed["leaves"] == arrives
    assert proposed["arrives"] == timezone.localdate(arrives)


def test_a_leg_leads_to_where_the_partner_was_asked_for(cast):
    here, area = scene(cast), add_area(code="MM", name="Myanmar", kind="country", by=cast.noi)
    traveller = here.journey.travellers.first()
    shelter = add_partner(kind="organisation", type="shelter", name="Quiet House", by=cast.noi)
    Referral.objects.bulk_create(
        [
            Referral(
                folder=traveller.case_id,
                sealed=b"",
                case=traveller.case,
                area=area,
                person=traveller.person,
                partner=shelter,
                purpose="receive_documents",
                classes="existence",
                made_by=cast.sokha,
                made_on=timezone.localdate(),
            )
        ]
    )
    url = reverse("journeys:leg", args=[here.journey.id])
    form = files.browser(cast, cast.sokha).get(url).context["form"]
    assert form["end"].value() == area.id


@pytest.mark.parametrize(
    ("text", "code"),
    [("LA", "LA"), ("Laos", "LA"), ("Viêt Nam", "VN"), ("Vietnam", "VN"), ("Thaïlande", "TH"),
     ("Lào", "LA"), ("stateless", ""), ("XQ", ""), ("no", ""), ("No", "")],
)  # fmt: skip
def test_a_country_is_read_by_its_name(text, code):
    assert country_code(text) == code


def test_a_journey_begun_from_a_case_asks_first_who_is_with_her_and_then_who_goes(cast):
    """Where nobody was named yet, nobody can be chosen: the page that asks who goes led nowhere."""
    case = files.case(cast)
    url = f"{reverse('journeys:new')}?{urlencode({'case': case.id})}"
    sokha = files.browser(cast, cast.sokha)
    told = {"kind": "return", "team": cast.bangkok.pk, "lead": cast.sokha.pk}
    told |= {"starts_on": f"{timezone.localdate()}", "every_hours": 6, "prepare_days": 7}
    first = sokha.post(url, told, follow=True)
    assert "Who is with her now?" in first.text
    asked = sokha.post(first.redirect_chain[-1][0], {"team": cast.bangkok.pk}, follow=True)
    assert [one.label for one in asked.context["form"].fields["custodian"].queryset] == ["Bangkok"]
    assert asked.context["form"].initial["case"] == case.pk


def test_the_plan_proposes_who_leads_and_goes_along_until_somebody_wrote_who_is_in_the_team(cast):
    here, sokha = scene(cast), files.browser(cast, cast.sokha)
    add_custodian(journey=here.journey, label="Bus", colleagues=[cast.noi, cast.sokha], by=here.by)
    url = reverse("journeys:write_plan", args=[here.journey.id, "contact"])
    asked = sokha.get(url).context["form"]
    assert asked["team"].value() == f"{cast.sokha}\n{cast.noi}"
    told = {"team": "", "rules": "Noi calls at 18:00.", "code_word": ""}
    assert sokha.post(url, told).status_code == 302
    assert not sokha.get(url).context["form"]["team"].value()
