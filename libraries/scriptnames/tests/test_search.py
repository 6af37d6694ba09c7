"""Search in an opened index."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_indexes import build

from scriptnames import BadInput, Born, Interval, Level, NameTable, normalise
from scriptnames.index import Entry, Index, Part


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


@pytest.mark.parametrize("text", ["Manichan", "ມະນີຈັນ", "มณีจันทร์", "Manichanh", "Sivilai"])
def test_one_word_finds_a_name_though_it_begins_like_a_burmese_title(text):
    """A caller says the given name alone. Ma, Ko and U may be joined to a Burmese name, and may be
    the beginning of a Lao one."""
    index = build([Entry("girl", ("ມະນີຈັນ ສີວິໄລ",)), Entry("other", ("ບົວວັນ ແກ້ວ",))])
    assert [hit.key for hit in index.search(text)] == ["girl"]


@pytest.mark.parametrize("text", ["Manichan Sivilai", "ມະນີຈັນ ສີວິໄລ", "ມະນີຈັນ", "Manichan"])
def test_a_name_on_file_that_begins_like_a_burmese_title_is_found(text):
    index = build([Entry("girl", ("Manichan",)), Entry("other", ("Somsy Vongsa",))])
    assert [(hit.key, hit.level >= Level.PART) for hit in index.search(text)] == [("girl", True)]


def test_a_title_joined_to_a_burmese_name_is_left_out_all_the_same():
    index = build([Entry("her", ("Win Mya Kyi",)), Entry("other", ("Khin Than Htet",))])
    for text in ("Dawwinmyakyi", "Mawinmyakyi"):
        assert index.search(text)[0].key == "her"


def test_namesakes_are_both_found():
    assert set(found("Vongsa Somsi")[:2]) == {"A", "F"}


def test_the_year_of_birth_decides_between_namesakes():
    assert found("Somsi Vongsa", birth=year(2001))[0] == "A"
    assert found("Somsi Vongsa", birth=year(1975))[0] == "F"


def test_of_two_namesakes_the_one_called_so_comes_first_and_it_says_so():
    index = build([
        Entry("one", ("Somsy Vongsa",), ("Noy",)), Entry("other", ("Somsy Vongsa",), ("Lek",)),
    ])  # fmt: skip
    first, second = index.search("ສົມສີ ວົງສາ", nickname="น้อย")
    assert (first.key, second.key) == ("one", "other")
    assert "the same nickname" in [str(reason) for reason in first.why]
    assert "the same nickname" not in [str(reason) for reason in second.why]


def test_a_nickname_finds_her_and_says_so():
    hit = build(PEOPLE).search("Noy")[0]
    assert hit.key == "A"
    assert "by nickname" in [str(reason) for reason in hit.why]
    assert hit.level <= Level.PART


def test_somebody_unlike_is_not_shown():
    assert found("Kaleum Xyz") == []


def test_no_more_hits_than_asked_for():
    assert len(build(PEOPLE).search("Somsy Vongsa", limit=1)) == 1


def test_columns_come_back_from_bytes_as_they_were():
    some = NameTable.of(PEOPLE)
    again = NameTable.from_bytes(b"before" + some.to_bytes(), 6)
    assert [again.form(name).keys for name in range(again.names)] == [
        some.form(name).keys for name in range(some.names)
    ]
    assert [again.birth(at) for at in range(again.people)] == [person.birth for person in PEOPLE]
    assert again.called(0) == normalise("ນ້ອຍ").joined


def test_columns_without_some_people_answer_as_if_those_had_never_been_there():
    kept = np.array([entry.key not in "CF" for entry in PEOPLE])
    rest = [entry for entry in PEOPLE if entry.key not in "CF"]
    both = NameTable.of(PEOPLE).select(kept), NameTable.of(rest)
    less, never = (Index([Part(some, [entry.key for entry in rest])]) for some in both)
    assert less.columns.keys == never.columns.keys
    for text in ("Somsy Vongsa", "Wang Lixia", "Bong", "Noy"):
        assert less.search(text) == never.search(text)


def test_an_index_in_parts_answers_as_one():
    keys = [entry.key for entry in PEOPLE]
    parts = [Part(NameTable.of(PEOPLE[at : at + 3]), keys[at : at + 3]) for at in (0, 3, 6)]
    for text in ("Somsy Vongsa", "ສົມສີ", "Lixia", "Noy"):
        assert Index(parts).search(text) == build(PEOPLE).search(text)


@given(st.lists(st.sampled_from(["Somsy", "ນ້ອຍ", "ခင်သန်းထက်", "Noy", "王丽霞"]), max_size=3))
def test_the_quick_pass_looks_at_whoever_is_asked_for_by_her_own_name(more):
    people = [*PEOPLE, Entry("X", ("Khamtay Siphandone", *more))]
    assert "X" in [hit.key for hit in build(people).search("Khamtai Siphandon")]


def test_people_who_are_left_out_never_crowd_out_the_others():
    """More of them than a search looks at, and each agrees better than the one that is left."""
    crowd = [Entry(str(n), ("Khamtay Siphandone",), (), year(2001)) for n in range(1_000)]
    people, out = [*crowd, Entry("X", ("Somsy",))], np.array([True] * len(crowd) + [False])
    index = Index([Part(NameTable.of(people), [person.key for person in people], out)])
    assert [hit.key for hit in index.search("Somsi", birth=year(2001))] == ["X"]
    assert Index([Part(NameTable.of(crowd), ["A"] * 1_000, out[:-1])]).search("Somsi") == []


def test_in_a_small_team_her_own_name_comes_before_her_sisters():
    """Three records of the same girl make her name no commoner."""
    hers = ("ສົມສີ ວົງພະຈັນ", "Somsy Vongphachanh", "สมศรี วงพระจันทร์")
    people = [Entry("sister", ("ສົມໃຈ ວົງພະຈັນ",)), *(Entry(name, (name,)) for name in hers)]
    found = [hit.key for hit in build([*people, *PEOPLE]).search("Vongphachan Somsi")]
    assert set(found[:3]) == set(hers)


def test_a_number_finds_whoever_has_it_with_or_without_a_name():
    number, none = "55512345", ""
    people = [
        Entry("named", ("Somsy",), phone=number),
        Entry("unnamed", (), phone=number),
        Entry("no letter", ("🙂",), phone=number),
        Entry("other", (), phone="55512346"),
        Entry("no number", ()),
    ]
    index = build(people)
    assert index.of_telephone(number) == ["named", "unnamed", "no letter"]
    assert index.of_telephone(number, nameless=True) == ["unnamed", "no letter"]
    assert index.of_telephone(none) == []
    left_out = np.array([False, True, False, False, False])
    part = Part(NameTable.of(people), [person.key for person in people], left_out)
    assert Index([part]).of_telephone(number) == ["named", "no letter"]
    assert build([]).of_telephone(number) == []


@pytest.mark.parametrize("name", ["Somsy Vongsa", "Nguyễn Thị Thu"])
def test_of_marks_that_an_index_does_not_keep_nothing_is_said(name):
    first = build(PEOPLE).search(name)[0]
    assert str(first.why[0]) == "the same name"
    assert "marks left out on one side" not in [str(one) for one in first.why]
