"""The same words about many people: what counts as the same, and from how many on it is shown."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.reintegration.copied_reports import PartnerReport, alike_reports, same_words

DAY = timedelta(days=1)
FIRST = date(2026, 3, 2)


def reports(*days, mark="a", people=None):
    of = people or range(len(days))
    return [
        PartnerReport(mark, UUID(int=one), FIRST + n * DAY) for one, n in zip(of, days, strict=True)
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("All fine.", "all  FINE"),
        ("Ça va, merci !", "ça va merci"),
        ("ok", "OK."),
        ("ສະບາຍດີ", " ສະບາຍດີ. "),
        ("👍", " 👍\n"),
    ],
)
def test_case_spaces_and_punctuation_make_no_other_text(one, other):
    assert same_words(one) == same_words(other)


@pytest.mark.parametrize(
    ("one", "other"), [("มา", "ม่า"), ("fine", "fines"), ("2 goats", "3 goats")]
)
def test_another_letter_mark_or_number_makes_another_text(one, other):
    assert same_words(one) != same_words(other)


@given(st.text())
def test_whatever_was_written_is_compared_and_nothing_is_not(text):
    assert bool(same_words(text)) == bool(text.strip())
    assert same_words(f" {text}\n") == same_words(text)


def test_three_people_within_thirty_days_are_shown_and_two_are_not():
    assert alike_reports(reports(0, 1)) == []
    (found,) = alike_reports(reports(0, 1, 29))
    assert (len(found.people), found.first, found.last) == (3, FIRST, FIRST + 29 * DAY)
    assert alike_reports(reports(0, 1, 30)) == []


def test_three_reports_about_one_person_are_about_one():
    assert alike_reports(reports(0, 1, 2, people=(7, 7, 7))) == []


def test_other_words_are_counted_apart_and_the_newest_come_first():
    both = [*reports(0, 0, 0), *reports(5, 5, 5, 5, mark="b")]
    assert [(report.mark, len(report.people)) for report in alike_reports(both)] == [
        ("b", 4),
        ("a", 3),
    ]


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 90)), max_size=25))
def test_nobody_is_counted_twice_and_no_more_days_than_stated(rows):
    given_rows = reports(*(day for _, day in rows), people=[one for one, _ in rows]) if rows else []
    for found in alike_reports(given_rows):
        assert 3 <= len(found.people) <= 6
        assert (found.last - found.first).days < 30
