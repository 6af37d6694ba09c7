"""A legal hold stands on the page of the case for whoever decides on it: nobody else learns of it, and
nobody who leads promises that what is held is erased."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.retention.actions import holds
from tests import files

HELD = "Legal hold until"
ASKED = "Legal hold asked for"


@pytest.fixture
def here(cast):
    person = files.person(cast)
    return person, files.case(cast, people=[person])


def held(on, by):
    day = timezone.localdate() + timedelta(days=90)
    return holds.hold(on=on, reason="court", until=day, by=by)


def says(cast, case, who, words):
    return words in files.main_of(cast, who, reverse("cases:case", args=[case.id]))


@pytest.mark.parametrize("on_her", [True, False])
def test_a_lead_reads_it_on_the_page_of_the_case_and_its_worker_does_not(cast, here, on_her):
    person, case = here
    row = held(person if on_her else case, cast.noi)
    assert says(cast, case, cast.noi, ASKED)
    holds.agree_hold(row=row, by=cast.claire)
    assert says(cast, case, cast.noi, HELD)
    assert not any(says(cast, case, cast.sokha, words) for words in (HELD, ASKED))


def test_one_on_another_case_or_that_is_over_is_not_there(cast, here):
    _person, case = here
    held(files.case(cast), cast.noi)
    assert not says(cast, case, cast.noi, ASKED)
