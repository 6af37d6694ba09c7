"""Pages that only a form leads to: near files before a new one, and one pair side by side."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from fanal.people.actions.persons import save_details
from tests import files
from tests.browser.chromium import LAPTOP, PHONE, accessibility_faults, sideways


def usable(page, name, shots):
    for width in (PHONE, LAPTOP):
        page.set_viewport_size({"width": width, "height": 900})
        assert accessibility_faults(page) == []
        assert sideways(page) <= 0
        if shots:
            page.screenshot(path=f"{shots}/{name}-{width}.png", full_page=True)


@pytest.mark.long  # people/test_pages.py and matching/test_duplicates.py hold it
def test_near_files_are_answered_one_by_one_before_a_new_one(visit, cast, request):
    shots = request.config.getoption("--basetemp")
    person = files.person(cast, names=["ບົວຄຳ ວົງສາ", "Nok"], births=[("passport", 2009, 3)])
    files.case(cast, people=[person, files.person(cast, names=["Manivanh Vongsa"])])
    save_details(
        person=person, answers={"origin": "Champasak"}, version=0, **cast.acting(cast.sokha)
    )
    page = visit(reverse("people:new"), client=cast.client(cast.sokha), allowed=(422,))
    page.get_by_label("Name as said").fill("Bouakham Vongsa")
    page.get_by_text("What else tells her apart from others of that name").click()
    page.get_by_label("Province or town").fill("Champasak province")
    page.locator("form.form button:not(.button--link)").last.click()
    expect(page.locator("main")).to_contain_text("Is she one of these?")
    usable(page, "near", shots)
    page.locator("select[form=near-form]").first.select_option("not_same")
    page.locator("#near-form button:not(.button--link)").last.click()
    page.wait_for_url("**/people/*-*/")
    usable(page, "made", shots)
    other = page.url.rstrip("/").split("/")[-1]
    page.goto(page.url.split("/people/")[0] + reverse("matching:pair", args=[person.id, other]))
    usable(page, "pair", shots)


def test_what_was_found_stands_before_her_on_a_phone(visit, cast):
    files.person(cast, names=["Bouakham Vongsa"])
    page = visit(reverse("people:search"), client=cast.client(cast.sokha), width=PHONE)
    page.get_by_label("A name in any script").fill("Bouakham Vongsa")
    page.get_by_role("button", name="Search").click()
    found = page.get_by_role("heading", name="1 file")
    expect(found).to_be_in_viewport()
