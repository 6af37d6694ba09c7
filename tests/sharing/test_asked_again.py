"""After her no: where her new answer is written down, for this partner, and back to the referral."""

from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.consents import record_consent
from tests import files
from tests.sharing.referring import chooses, fitting, step_3
from tests.sharing.scene import scene


@pytest.fixture
def here(cast):
    here = scene(cast, consent=False)
    said = {"case": here.case, "person": here.person, **cast.acting(cast.sokha)}
    record_consent(purpose="referral", answer="refused", partner=here.shelter.id, **said)
    return here


def link(here, back):
    asked = f"?purpose=referral&person={here.person.id}&partner={here.shelter.id}&next="
    return reverse("cases:consent", args=[here.case.id]) + asked + back.replace("/", "%2F")


def test_the_list_of_partners_leads_to_it_with_partner_and_person(cast, here):
    page = fitting(files.browser(cast, cast.sokha), here).text
    assert link(here, reverse("sharing:refer_who", args=[here.case.id])) in unescape(page)


def test_the_last_step_leads_to_it_and_comes_back(cast, here):
    client = files.browser(cast, cast.sokha)
    chooses(client, here)
    address = link(here, step_3(here))
    assert address in unescape(client.get(step_3(here)).text)
    page = client.get(address).text
    for chosen in (here.person.id, here.shelter.id):
        assert f'<option value="{chosen}" selected>' in page
    told = {"person": here.person.pk, "purpose": "referral", "partner": here.shelter.pk}
    told |= {"answer": "given", "data_class": "every", "given_by": "herself"}
    told |= {"on": timezone.localdate()}
    assert client.post(address, told).url == step_3(here)
