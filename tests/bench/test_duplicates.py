"""The page of duplicates of a large team: once compared, and again while nothing has changed."""

import time

import pytest
from django.urls import reverse

from tests import files
from tests.bench.team_of_many import fill, population

pytestmark = pytest.mark.bench


def test_the_duplicates_of_ten_thousand_are_looked_at_again(
    cast, django_capture_on_commit_callbacks
):
    told, _asked = population(10_000)
    fill(cast, told)
    browser, times = files.browser(cast, cast.sokha), []
    start = time.process_time()
    with django_capture_on_commit_callbacks(execute=True):  # in the server: another process
        browser.post(reverse("matching:compare"), {"once": "a"})
    compared = (time.process_time() - start) * 1000
    for _ in range(6):
        start = time.process_time()
        assert browser.get(reverse("matching:duplicates")).status_code == 200
        times.append((time.process_time() - start) * 1000)
    _first, *again = times
    print(
        f"\nduplicates of 10,000 people: {compared:.0f} ms of CPU to compare them, then"
        f" {sorted(again)[2]:.0f} ms a look (goal 150)"
    )
    assert sorted(again)[2] < 300
