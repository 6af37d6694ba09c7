"""Days near today as people say them."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from fanal.web.days_in_words import ago, past_day, relative_day, since

NOW = timezone.make_aware(datetime(2026, 11, 27, 8, 12))
TODAY = NOW.date()


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "today 08:12"),
        (-1, "yesterday 08:12"),
        (1, "tomorrow 08:12"),
        (3, "Mon 30 Nov 08:12"),
        (-3, "24 Nov 08:12"),
        (9, "6 Dec 08:12"),
        (50, "16 Jan 2027 08:12"),
    ],
)
def test_a_day_near_today_is_said_as_people_say_it(days, words):
    with override("en"):
        assert relative_day(NOW + timedelta(days=days), TODAY) == words


@pytest.mark.parametrize(("days", "words"), [(0, "auj."), (-1, "hier"), (1, "demain")])
def test_french_says_today_shorter_beside_an_hour(days, words):
    with override("fr"):
        assert relative_day(NOW + timedelta(days=days), TODAY) == f"{words} 8\u202fh\u202f12"


@pytest.mark.parametrize(
    ("language", "days", "words"),
    [
        ("fr", -3, "le 24 novembre 8\u202fh\u202f12"),
        ("fr", -1, "hier 8\u202fh\u202f12"),
        ("en", -3, "24 Nov 08:12"),
    ],
)
def test_french_puts_an_article_before_a_day_after_since(language, days, words):
    with override(language):
        assert since(NOW + timedelta(days=days), TODAY) == words


@pytest.mark.parametrize(
    ("language", "words"), [("fr", "depuis le 27 août 2026"), ("en", "since 27 Aug 2026")]
)
def test_what_is_long_ago_is_said_by_its_day(language, words):
    with override(language):
        assert ago(TODAY - timedelta(days=92), NOW) == words


@given(st.integers(-400, 400))
def test_two_days_are_never_said_alike(days):
    one, other = TODAY + timedelta(days=days), TODAY + timedelta(days=days + 1)
    with override("en"):
        assert relative_day(one, TODAY) != relative_day(other, TODAY)


def test_what_an_office_that_is_a_day_ahead_has_done_is_of_today_and_not_of_tomorrow():
    with override("en"):
        assert past_day(TODAY + timedelta(days=1), TODAY) == "today"
        assert past_day(TODAY - timedelta(days=1), TODAY) == "yesterday"
