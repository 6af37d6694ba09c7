"""The lawyer's Monday, in French on a telephone: what is in court this week, who is not told, what
must not be missed."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from fanal.justice import demo
from fanal.justice.models import JusticeRecord
from tests.browser.chromium import accessibility_faults, sideways
from tests.justice.scene import scene, today

SMALL = 360


def french(cast):
    client = cast.client(cast.mai)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "fr"
    return client


def looked_at(page, name):
    assert sideways(page) <= 0
    assert accessibility_faults(page) == []
    if os.environ.get("FANAL_SHOTS"):
        Path("var/shots").mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"var/shots/justice-{name}.png", full_page=True)


@pytest.mark.long  # justice/test_today.py and test_pages.py hold it
def test_the_lawyers_monday(visit, cast):
    here = scene(cast)
    demo.play(cast, today())
    page = visit(reverse("justice:day"), client=french(cast), width=SMALL)
    text = page.inner_text("main")
    assert "Audiences de la semaine" in text
    assert "Thaïlande" in text
    assert "personne ne l’accompagne encore" in text
    looked_at(page, "day")
    page.get_by_role("link", name="l’accusé est libéré").click()
    page.get_by_label("En quelle langue").fill("lao")
    looked_at(page, "told")
    page.get_by_label("Aujourd’hui").check()
    with page.expect_navigation(url="**/justice/**"):
        page.get_by_role("button", name="Enregistrer", exact=True).click()
    page.wait_for_load_state("networkidle")
    looked_at(page, "proceeding")
    assert "Elle a été informée le" in page.inner_text("main")
    page.goto(page.url.partition("/justice/")[0] + reverse("justice:case", args=[here.case.id]))
    looked_at(page, "case")
    assert not JusticeRecord.objects.filter(waits=True, on=today() - 9 * demo.DAY).exists()
