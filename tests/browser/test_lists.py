"""Lists and tonight's board on a telephone of 360 pixels: the first row whole, short rows."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fanal.cases.actions.tasks import add_task
from fanal.web.sweeps import sweep_ended
from tests import files
from tests.browser.chromium import sideways

ABOVE_THE_THUMB = 683  # of 740 pixels
LINES = 6


def test_who_is_in_danger_is_the_first_row_whole_on_the_first_screen(visit, cast, transactional_db):
    sweep_ended(timezone.localtime())
    case = files.case(cast)
    files.in_danger(cast, case)
    add_task(
        case=case,
        title="ask for the pictures",
        due=timezone.localdate() - timedelta(days=3),
        by=cast.sokha,
    )
    page = visit("/journeys/", client=cast.client(cast.sokha), width=360)
    row = page.locator(".board__it").first.bounding_box()
    assert row["y"] + row["height"] <= ABOVE_THE_THUMB
    for language in ("fr", "vi"):
        page = visit("/cases/", client=cast.client(cast.sokha), width=360, language=language)
        cells = page.locator("tbody tr").first.locator("th, td:not(.tick)")
        shown = [cell for cell in cells.all() if cell.is_visible()]
        assert len(shown) + 1 <= LINES  # the first has two: the case, and whom it is about
        assert sideways(page) == 0


@pytest.mark.long  # test_taps.py counts them
def test_a_person_is_found_and_her_case_opened_with_two_taps_and_her_name(
    visit, cast, transactional_db
):
    case = files.case(cast)
    page = visit("/people/find/", client=cast.client(cast.sokha), width=360)
    page.locator("main input[name=q]").fill("Buakham")
    page.locator("main form button").first.click()
    page.locator("main .row__title a").first.click()
    page.wait_for_url(f"**/cases/{case.id}/")
