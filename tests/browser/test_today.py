"""The start page in a browser: read at a glance on a telephone, one tap to what is to be done."""

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.tasks import add_task
from tests import files
from tests.browser.chromium import LAPTOP, PHONE, accessibility_faults, sideways

PAGE = reverse("cases:today")
UNDER_THE_THUMB = 740 - 57  # what a telephone shows above the bar


@pytest.fixture
def two_in_danger(cast):
    cases = [files.case(cast) for _ in range(2)]
    for case in cases:
        files.in_danger(cast, case, said_at=timezone.now())
        add_task(case=case, title="Call the mother", due=timezone.localdate(), by=cast.sokha)
    return cases


@pytest.mark.parametrize(
    "who",
    ["sokha", *(pytest.param(one, marks=pytest.mark.long) for one in ("claire", "noi", "mai"))],
)
@pytest.mark.parametrize("width", [PHONE, pytest.param(LAPTOP, marks=pytest.mark.long)])
def test_everybody_can_use_it(visit, cast, two_in_danger, who, width):
    page = visit(PAGE, client=cast.client(getattr(cast, who)), width=width)
    assert accessibility_faults(page) == []
    assert sideways(page) <= 0


@pytest.mark.parametrize(
    "language", ["fr", *(pytest.param(one, marks=pytest.mark.long) for one in ("en", "vi"))]
)
def test_both_who_are_in_danger_are_on_the_first_screen(visit, cast, two_in_danger, language):
    page = visit(PAGE, client=cast.client(cast.sokha), width=360, language=language)
    ends = [row.bounding_box() for row in page.locator(".row--danger").all()]
    assert len(ends) == 2
    assert max(box["y"] + box["height"] for box in ends) <= UNDER_THE_THUMB
    assert page.locator(".button--call").bounding_box()["height"] >= 44


def test_one_tap_takes_a_call_and_one_leads_to_that_she_was_heard_from(visit, cast, two_in_danger):
    page = visit(PAGE, client=cast.client(cast.sokha), width=360)
    page.locator("main .button--call").click()
    page.wait_for_url(f"**{reverse('intake:new')}")
    page.go_back()
    page.get_by_role("link", name="She was heard from").first.click()
    page.wait_for_url("**/heard/")
