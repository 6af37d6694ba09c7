"""A key for each day, from which only later ones follow."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.sealing.day_keys import LONGEST, DayKeys

FIRST = date(2026, 11, 28)
KEYS = DayKeys(FIRST, bytes(range(32)))
DAYS = st.integers(0, 500).map(lambda n: FIRST + timedelta(days=n))


def test_known_answer():
    """Backups that were sealed with it open in later versions too."""
    assert (
        KEYS.of(FIRST).secret.hex()
        == "4faede58aefc945661505ceb0b375e9cf938d4762097c8e484a0dccec2aca9f8"
    )
    assert (
        KEYS.of(date(2027, 2, 28)).secret.hex()
        == "1335084086172170dd90cf89061fb92a4326aefb1eb97c805d4afc6dcf8a1d0b"
    )


@given(DAYS, DAYS, DAYS)
def test_in_whatever_steps_it_goes_on_the_key_of_a_day_is_the_same(one, other, day):
    later = KEYS.beginning(one).beginning(other)
    assert later.first == max(one, other)
    if day >= later.first:
        assert later.of(day).secret == KEYS.of(day).secret
    else:
        assert later.of(day) is None


@given(DAYS, DAYS)
def test_what_it_is_of_a_day_is_no_key_of_another(one, other):
    assert (KEYS.of(one).secret == KEYS.of(other).secret) == (one == other)
    assert KEYS.of(one).secret not in (KEYS.seed, KEYS.beginning(one).seed)


def test_it_does_not_go_back():
    later = KEYS.beginning(FIRST + timedelta(days=9))
    assert later.beginning(FIRST) == later
    assert later.of(FIRST + timedelta(days=8)) is None


@pytest.mark.parametrize("day", [date.max, FIRST + LONGEST + timedelta(days=1), date.min])
def test_an_absurd_day_has_no_key(day):
    assert KEYS.of(day) is None


def test_neither_shows_what_it_holds():
    assert KEYS.seed.hex()[:8] not in repr(KEYS) + repr(KEYS.of(FIRST))
    assert "seed" not in repr(KEYS)
    assert DayKeys.new(FIRST) != DayKeys.new(FIRST)
