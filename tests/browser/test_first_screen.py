"""What stands above the thumb bar of a telephone on the first screen of a case."""

import pytest
from django.urls import reverse

from tests.case_with_a_story import told

PHONE = {"width": 360, "height": 740}
ABOVE_THE_THUMB = 683


def first_screen(visit, cast, here, language):
    address = reverse("cases:case", args=[here.case.id])
    client = cast.client(cast.sokha)
    return visit(
        address, client=client, width=PHONE["width"], language=language, device_scale_factor=1
    )


def ends(page, index):
    box = page.locator(".story__line").nth(index).bounding_box()
    return box["y"] + box["height"]


def first_date(page):
    box = page.locator(".story__line").nth(3).locator("b").first.bounding_box()
    return box["y"] + box["height"]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_danger_place_sign_contact_and_next_date_stand_above_the_thumb(visit, cast, language):
    here = told(cast)
    page = first_screen(visit, cast, here, language)
    page.set_viewport_size(PHONE)
    page.screenshot(path=f"/tmp/case/first-{language}.png")
    page.screenshot(path=f"/tmp/case/full-{language}.png", full_page=True)
    assert page.locator(".state--danger").bounding_box()["y"] >= 0
    print([ends(page, n) for n in range(6)], first_date(page))
    assert ends(page, 2) < first_date(page) <= ABOVE_THE_THUMB
