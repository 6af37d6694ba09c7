from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.casework.answers import (
    DOES_NOT_WANT_TO_SAY,
    NOT_ASKED,
    NOT_KNOWN,
    NoAnswer,
    dump,
    is_value,
    load,
)
from fanal.core.casework.sections import TABS, NotApplicable, Section, Tab, WaitingFor, tab_of
from fanal.core.casework.tasks import Due, when
from fanal.core.errors import BadInput

TODAY = date(2026, 3, 2)
due_days = st.none() | st.dates(TODAY - timedelta(days=9), TODAY + timedelta(days=9))
tasks = st.builds(Due, key=st.text(max_size=3), due=due_days, done=due_days)


def test_the_three_answers_that_are_not_values_stay_apart():
    kept = [dump(answer) for answer in NoAnswer]
    assert [load(one) for one in kept] == [NOT_KNOWN, DOES_NOT_WANT_TO_SAY, NOT_ASKED]
    assert len({str(answer.sentence()) for answer in NoAnswer}) == 3


@given(st.text(min_size=1) | st.integers() | st.booleans() | st.lists(st.text(), min_size=1))
def test_a_value_is_kept_as_it_is(value):
    assert is_value(value)
    assert load(dump(value)) == value


@pytest.mark.parametrize("nothing", [None, "", []])
def test_an_empty_field_means_that_nobody_asked(nothing):
    assert load(dump(nothing)) is NOT_ASKED
    assert load(None) is NOT_ASKED


def test_zero_and_no_are_answers():
    assert is_value(0)
    assert is_value(False)


def test_a_reason_nobody_knows_is_refused():
    with pytest.raises(BadInput, match="lost"):
        load({"no_answer": "lost"})


def test_every_section_stands_in_one_tab():
    assert sorted(section for tab in TABS.values() for section in tab) == sorted(Section)
    assert all(section in TABS[tab_of(section)] for section in Section)


def test_every_section_and_code_has_its_words():
    for code in (*Section, *Tab, *WaitingFor, *NotApplicable):
        assert str(code.sentence())


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (None, "no day set"),
        (TODAY, "today"),
        (TODAY - timedelta(days=1), "1 day late"),
        (TODAY - timedelta(days=3), "3 days late"),
        (TODAY + timedelta(days=3), "due 2026-03-05"),
    ],
)
def test_a_due_day_is_said_from_today(due, words):
    assert str(when(Due("a", due), TODAY)) == words
