"""Being away, on a telephone and in French: a stand-in, travel mode, and the journal afterwards."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions import tasks
from tests import files
from tests.browser.walks import french
from tests.organisation.colleagues import let_in, stands_in

pytestmark = pytest.mark.browser
TELEPHONE = 360
WIDTH = "document.documentElement.scrollWidth"


def opened(visit, cast, user, name):
    page = visit(reverse(name), client=cast.client(user), width=TELEPHONE, language="fr")
    assert page.evaluate(WIDTH) <= TELEPHONE
    return page


@pytest.mark.long  # organisation/test_stand_ins.py holds it
def test_what_is_a_colleagues_stands_on_the_stand_ins_day(cast, visit):
    case, bopha, today = files.case(cast), let_in(cast), timezone.localdate()
    tasks.add_task(case=case, title="Call the shelter", due=today, by=cast.sokha)
    stands_in(cast, bopha, cast.sokha)
    assert "pour Sokha Chea, jusqu’au" in opened(visit, cast, bopha, "cases:today").content()
    page = opened(visit, cast, cast.sokha, "organisation:away")
    assert "Bopha Keo pour Sokha Chea" in page.locator("main").inner_text()


@pytest.mark.long  # organisation/test_travel.py holds it
def test_she_marks_a_case_and_nothing_else_opens(cast, visit):
    marked = files.case(cast)
    files.case(cast, people=[files.person(cast, names=("Dara",))])
    page = opened(visit, cast, cast.sokha, "organisation:travel")
    page.get_by_label(marked.code_name, exact=True).check()
    day = timezone.localdate() + timedelta(days=2)
    for part in ("day", "month", "year"):
        page.locator(f"main [name=until_{part}]").fill(str(getattr(day, part)))
    with page.expect_navigation():
        page.get_by_role("button", name=french("Begin travel mode")).click()
    assert marked.code_name in page.locator("main").inner_text()
    assert page.evaluate(WIDTH) <= TELEPHONE
    page.goto(page.url.replace(reverse("organisation:travel"), reverse("cases:list")))
    assert page.url.endswith(reverse("organisation:travel"))


@pytest.mark.long  # audit/test_search.py holds it
def test_the_auditor_narrows_the_journal(cast, visit):
    case = files.case(cast)
    page = opened(visit, cast, cast.vera, "audit:journal")
    page.get_by_text(french("Search and filter")).click()
    assert page.evaluate(WIDTH) <= TELEPHONE
    page.get_by_label(french("Code name of a case or person")).fill(case.code_name)
    page.get_by_role("button", name=french("Show"), exact=True).click()
    page.wait_for_url("**about=**")
    assert case.code_name in page.locator("main").inner_text()
    assert page.evaluate(WIDTH) <= TELEPHONE
