"""Spellings of one name, and names of sisters and namesakes that only look alike."""

import time
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scriptnames import Level, compare
from scriptnames.spelling import Word, one_name, vietnamese

LANGUAGES = ("thai", "lao", "khmer", "burmese", "vietnamese", "chinese")


def pairs():
    found = defaultdict(list)
    for line in (Path(__file__).parent / "pairs.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            language, kind, one, other = line.split("\t")
            found[kind].append((language, one, other))
    return found


def taken_for_one(kind, language=None):
    """The share that people are shown as spellings of one name, or better."""
    some = [(a, b) for of, a, b in pairs()[kind] if language in (None, of)]
    return sum(compare(a, b).level >= Level.CLOSE for a, b in some) / len(some)


@pytest.mark.parametrize("kind", ["same", "other"])
def test_the_list_of_pairs_covers_every_language(kind):
    assert len(pairs()[kind]) >= 60
    assert {language for language, _, _ in pairs()[kind]} == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_spellings_of_one_name_are_told_as_such(language):
    assert taken_for_one("same", language) >= 0.9


@pytest.mark.parametrize("language", LANGUAGES)
def test_sisters_and_namesakes_are_not_taken_for_spellings_of_one_name(language):
    assert taken_for_one("other", language) <= 0.1


def test_whichever_comes_first_the_answer_is_the_same():
    for kind in pairs().values():
        for _, one, other in kind:
            assert compare(one, other) == compare(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Somsri", "Somchai"), ("Bounmy", "Bounma"), ("Sokha", "Sokhom"), ("สมศรี", "สมชาย")],
)
def test_a_shared_first_syllable_is_told_as_a_likeness_and_no_more(one, other):
    assert compare(one, other).level is Level.LIKE


def test_of_sisters_it_is_told_what_stands_beside_what():
    likeness = compare("Somsy Vongsa", "Somsak Vongsa")
    assert [str(reason) for reason in likeness.why] == [
        "two names that look alike",
        "somsak beside somsy",
    ]


def test_of_two_vietnamese_names_of_one_sound_it_is_told_what_stands_beside_what():
    reasons = [str(reason) for reason in compare("Nguyễn Thị Hồng", "Nguyễn Thị Hùng").why]
    assert reasons == ["two names that look alike", "hong beside hung"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nguyen Thi Thu", "Nguyen Thi Thuy"),
        ("Nguyen Thi Hong", "Nguyen Thi Huong"),
        ("Tran Thi Lan", "Tran Thi Loan"),
    ],
)
def test_every_letter_of_a_vietnamese_name_tells(one, other):
    assert compare(one, other).level <= Level.LIKE


@pytest.mark.parametrize(
    ("one", "other"), [("Ly Bounmy", "Ly Bounmi"), ("Ly Sophea", "Ly Sophear")]
)
def test_a_family_name_of_two_peoples_makes_no_name_vietnamese(one, other):
    assert compare(one, other).level >= Level.CLOSE


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("T. ", "Thị ", True),
        ("V. ", "Văn ", True),
        ("K. ", "Thị ", False),
    ],
)
def test_an_initial_stands_for_a_middle_name_that_most_have(one, other, same):
    found = compare(f"Nguyễn {one}Hương", f"Nguyen {other}Huong").level
    assert (found >= Level.CLOSE) is same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Phoumsavanh", "Phoumsavnah"),  # two letters changed places
        ("Wilaiwan", "Wilaiwaan"),
        ("Somsak", "Somsk"),  # nobody can say it
        ("Nguyen Thi Huong", "Nguyen Thi Huogn"),
        ("Khamphoumisone", "Khamphoumisune"),  # long
    ],
)
def test_a_slip_of_the_hand_leaves_it_one_name(one, other):
    assert compare(one, other).level >= Level.CLOSE


def test_a_slip_where_words_are_joined_counts_by_the_word_it_falls_in():
    assert compare("Khin Than Htet", "Khinthanhtet").level >= Level.CLOSE
    assert compare("Khin Than Htet", "Khinthanhtay").level < Level.CLOSE
    assert compare("Phoumsavanh Keo", "Phoumsavanhkeo").level >= Level.CLOSE


@pytest.mark.parametrize("said", ["huong", "nguyen", "quynh", "oanh", "y", "gi", "thuy"])
def test_a_vietnamese_syllable_is_known(said):
    assert vietnamese(said)


@pytest.mark.parametrize("said", ["huogn", "somsak", "th", "bounmy", ""])
def test_what_nobody_could_say_is_no_vietnamese_syllable(said):
    assert not vietnamese(said)


WORDS = st.text("abcdghiklmnoprstuvy", max_size=12)


@given(WORDS, WORDS, st.booleans())
def test_which_word_comes_first_changes_nothing(one, other, strict):
    from scriptnames.fold import fold

    a, b = Word(one, fold(one), strict), Word(other, fold(other), strict)
    assert one_name(a, b) == one_name(b, a)
    assert one_name(a, a)


def test_a_very_long_word_is_read_once():
    start = time.process_time()
    compare("tata" * 200 + "q", "tata" * 200 + "qk")
    compare(" ".join(["ta"] * 300), " ".join(["ko"] * 299))
    assert time.process_time() - start < 5
