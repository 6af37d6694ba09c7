"""What she needs today stands before whoever works with her, and not before her lead alone."""

from django.urls import reverse

from fanal.cases.queries.today.rows import FIRST
from tests import files
from tests.services.scene import needs, of_ours

TODAY, NO_SERVICE = reverse("cases:today"), "has no service"


def first_screen(cast, here, user=None):
    address = reverse("cases:case", args=[here.case.id])
    return files.browser(cast, user or cast.sokha).get(address).text


def test_whoever_works_on_the_case_reads_on_her_start_page_that_it_waits(cast, here):
    sokha = files.browser(cast, cast.sokha)
    page = sokha.get(TODAY).text
    assert f"1 need {NO_SERVICE}" in page
    assert reverse("services:case", args=[here.case.id]) in page
    of_ours(cast, here)
    assert NO_SERVICE not in sokha.get(TODAY).text


def test_of_many_cases_her_start_page_has_one_line_that_leads_to_all(cast, here):
    for _ in range(FIRST):
        needs(cast, files.case(cast), "health", "today")
    sokha = files.browser(cast, cast.sokha)
    page = sokha.get(TODAY).text
    assert f"{FIRST + 1} needs have no service" in page
    assert reverse("services:case", args=[here.case.id]) not in page
    assert reverse("services:without") in page
    assert sokha.get(reverse("services:without")).context["total"] == FIRST + 1


def test_what_can_wait_longer_stands_on_the_case_and_not_on_her_start_page(cast, here):
    of_ours(cast, here)
    needs(cast, here.case, "income", "later")
    assert NO_SERVICE not in files.browser(cast, cast.sokha).get(TODAY).text
    assert "needs without a service: 1" in first_screen(cast, here)


def test_nobody_reads_it_of_the_case_of_a_colleague(cast, here):
    for user in (cast.kham, cast.mai):
        assert NO_SERVICE not in files.browser(cast, user).get(TODAY).text


def test_the_first_screen_names_what_is_needed_today(cast, here):
    needs(cast, here.case, "mind", "today")
    page = first_screen(cast, here)
    assert "today, and no service yet: a place to live; peace of mind" in page


def test_the_list_of_the_lead_says_today_and_counts_no_days(cast, here):
    page = files.browser(cast, cast.noi).get(reverse("services:without")).text
    assert "said today" in page
    assert "0 days" not in page
