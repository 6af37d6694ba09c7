"""Whoever sets back the counts of wrong tries in the database has no more tries a day for it."""

import pytest

from fanal.accounts import attempts_outside, limits
from fanal.accounts.limits import DAY, TooMany
from fanal.accounts.models import Attempts
from fanal.accounts.outside_files import path
from tests.security.planting import delete, update

pytestmark = pytest.mark.django_db
WHAT = "passphrase|sokha@example.org|strangers"


def tries(n, attack=lambda: None):
    for _ in range(n):
        limits.count(WHAT, 5, DAY)
        attack()


@pytest.mark.parametrize("how", ["deleted", "set back"])
def test_a_day_has_as_many_tries_though_the_count_is_taken_away(how):
    def attack():
        if how == "deleted":
            delete(Attempts)
        else:
            update(Attempts, {"count": 0})

    tries(5, attack)
    with pytest.raises(TooMany):
        tries(1)


def test_what_went_well_is_forgotten_and_what_was_not_looked_at_is_taken_back():
    tries(4)
    limits.forget(WHAT, DAY)
    tries(5)
    limits.uncount(WHAT, DAY)
    tries(1)
    with pytest.raises(TooMany):
        tries(1)


def test_the_next_day_begins_anew_and_old_days_are_dropped(monkeypatch):
    tries(5)
    began = limits.now()
    monkeypatch.setattr(limits, "now", lambda: began + DAY)
    tries(5)
    monkeypatch.setattr(limits, "now", lambda: began + 6 * DAY)
    limits.forget_old()
    assert path(attempts_outside.NAME).read_text() == ""


def test_the_file_says_of_nobody_that_she_was_tried():
    tries(1)
    assert "sokha" not in path(attempts_outside.NAME).read_text()
