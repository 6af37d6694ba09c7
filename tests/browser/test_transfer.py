"""A case goes from Bangkok to Vientiane, in two browsers: offered, seen, accepted, opened, gone."""

import pytest
from django.urls import reverse

from tests.browser.test_journey import Walk, french
from tests.sharing.transfers import told_case


@pytest.mark.long  # sharing/test_transfer_pages.py holds it
@pytest.mark.parametrize("width", [320, pytest.param(1280, marks=pytest.mark.long)])
def test_from_the_offer_to_the_worker_who_opens_the_case(visit, cast, width):
    here = told_case(cast)
    case = reverse("cases:case", args=[here.case.id])
    page = visit(case, client=cast.client(cast.noi), language="fr", width=width)
    noi = Walk(page, start=200 if width == 320 else 220)
    noi.follow("Hand over to another team").shot().choose("team", str(cast.vientiane.pk)).send()
    assert french("What hurts or worries her") in page.content()
    assert "Fever since Monday" not in page.content()
    noi.fill(done="Sortie lundi.", needed="Sa mère est près de chez vous.").send()
    assert french("offered, waits for an answer") in page.content()

    other = visit("/sharing/", client=cast.client(cast.somchit), language="fr", width=width)
    somchit = Walk(other, start=noi.step)
    with other.expect_navigation():
        other.locator(f"main a:has-text('{here.case.code_name}')").click()
    assert "Sa mère est près de chez vous." in other.content()
    somchit.shot().follow("Accept").shot().fill(worker=str(cast.kham.pk))
    somchit.choose("near", str(cast.kham.pk)).send()
    assert here.case.code_name in other.content()

    kham = visit(case, client=cast.client(cast.kham), language="fr", width=width)
    Walk(kham, start=somchit.step).section("safety").shot()
    assert "above the bakery" in kham.content()

    gone = visit(
        f"{case}needs/section/",
        client=cast.client(cast.sokha),
        language="fr",
        width=width,
        allowed=(404,),
    )
    assert "Fever" not in gone.content()
    assert here.case.code_name not in gone.content()
