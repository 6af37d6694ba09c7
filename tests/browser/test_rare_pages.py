"""Pages that the demonstration never comes to: usable by everybody, and within the screen, in French.

FANAL_SHOTS=1 leaves pictures of them in var/shots/rare.
"""

import pytest
from django.urls import reverse

from fanal.accounts.actions import end_account
from fanal.care.actions import recovering
from fanal.core.roles import Role
from fanal.funds.actions import goods_and_figures
from fanal.shelters.actions import admission, asking, places
from tests import files
from tests.browser.chromium import LAPTOP, PHONE, accessibility_faults, draw, sideways
from tests.browser.walks import SHOTS
from tests.care import scene as care_scene
from tests.colleagues.test_colleagues import reported
from tests.funds.scene import scene as case_with_money
from tests.prevention.scene import village
from tests.prevention.test_due import looked_back, promised
from tests.services.test_indicators import YEAR, service
from tests.shelters.scene import scene as house

pytestmark = pytest.mark.long


@pytest.fixture
def everybody_can_use(visit, cast):
    faults = []

    def opened(name, who, address):
        for width in (PHONE, LAPTOP):
            page = visit(address, client=cast.client(who), width=width, language="fr")
            draw(page, SHOTS / "rare", f"{name}-{width}")
            faults.extend(accessibility_faults(page))
            if (wide := sideways(page)) > 0:
                faults.append(f"{name} is {wide} px too wide at {width}")

    yield opened
    assert faults == []


def test_a_care_file_that_nobody_opens(everybody_can_use, cast):
    here = care_scene.scene(cast)
    file = care_scene.taken(cast, here)
    end_account(user=cast.ploy, by=cast.anan)
    minh = cast.join("minh", "Minh Tran", Role.HEALTH_WORKER, "Bangkok")
    eva = cast.join("eva", "Eva Martin", Role.DIRECTOR, "Bangkok")
    everybody_can_use("propose", cast.claire, reverse("care:propose", args=[file.id]))
    why = "Sa thérapie continue en mars."
    recovering.ask_recovery(file=file, to=minh, hers="yes", why=why, by=cast.claire)
    everybody_can_use("without-holder", eva, reverse("care:without_holder"))


def test_a_bed_in_a_shelter_of_another_team(everybody_can_use, cast):
    here = house(cast)
    woman, case = files.in_vientiane(cast)
    everybody_can_use("case", cast.kham, reverse("shelters:case", args=[case.id]))
    everybody_can_use("ask", cast.kham, reverse("shelters:ask", args=[case.id]))
    row = asking.ask_for_bed(
        case=case,
        person=woman,
        shelter=here.shelter,
        asked=admission.BedAsked(answer="given"),
        shown={"called": "Bee", "diet": "", "tonight": "Elle ne voit pas la nuit."},
        **cast.acting(cast.kham),
    )
    for name, who in (("asked", cast.kham), ("to-answer", cast.rith)):
        everybody_can_use(name, who, reverse("shelters:request", args=[row.id]))


def test_what_is_due_in_prevention(everybody_can_use, cast):
    row = promised(cast, village(cast))
    looked_back(cast, 9)
    everybody_can_use("today", cast.bounmy, reverse("prevention:today"))
    everybody_can_use("call-back", cast.bounmy, reverse("prevention:call_back", args=[row.id]))
    everybody_can_use("due", cast.bounmy, reverse("prevention:due", args=["look-backs"]))
    everybody_can_use("find", cast.bounmy, reverse("prevention:find"))


def test_earlier_incidents_for_a_director_who_came_later(everybody_can_use, cast):
    reported(cast)
    eva = cast.join("eva", "Eva Martin", Role.DIRECTOR, "Bangkok")
    everybody_can_use("give", cast.noi, reverse("colleagues:give_incidents", args=[eva.pk]))


def test_goods_for_somebody(everybody_can_use, cast):
    here = case_with_money(cast)
    told = {"name": "Couvertures", "unit": "pièces", "donor": "Le temple", "quantity": 20}
    goods_and_figures.add_goods(grant=here.grant, by=cast.thao, **told)
    everybody_can_use("hand-out", cast.sokha, reverse("funds:hand_out", args=[here.case.id]))


def test_support_in_numbers_and_what_a_shelter_is_held_to(everybody_can_use, cast):
    for _ in range(12):
        service((0, "asked", {}), (3, "begun", {"begun": True}))
    service((0, "asked", {}), (3, "refused", {"refused_by": "herself", "barrier": "fear"}))
    address = f"{reverse('services:indicators')}?period={YEAR.key}"
    everybody_can_use("support-in-numbers", cast.claire, address)
    everybody_can_use("rates", cast.claire, reverse("reintegration:rates"))
    here = house(cast)
    words = "Vous pouvez partir quand vous voulez. Les clés sont chez la veilleuse."
    acts = {"version": here.shelter.version, "by": cast.noi}
    places.write_rules(shelter=here.shelter, words=words, **acts)
    for name, page in (("keeping", "keeping"), ("rules", "rules"), ("check", "check")):
        everybody_can_use(name, cast.noi, reverse(f"shelters:{page}", args=[here.shelter.id]))
