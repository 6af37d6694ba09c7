"""By which day a paper is sent and answered: a proposal, with the text it rests on or none."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.errors import BadInput
from fanal.core.papers.deadlines import deadline, deadlines, in_countries, read_deadlines
from fanal.core.papers.kinds import PaperKind
from fanal.core.papers.states import PaperState

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
OPEN = [state for state in PaperState if state.is_open]
ROW = (
    '[[deadline]]\npaper = "any"\nstep = "sending"\ncountry = "anywhere"\ndays = 7\nhouse = true\n'
)
ROWS = ROW + ROW.replace("sending", "answer")


def test_each_length_names_its_text_or_says_that_it_is_a_default_of_the_house():
    for one in deadlines():
        assert one.basis.house or one.basis.source
        assert one.basis.house or "lawyer" in str(one.basis.sentence())


def test_what_was_superseded_is_said_and_never_stands_as_what_holds():
    for one in deadlines():
        if "superseded" in one.basis.source:
            assert not one.basis.confirmed


def test_viet_nam_counts_working_days_and_another_country_takes_the_default():
    asked = (PaperKind.TRAVEL_DOCUMENT, PaperState.SENT)
    assert deadline(*asked, "VN").days == 10
    # A Friday; the second of September is a holiday.
    assert deadline(*asked, "VN").after(date(2026, 8, 21)) == date(2026, 9, 8)
    assert deadline(*asked, "TH").basis.house
    assert [country.country for country in in_countries(PaperKind.TRAVEL_DOCUMENT)] == ["VN"]


@given(st.sampled_from(list(PaperKind)), st.sampled_from(["TH", "VN", "ZZ", ""]), DAYS)
def test_what_is_open_has_a_day_and_it_lies_ahead(kind, country, day):
    for state in PaperState:
        found = deadline(kind, state, country)
        assert (found is not None) is (state in OPEN)
        assert found is None or found.after(day) > day


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (ROWS.replace('"any"', '"passports"', 1), "x.toml:2"),
        (ROWS.replace("sending", "sendin"), "x.toml:3"),
        (ROWS.replace("anywhere", "XX", 1), "x.toml:4"),
        (ROWS.replace("= 7", "= 0", 1), "x.toml:5"),
        (ROWS.replace("= 7", "= true", 1), "x.toml:5"),
        (ROWS.replace("house = true", 'counted = "working"', 1), "x.toml:6"),
        (ROWS.replace("house = true", 'house = true\nsure = "K"', 1), "x.toml:7"),
        (ROWS.replace("house = true", 'sure = "K"', 1), "x.toml:1"),
        (ROWS + ROW, "x.toml:14"),
        (ROW, "x.toml:3"),
        (ROWS.replace("days", "hours", 1), "x.toml:5"),
    ],
)
def test_a_length_that_cannot_be_is_refused_with_its_line(text, place):
    with pytest.raises(BadInput) as refused:
        read_deadlines("x.toml", text)
    assert refused.value.where == place
