"""The pages of an interview."""

from fanal.core.law.interview import PAGES, RULES
from fanal.core.law.vocabulary import vocabulary


def test_nothing_that_must_not_be_asked_stands_on_a_page():
    asked = [code for page in PAGES for code in page.codes]
    assert {vocabulary()[code].asked for code in asked} == {"yes"}


def test_every_question_that_may_be_asked_stands_on_one_page():
    asked = [code for page in PAGES for code in page.codes]
    assert sorted(asked) == sorted(c.name for c in vocabulary().values() if c.asked == "yes")


def test_a_page_holds_three_to_six_questions():
    assert all(3 <= len(page.codes) <= 6 for page in PAGES)


def test_the_rules_are_ten():
    assert len(RULES) == 10
