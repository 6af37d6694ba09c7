"""A page of numbers says by what it differs from what was given out of the same quarter."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.coded_facts.models import TakenNumbers
from fanal.core.coded_facts.periods import quarter_of
from fanal.core.number_pages.differences import BY_FEW, SHOWN_OTHERWISE, differences
from fanal.core.number_pages.prevention import PREVENTION, VOLUNTEERS
from fanal.core.number_pages.support import SUPPORT
from fanal.core.prevention.sessions import Heads
from tests import files
from tests.prevention import scene as prevention
from tests.services.test_indicators import leaves

PERIOD = {"period": "2025"}


def cell(n, state="shown"):
    return (None if n is None else n, None, state)


@pytest.mark.parametrize(
    ("then", "now", "said"),
    [
        (cell(12), cell(13), BY_FEW),  # from 12 and 13 anybody would know of one
        (cell(12), cell(17), "was 12"),
        (cell(None, "few"), cell(9), SHOWN_OTHERWISE),
        ((20, 40, "shown"), (21, 40, "shown"), "was 20 to 40 %"),
    ],
)
def test_what_reads_otherwise_is_told_and_no_small_number_by_it(then, now, said):
    line, measure = SUPPORT.lines[0], SUPPORT.measures[0]
    key = f"{line.code}||{measure.code}"
    (one,) = differences(SUPPORT, {key: list(then)}, {key: now})
    assert (one.line, str(one.said)) == (line.name, str(said))
    assert differences(SUPPORT, {key: list(now)}, {key: now}) == []


def test_a_line_that_is_counted_no_more_is_compared_with_nothing():
    assert differences(SUPPORT, {"of_old||reached": [12, None, "shown"]}, {}) == []


@pytest.mark.django_db
def test_a_year_that_was_taken_along_says_since_when_it_reads_otherwise(cast):
    for _ in range(12):
        leaves(uuid4(), "family", nights=10)
    claire = files.browser(cast, cast.claire)
    address = reverse("services:indicators")
    assert "the file of" not in claire.get(address, PERIOD).text
    claire.post(reverse("services:indicators_file"), PERIOD)
    claire.post(reverse("services:indicators_file"), PERIOD)
    assert TakenNumbers.objects.count() == 1  # of one day
    assert "nothing reads otherwise since" in claire.get(address, PERIOD).text
    for _ in range(8):
        leaves(uuid4(), "family", nights=10)
    page = claire.get(address, PERIOD)
    assert "Otherwise than in the file of" in page.text
    assert "was 12" in page.text
    # Another year has no file.
    assert "the file of" not in claire.get(address, {"period": "2024"}).text


@pytest.mark.django_db
def test_a_quarter_of_prevention_says_so_too_and_to_everybody_the_same(cast):
    place = prevention.village(cast)
    before = quarter_of(timezone.localdate()).moved(-1)
    held = {"on": before.first, "heads": Heads(women=20)}
    prevention.held(cast, place, **held)
    period, address = {"period": before.key}, reverse("prevention:report")
    claire, bounmy = files.browser(cast, cast.claire), files.browser(cast, cast.bounmy)
    claire.post(reverse("prevention:report_file"), period)
    assert "nothing reads otherwise since" in claire.get(address, period).text
    prevention.held(cast, place, **held)
    for reader in (claire, bounmy):
        page = reader.get(address, period).text
        assert "Otherwise than in the file of" in page
        assert "was 20" in page


def test_what_is_of_the_day_of_the_page_is_no_revision_of_its_quarter():
    key = f"{VOLUNTEERS.code}||{PREVENTION.measures[0].code}"
    assert differences(PREVENTION, {key: list(cell(12))}, {key: cell(19)}) == []
