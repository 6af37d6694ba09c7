"""From a table to the page with its groups, on a telephone."""

import pytest

from tests.browser.chromium import PHONE, accessibility_faults, sideways
from tests.figures.test_uploaded_tables import HISTORIES

CSV = "sex,Hotline,Police,Shelter\n" + "".join(
    ",".join([sex, *history]) + "\n"
    for sex in ("women", "men")
    for history, many in HISTORIES.items()
    for _ in range(many)
)


def press(page, button):
    with page.expect_navigation():
        page.locator(f"main {button}").first.click()


def fill_day(page, name, *parts):
    for part, value in zip(("day", "month", "year"), parts, strict=True):
        page.fill(f"[name={name}_{part}]", str(value))


@pytest.mark.long  # figures/test_uploaded_tables.py holds it
def test_a_table_becomes_a_page_with_its_groups(cast, visit):
    page = visit("/figures/tables/new/", client=cast.client(cast.duc), width=PHONE)
    file = {"name": "people.csv", "mimeType": "text/csv", "buffer": CSV.encode()}
    page.set_input_files("input[type=file]", file)
    press(page, "form .buttons button")
    assert accessibility_faults(page) == []
    assert not sideways(page)
    page.get_by_label("Column “sex”").select_option("group")
    page.fill("#id_title", "Shan")
    page.select_option("#id_who_counts", "identified")
    fill_day(page, "begins", 1, 1, 2025)
    fill_day(page, "ends", 31, 12, 2025)
    page.select_option("#id_method", "independence")
    page.fill("#id_replicates", "100")
    press(page, "form .buttons button")
    press(page, "form[action$='/register/'] button")
    press(page, "form[action$='/estimate/'] button")
    assert page.get_by_role("rowheader", name="groups added up").count() == 1
    assert page.locator("figure .narrow svg").is_visible()
    assert accessibility_faults(page) == []
    assert not sideways(page)
