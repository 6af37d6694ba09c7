"""A day is written one way on every page: as the language writes it, by Django's formats."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.template import Context, Template
from django.utils import translation
from django.utils.formats import date_format

import fanal
from fanal.journeys.templatetags.journeys import moment

DAY, EVENING = date(2026, 9, 5), datetime(2026, 9, 5, 14, 7, tzinfo=UTC)
HOUSE = Path(fanal.__file__).parent
# The names of Django's formats; the letters of a weekday at the head of a calendar.
NAMED = {
    "MONTH_DAY_FORMAT",
    "TIME_FORMAT",
    "DATE_FORMAT",
    "DATETIME_FORMAT",
    "YEAR_MONTH_FORMAT",
    "SHORT_DATETIME_FORMAT",
    "D",
    "l",
    "SHORT_DATE_FORMAT",
}
GIVEN = re.compile(r"""(?:\|date:|\|time:|\{% now |date_format\([^"\n]*, )"([^"]*)\"""")


def shown(source):
    return Template(source).render(Context({"day": DAY, "evening": EVENING}))


@pytest.mark.parametrize(
    ("language", "day", "evening"),
    [
        ("en", "5 Sep 2026", "5 Sep 2026, 21:07"),
        ("fr", "5 septembre 2026", "5 septembre 2026 à 21\u202fh\u202f07"),
        ("vi", "ngày 5 tháng 9 năm 2026", "21:07 ngày 5 tháng 9 năm 2026"),
        ("lo", "5 Sep 2026", "5 Sep 2026, 21:07"),  # Django has none: as in English
        ("my", "5 Sep 2026", "5 Sep 2026, 21:07"),
    ],
)
def test_each_way_to_show_a_day_shows_it_alike(language, day, evening):
    with translation.override(language):
        ways = {shown("{{ day }}"), shown("{{ day|date }}"), date_format(DAY)}
        assert ways == {day}
        assert shown('{{ evening|date:"DATETIME_FORMAT" }}') == evening


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", ["1 Dec 2026", "1 Dec"]),
        ("fr", ["1er décembre 2026", "1er décembre", "1er décembre 2026 à 21\u202fh\u202f07"]),
        ("vi", ["ngày 1 tháng 12 năm 2026"]),
    ],
)
def test_the_first_of_a_month_is_written_as_the_language_writes_it(language, written):
    first = datetime(2026, 12, 1, 21, 7)
    formats = ("DATE_FORMAT", "MONTH_DAY_FORMAT", "DATETIME_FORMAT")
    with translation.override(language):
        assert [date_format(first, one) for one in formats][: len(written)] == written
        assert date_format(date(2026, 12, 21)).startswith(("21 ", "ngày 21 "))


@pytest.mark.parametrize(
    ("language", "short"),
    [
        ("en", "5 Sep 2026, 21:07"),
        ("fr", "5 sept. 2026, 21\u202fh\u202f07"),
        ("vi", "21:07 05/09/2026"),
    ],
)
def test_a_board_shows_the_moment_in_short(language, short):
    """In English too no number is a month: 11/05 is two days, one for each side of an ocean."""
    with translation.override(language):
        assert moment(EVENING) == short
        assert shown('{{ evening|date:"SHORT_DATETIME_FORMAT" }}') == short


def test_no_page_has_a_format_of_its_own():
    own = [
        f"{path.relative_to(HOUSE)}: {given}"
        for path in HOUSE.rglob("*")
        if path.suffix in {".html", ".txt", ".py"}
        for given in GIVEN.findall(path.read_text("utf-8"))
        if given not in NAMED
    ]
    assert own == []
