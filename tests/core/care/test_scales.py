"""Scales as shells: no text without a licence, no total of what is missing. C5 to C8 of the care examples."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.calendars import AgeInterval
from fanal.core.care.scales import (
    ScaleLicence,
    asks_for_safety,
    check_language,
    check_sitting,
    read_answers,
    read_scales,
    scales,
    total_of,
    why_on_paper,
)
from fanal.core.errors import BadInput

PHQ, SDQ = scales()["phq9"], scales()["sdq"]
ITEMS = st.lists(st.one_of(st.none(), st.integers(0, 3)), min_size=9, max_size=9)
DAY = date(2026, 3, 12)


def test_c5_any_answer_to_the_item_about_harm_asks_for_safety():
    answers = read_answers(PHQ, "1 1 1 1 1 0 0 0 1")
    assert total_of(PHQ, answers).total == 6
    assert asks_for_safety(PHQ, answers)
    assert not asks_for_safety(PHQ, read_answers(PHQ, "3 3 3 3 3 3 3 3 0"))
    assert not asks_for_safety(PHQ, read_answers(PHQ, "3 3 3 3 3 3 3 3 -"))


def test_c6_two_items_left_out_give_no_total_and_never_a_zero():
    said = total_of(PHQ, read_answers(PHQ, "1 - 1 1 - 0 0 0 0"))
    assert said.total is None
    assert str(said.why) == "no total: items left out: 2"


def test_c7_a_scale_that_is_free_on_paper_alone_is_typed_from_paper_and_says_why():
    said = str(why_on_paper(SDQ))
    assert "Type the answers from the paper" in said
    assert "on a screen only with a licence" in said


def test_c8_no_language_without_a_checked_version():
    with pytest.raises(BadInput, match="no checked version"):
        check_language(PHQ.checked, "my")
    check_language(PHQ.checked, "km")


@given(answers=ITEMS)
def test_a_total_is_the_sum_of_all_items_or_none(answers):
    said = total_of(PHQ, answers)
    assert said.total == (None if None in answers else sum(answers))
    assert (said.total is None) == (said.why is not None)


@given(text=st.text(max_size=40))
def test_whatever_is_typed_is_read_or_refused_with_its_place(text):
    try:
        found = read_answers(PHQ, text)
    except BadInput as caught:
        where = caught.where
    else:
        where = "answers" if len(found) == 9 else ""
    assert where == "answers"


def test_an_answer_that_the_scale_does_not_know_is_named_with_its_item():
    with pytest.raises(BadInput, match="item 3: 7 is none of"):
        read_answers(PHQ, "0 0 7 0 0 0 0 0 0")


def test_not_twice_within_two_weeks_not_in_the_first_three_days_and_not_for_a_child():
    act = datetime(2026, 3, 11, 22, tzinfo=UTC)
    told = {"before": None, "act": None, "age": None}
    for more in ({"before": DAY - timedelta(days=3)}, {"act": act}, {"age": AgeInterval(9, 9)}):
        with pytest.raises(BadInput):
            check_sitting(PHQ, DAY, **told | more)
    check_sitting(
        PHQ,
        DAY,
        before=DAY - timedelta(days=14),
        act=act - timedelta(days=9),
        age=AgeInterval(16, 19),
    )


def test_no_shell_holds_the_words_of_an_item():
    for one in scales().values():
        assert one.licence in set(ScaleLicence)
        assert one.basis.source
        assert 0 <= one.harm <= one.items


def test_an_item_that_is_not_there_is_refused_with_its_line():
    text = '[[scale]]\ncode = "x"\nname = "X"\nitems = 3\nharm = 4\neach = 1\nagain_after = 1\nyoungest = 1\nlicence = "free"\n'
    with pytest.raises(BadInput, match="there is no item 4"):
        read_scales("s.toml", text + 'source = "x"\nsure = "S"\n')
