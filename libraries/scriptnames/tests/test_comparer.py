"""One comparer for the search, the duplicates and the links: its steps agree with one another."""

import csv
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from scriptnames import (
    Born,
    Commonness,
    Comparer,
    Entry,
    Refused,
    Scored,
    Tally,
    clear_caches,
    normalise,
    read_register,
    reading_version,
    register_of,
)
from scriptnames.normal_form import normalise as kept

REGISTER = Path(__file__).parent / "register.csv"
SOMSY = Entry.of("1", ["ສົມສີ ວົງສາ", "Noy Vongsa"], nicknames=["Noy"], birth=Born.in_year(1999))
NOBODY_KNOWS = Entry.of("2", [], nicknames=["Dao"], place="ตาก", phone="081-123-4567")


@pytest.fixture(scope="module")
def rows():
    with REGISTER.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def register(rows):
    return read_register({title: [row[title] or None for row in rows] for title in rows[0]})


@pytest.fixture(scope="module")
def alone(register):
    return Comparer(collective=None).pairs(register)


def test_what_each_field_gives_sums_to_the_bits(register, alone):
    comparer = Comparer()
    left, right = alone.left[:5], alone.right[:5]
    bits = comparer.bits(register, left, right)
    start = comparer.weights.start(len(register))
    for at in range(5):
        parts = comparer.parts(register, int(left[at]), int(right[at]))
        assert start + sum(parts.values()) == pytest.approx(bits[at])
    assert bits == pytest.approx(alone.bits[:5])


def test_of_more_records_a_pair_is_less_likely(register, alone):
    left, right = alone.left[:5], alone.right[:5]
    few, many = (Comparer().bits(register, left, right, records=n) for n in (1_000, 4_000))
    assert few - many == pytest.approx(2)


def test_a_pair_is_judged_beside_others_as_in_a_register_but_for_what_is_added_by_choice():
    """Three records that fit one another, and no third record that proposes a pair."""
    left, right, bits = np.array([0, 0, 1]), np.array([1, 2, 2]), np.array([6.0, 1.0, 5.0])
    register = read_register({"name": ["Sok Dara", "Sok Dara", "Sok Dara Chan"]})
    whole = Comparer().judged_together(register, Scored(left, right, bits))
    found, levels = Comparer().beside_others(left, right, bits, 3)
    assert whole.evidence == pytest.approx(found)
    assert set(whole.beside) - set(levels) == {"evened"}


def test_a_comparer_learns_from_reviewed_pairs_and_refuses_a_handful(rows, register, alone):
    person = np.unique([row["person_id"] for row in rows], return_inverse=True)[1]
    same = person[alone.left] == person[alone.right]
    some = np.concatenate([np.nonzero(same)[0][:60], np.nonzero(~same)[0][:60]])
    taught = Comparer().learned(register, alone.left[some], alone.right[some], same[some])
    assert taught.weights.learned_from == 120
    assert taught.collective is Comparer().collective
    with pytest.raises(Refused, match="nothing is learned yet"):
        Comparer().learned(register, alone.left[:3], alone.right[:3], same[:3])


def test_each_name_of_an_entry_is_a_record_and_a_nickname_only_of_whoever_has_no_name():
    made = register_of([SOMSY, NOBODY_KNOWS])
    assert made.ids == ["1", "1", "2"]
    assert made.nickname.tolist() == ["ni", "ni", ""]
    assert made.known.year.tolist() == [1999, 1999, 0]
    assert (made.known.codes["province"] > 0).tolist() == [False, False, True]


def test_where_a_register_is_some_of_many_its_names_are_as_common_as_there():
    held = Tally.empty().and_of(["ni"] * 1_000)
    many = register_of([SOMSY], Commonness(1_000_000, held, Tally.empty()))
    few = register_of([SOMSY])
    assert many.word_bits[list(many.vocabulary).index("ni")] == pytest.approx(np.log2(1_000))
    assert few.word_bits.max() == pytest.approx(1)


def test_an_entry_is_read_by_all_its_names_in_each_reading():
    readings = Entry.of("1", "阮氏梅", nicknames=["Mai"], birth=Born.on(date(1999, 4, 23))).readings
    assert readings[0] == normalise("阮氏梅")
    assert "nguyen thi mai" in {" ".join(read.words) for read in readings}
    assert readings[-1] == normalise("Mai")


def test_a_cache_that_was_emptied_holds_nothing():
    normalise("Bouakham Vongsa")
    assert kept.cache_info().currsize
    clear_caches()
    assert kept.cache_info().currsize == 0


def test_the_version_of_reading_is_the_same_each_time_and_short():
    assert reading_version() == reading_version()
    assert len(reading_version()) == 16
