"""What was stored of the states of everybody is asked once while a page is made, and anew once the
page itself stored one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fanal.cases.models import StateCode
from fanal.cases.queries.at_risk import STORED, states_version, urgent_files
from fanal.cases.queries.codes import stored_codes_of
from fanal.cases.queries.present import states_in
from fanal.web.asked_once import AskedOnce
from tests import files
from tests.cases.test_today import danger


@pytest.mark.parametrize("page", ["cases:today", "journeys:board"])
def test_a_page_asks_once_what_was_stored(cast, case, page):
    danger(cast, case)
    reader = files.browser(cast, cast.noi)
    with CaptureQueriesContext(connection) as asked:
        assert reader.get(reverse(page)).status_code == 200
    assert len([query for query in asked if query["sql"] == STORED]) == 1


def test_the_list_asks_once_in_which_cases_its_people_are(cast, case):
    danger(cast, case)
    reader = files.browser(cast, cast.noi)
    with CaptureQueriesContext(connection) as asked:
        assert str(case.id) in reader.get(reverse("cases:list")).text
    of_people = 'AS "case__on_the_way"'
    assert len([query for query in asked if of_people in query["sql"]]) == 1


def test_the_codes_of_nobody_are_not_asked(cast, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert stored_codes_of([], into={}) == {}


def test_a_danger_that_a_page_stored_itself_stands_on_the_rest_of_it(cast, case, rf):
    danger(cast, case)
    person = case.people.get()
    StateCode.objects.all().delete()
    now = timezone.localtime()

    def page(_request):
        before = states_version(now), urgent_files(now.date())
        states_in(case, cast.noi, cast.ring(cast.noi))
        return [before, (states_version(now), urgent_files(now.date()))]

    (before, none), (after, found) = AskedOnce(page)(rf.get("/"))
    assert before != after
    assert (person.pk in none, person.pk in found) == (False, True)
