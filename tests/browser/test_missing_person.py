"""The sheet of a missing person in a browser: on a telephone, and on one sheet of paper."""

import io
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from fanal.cases.actions import documents
from fanal.journeys.actions import plans, preparing
from fanal.journeys.models import MissingSheet
from fanal.partners.actions import findings
from fanal.partners.actions.partners import add_partner
from tests import files
from tests.browser.chromium import accessibility_faults, draw, sideways
from tests.journeys.scene import hand_over, scene

SHOTS = Path(__file__).resolve().parents[2] / "var" / "shots" / "missing"


@pytest.fixture
def here(cast):
    found = scene(cast, n=1)
    person = files.person(cast, ["ບົວຄຳ ວົງສາ", "Noi"], births=[("passport", 2010, 5, 12)])
    case = files.case(cast, people=[person])
    preparing.prepare(
        journey=found.journey,
        person=person,
        case=case,
        custodian=found.shelter,
        nationality="LA",
        at=timezone.now(),
        by=cast.sokha,
    )
    plans.set_phone(custodian=found.escort, phone="+66 81 234 56 78", version=1, by=cast.sokha)
    hand_over(found, found.shelter, found.escort, [str(person.id)], [])
    picture = io.BytesIO()
    Image.new("RGB", (900, 1200), "teal").save(picture, "JPEG")
    documents.add_document(
        case=case, name="her.jpg", parts=[picture.getvalue()], **cast.acting(cast.sokha)
    )
    partner = add_partner(kind="organisation", name="Lotus", by=cast.sokha)
    trust = findings.record_finding(
        about=partner, level="trusted", reliability="A", credibility="1", by=cast.sokha
    )
    findings.confirm(finding=trust, by=cast.noi)
    found.url = reverse("journeys:dossier", args=[found.journey.id, person.id])
    return found


def fill(page):
    page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
    page.locator("[name=partner]").select_option(label="Lotus")
    page.locator("[name=photo]").select_option(label="her.jpg")
    for name, said in (
        ("gender", "Femme"),
        ("citizenship", "Laos"),
        ("languages", "Lao, un peu de thaï"),
        ("clothing", "Veste bleue, sandales rouges"),
        ("marks", "Cicatrice à la main gauche"),
        ("call_back", "+66 2 555 01 01, Noi"),
        ("why", "Personne ne l’a vue depuis le car."),
    ):
        page.locator(f"[name={name}]").fill(said)


def test_asked_on_a_telephone_agreed_to_and_printed_on_one_sheet(cast, here, visit):
    page = visit(here.url, client=cast.client(cast.sokha), width=360, language="fr")
    fill(page)
    draw(page, SHOTS, "1-ask")
    assert sideways(page) <= 0
    assert accessibility_faults(page) == []
    with page.expect_navigation():
        page.locator("main form .buttons button").click()
    draw(page, SHOTS, "2-waits")
    sheet = reverse("journeys:missing_sheet", args=[MissingSheet.objects.get().id])
    lead = visit(sheet, client=cast.client(cast.noi), width=360, language="fr")
    draw(lead, SHOTS, "3-second-person")
    assert sideways(lead) <= 0
    assert accessibility_faults(lead) == []
    with lead.expect_navigation():
        lead.locator("main form button:not(.button--second)").click()
    draw(lead, SHOTS, "4-agreed")
    page.reload()
    with page.expect_navigation():
        page.locator("main form button:not(.button--second)").click()
    assert sideways(page) <= 0
    draw(page, SHOTS, "5-paper")
    printed = page.pdf(format="A4")
    assert printed.count(b"/Type /Page\n") == 1
