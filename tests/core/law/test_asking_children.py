"""What a child is asked, in which words, and how long."""

import pytest

from fanal.core.calendars import AgeInterval
from fanal.core.law.asking_children import (
    NEVER_OF_A_CHILD,
    child_questions,
    way_of_asking,
)
from fanal.core.law.interview import PAGES
from fanal.core.law.vocabulary import vocabulary

ASKED = [code for page in PAGES for code in page.codes]


def test_every_question_to_a_child_is_one_that_may_be_asked_and_is_in_three_languages():
    for code, row in child_questions().items():
        assert vocabulary()[code].asked == "yes"
        assert code not in NEVER_OF_A_CHILD
        assert {*row["question"]} == {"en", "fr", "vi"}


@pytest.mark.parametrize(
    ("age", "questions", "most"),
    [(6, 6, 6), (9, 14, 10), (12, 21, 15), (15, 40, 25)],
)
def test_a_younger_child_is_asked_less(age, questions, most):
    way = way_of_asking(AgeInterval(age, age))
    asked = [code for code in ASKED if way.may_ask(code)]
    assert way.length.questions == most
    assert len(asked) >= questions or age >= 15
    older = way_of_asking(AgeInterval(age + 1, age + 1))
    assert {*asked} <= {code for code in ASKED if older.may_ask(code)}


def test_nothing_about_customers_is_asked_of_a_child():
    for age in range(18):
        assert not way_of_asking(AgeInterval(age, 40)).may_ask("prostitution_of_others")
    assert way_of_asking(AgeInterval(18, 40)).may_ask("prostitution_of_others")


def test_an_unknown_age_is_asked_as_a_small_child():
    assert way_of_asking(None).youngest == 6


def test_from_fifteen_the_words_are_those_of_everybody():
    for code in ASKED:
        assert way_of_asking(AgeInterval(15, 15)).words(code) == vocabulary()[code].question
