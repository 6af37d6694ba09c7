"""What a file of numbers holds is what the page prints, and nothing of what is hidden there."""

import csv
import re
from io import StringIO
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.coded_facts.day_figures import days_of
from fanal.core.coded_facts.outcome_rates import (
    BY_YEAR,
    NO_RATE,
    NOT_APART,
    TOO_FEW,
    WORTH_HIDING,
    FiveCounts,
    printed,
)
from fanal.core.data_files.csv_text import csv_of, safe
from fanal.core.number_pages.dictionary import COLUMNS, PAGES, DictionaryKind, dictionary
from fanal.core.number_pages.printed import CellState, in_file
from fanal.core.thresholds import SMALLEST_COUNT
from fanal.core.words import say

COUNT = st.integers(0, 14)
FIVE = st.builds(
    FiveCounts, yes=COUNT, no=COUNT, refused=COUNT, lost=COUNT, died=COUNT, not_due=COUNT
)


def cells(counts):
    return [*counts.columns(), counts.of_reached(), counts.between()]


@given(FIVE)
def test_a_number_is_in_the_file_where_it_is_printed_and_nowhere_else(counts):
    for said in cells(counts):
        found = in_file(said)
        shown = str(said).removesuffix(" %").split(" to ")
        numbers = [n for n in (found.value, found.at_most) if n is not None]
        if found.state is CellState.SHOWN:
            assert [str(n) for n in numbers] == shown
        else:
            assert numbers == []


@given(FIVE, FIVE)
def test_two_groups_that_the_page_prints_alike_are_alike_in_the_file(left, right):
    alike = [(a, b) for a, b in zip(cells(left), cells(right), strict=True) if str(a) == str(b)]
    assert all(in_file(a) == in_file(b) for a, b in alike)


@given(FIVE)
def test_no_hidden_number_is_had_from_the_others_and_how_many_they_are_together(counts):
    """How many plans there are stands in the same file, as it is printed."""
    found = [in_file(said) for said in counts.within().columns()]
    if found[0].state is CellState.NOT_APART:
        return  # nothing of the line is in the file
    total = in_file(printed(sum(counts.five))).value
    totals = range(1, SMALLEST_COUNT) if total is None else [total]
    hidden = [n for n, one in enumerate(found) if one.state is CellState.FEW]
    shown = sum(one.value for one in found if one.value is not None)
    each = product(range(1, SMALLEST_COUNT), repeat=len(hidden))
    fits = [one for one in each if sum(one) + shown in totals]
    for n in range(len(hidden)):
        assert len({fit[n] for fit in fits}) >= WORTH_HIDING


@pytest.mark.parametrize(
    ("said", "state"),
    [(TOO_FEW, "few"), (BY_YEAR, "only_by_year"), (NOT_APART, "not_apart"), (NO_RATE, "no_rate")],
)
def test_what_is_hidden_says_why(said, state):
    assert (in_file(said).value, in_file(said).state) == (None, state)


def test_days_of_few_people_are_cells_without_a_number():
    assert {in_file(column).state for column in days_of([3] * 10).columns()} == {
        CellState.FEW_PEOPLE
    }
    assert [in_file(column).value for column in days_of([*[3] * 10, 6]).columns()] == [3, 11]


def test_what_no_page_prints_is_refused_and_not_guessed():
    with pytest.raises(LookupError):
        in_file(say("about {n}", n=3))


# ── As a spreadsheet reads it ────────────────────────────────────────────────
@given(st.text(alphabet="=+-@\t\ra1", max_size=6))
def test_text_is_never_a_formula(text):
    assert safe(text)[:1] not in set("=+-@\t\r\n＝＋－＠")
    assert safe(safe(text)) == safe(text)
    assert safe(text).replace("'", "") == text.replace("'", "")


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t=", "\n="])
@pytest.mark.parametrize("before", ["", "Keo;", "Keo\t", "Keo\r\n"])
def test_no_part_of_a_text_is_a_formula_where_a_spreadsheet_splits_it(before, begins):
    """French spreadsheets split at semicolons, and those of Asia read wide signs."""
    cells = re.split(r"[;\t\r\n]", safe(f"{before}{begins}1+1"))
    assert [cell for cell in cells if cell[:1] in set("=+-@＝＋－＠") and cell] == []


def test_a_file_says_that_it_is_utf8_and_keeps_numbers_as_numbers():
    content = csv_of([["line", "valeur"], ["=1+1", -3], ["Đã trả lời", None]])
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(content.decode("utf-8-sig"))))
    assert rows == [["line", "valeur"], ["'=1+1", "-3"], ["Đã trả lời", ""]]


# ── The dictionary ───────────────────────────────────────────────────────────
def test_each_code_stands_once_and_is_a_plain_word():
    names = [(one.kind, one.page, one.of, one.code) for one in dictionary()]
    assert len(names) == len(set(names))
    for one in dictionary():
        assert one.code.replace("_", "").isalnum(), one.code
        assert one.code == one.code.lower()
        assert one.what is not None or one.kind is DictionaryKind.ITEM


def test_every_list_of_codes_is_told_code_by_code():
    told = {(one.page, one.of, one.code) for one in dictionary() if one.kind is DictionaryKind.ITEM}
    for page in PAGES:
        for line in page.lines:
            assert {(page.code, line.code, str(item.value)) for item in line.items} <= told
    assert [column.code for column in COLUMNS][:3] == ["page", "first_day", "last_day"]
