"""What she says yes to on the page of consent is what the gate reads."""

import pytest
from django.urls import reverse

from fanal.cases.models import Consent
from fanal.sharing import access
from fanal.sharing.models import Referral
from tests import files
from tests.sharing.referring import asks
from tests.sharing.scene import scene


@pytest.fixture
def here(cast):
    return scene(cast, consent=False)


def write_down(client, here, **answer):
    told = {
        "person": str(here.person.id),
        "purpose": "referral",
        "answer": "given",
        "given_by": "herself",
        "data_class": "every",
        "on": "2026-03-02",
    }
    return client.post(reverse("cases:consent", args=[here.case.id]), told | answer)


def ask_the_shelter(client, here):
    return asks(client, here, service="shelter", needed="A bed tonight.", classes=[])


def test_a_yes_written_on_the_page_lets_that_partner_be_asked(cast, here):
    sokha = files.browser(cast, cast.sokha)
    assert "Choose the answer" in ask_the_shelter(sokha, here).text
    assert not Referral.objects.exists()
    assert write_down(sokha, here, partner=str(here.shelter.id)).status_code == 302
    assert ask_the_shelter(sokha, here).status_code == 302
    assert Referral.objects.get().partner == here.shelter
    page = sokha.get(reverse("cases:section", args=[here.case.id, "consent"])).text
    assert "Quiet House" in page


def test_a_yes_for_one_partner_is_none_for_another_nor_for_us(cast, here):
    sokha = files.browser(cast, cast.sokha)
    write_down(sokha, here, partner=str(here.station.id))
    assert "Choose the answer" in ask_the_shelter(sokha, here).text
    assert not Referral.objects.exists()
    told = access.may_disclose(
        case=here.case,
        person=here.person,
        partner=here.station,
        classes=["existence"],
        purpose="hold_the_person",
        by=cast.sokha,
        area=here.area,
    )
    assert "consent_not_asked" not in [ground.rule for ground in told.because]


def test_a_partner_that_nobody_knows_is_refused_and_nothing_is_written(cast, here):
    sokha = files.browser(cast, cast.sokha)
    answer = write_down(sokha, here, partner=str(here.case.id))
    assert answer.status_code == 422
    assert not Consent.objects.exists()
