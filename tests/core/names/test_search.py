"""Search in an opened index."""

from datetime import date

import pytest

from fanal.core.calendars import Interval
from fanal.core.errors import BadInput
from fanal.core.names import Born, Level
from fanal.core.names.search import Entry, build


def year(year_):
    return Born(Interval(date(year_, 1, 1), date(year_, 12, 31)))


PEOPLE = (
    Entry("A", ("ສົມສີ ວົງສາ",), ("ນ້ອຍ",), year(2001), "Bokeo"),
    Entry("B", ("สมศรี มีสุข",), (), year(1990)),
    Entry("C", ("Nguyễn Thị Thu", "Trần Hoa"), ("Bống",)),
    Entry("D", ("ခင်သန်းထက်",)),
    Entry("E", ("王丽霞",)),
    Entry("F", ("Somsy Vongsa",), (), year(1975)),
    Entry("G", ("🙂",)),
)


def found(text, **known):
    return [hit.key for hit in build(PEOPLE).search(text, **known)]


def test_an_empty_index_finds_nobody():
    assert build([]).search("Somsy") == []


@pytest.mark.parametrize("text", ["", "🙂", "\u200b"])
def test_a_search_without_letters_is_refused_with_the_place(text):
    with pytest.raises(BadInput, match="name: "):
        build(PEOPLE).search(text)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Somsy Vongsa", "F"),
        ("ສົມສີ ວົງສາ", "A"),
        ("Misuk", "B"),
        ("Thu Nguyen", "C"),
        ("Tran Hoa", "C"),
        ("Bong", "C"),
        ("Khin Than Htet", "D"),
        ("Daw Khinthanhtet", "D"),
        ("Lixia Wang", "E"),
        ("Wang Lixai", "E"),
    ],
)
def test_any_script_finds_any_script_in_any_order(text, key):
    assert found(text)[0] == key


def test_namesakes_are_both_found():
    assert set(found("Vongsa Somsi")[:2]) == {"A", "F"}


def test_the_year_of_birth_decides_between_namesakes():
    assert found("Somsi Vongsa", birth=year(2001))[0] == "A"
    assert found("Somsi Vongsa", birth=year(1975))[0] == "F"


def test_a_nickname_finds_her_and_says_so():
    hit = build(PEOPLE).search("Noy")[0]
    assert hit.key == "A"
    assert "by nickname" in [str(reason) for reason in hit.why]
    assert hit.level <= Level.PART


def test_somebody_unlike_is_not_shown():
    assert found("Kaleum Xyz") == []


def test_no_more_hits_than_asked_for():
    assert len(build(PEOPLE).search("Somsy Vongsa", limit=1)) == 1
