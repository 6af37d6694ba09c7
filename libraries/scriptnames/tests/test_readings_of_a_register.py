"""A name in Chinese characters is read in a register as its family may spell it."""

import numpy as np
import pytest

from scriptnames.comparer import Comparer
from scriptnames.register.pairs import why
from scriptnames.register.reading import read_register as read
from scriptnames.register.readings import Otherwise, best_of_each, together

# Many strangers, so that a name is rare; then who is looked at.
CROWD = [f"Som{one}ai Phan{two}on" for one in "bcdkmnprst" for two in "bcdkmnprst"]
PAIRS = [("王佳琳", "Wong Jialin"), ("陈美玲", "Tan Bee Leng"), ("阮氏梅", "Nguyen Thi Mai")]
BORN = "1999-04-23"


def register(*names):
    days = [None] * len(CROWD) + [BORN] * len(names)
    return read({"name": [*CROWD, *names], "dob": days})


def bits_of(found, one, other):
    """The bits of one pair; nothing where it is not among those found."""
    at = (found.left == one) & (found.right == other)
    return float(found.bits[at][0]) if at.any() else None


def of_last_two(of):
    found = Comparer(collective=None).pairs(of, least=-30.0)
    return bits_of(found, len(of) - 2, len(of) - 1)


def by_mandarin_alone(monkeypatch, of):
    with monkeypatch.context() as patch:
        patch.setattr(Otherwise, "_worth", lambda self, one, other: (one[:0], other[:0]))
        return of_last_two(of)


@pytest.mark.parametrize("two", PAIRS)
@pytest.mark.parametrize("turned", [False, True])
def test_characters_and_the_spelling_of_a_family_are_likely_one_person(monkeypatch, two, turned):
    of = register(*(reversed(two) if turned else two))
    assert of_last_two(of) > by_mandarin_alone(monkeypatch, of) + 2
    assert of_last_two(of) > 10
    assert any("read as a" in str(reason) for reason in why(of, len(of) - 2, len(of) - 1))


@pytest.mark.parametrize(
    "two",
    [("王佳琳", "王佳琳"), ("王佳琳", "Wang Jialin"), ("王佳琳", "Somsy"), ("Wong Li", "Wong Lee")],
)
def test_what_is_read_in_mandarin_or_in_no_characters_stays_as_it_was(monkeypatch, two):
    of = register(*two)
    assert of_last_two(of) == by_mandarin_alone(monkeypatch, of)


def test_the_family_name_alone_says_little(monkeypatch):
    of = register("王佳琳", "Wong Pongsak")
    assert of_last_two(of) < by_mandarin_alone(monkeypatch, of) + 4
    assert of_last_two(of) < of_last_two(register("王佳琳", "Wong Jialin")) - 8


@pytest.mark.parametrize("names", [[], [None], ["", "🙂"], ["王"], ["王", "Wong"], ["王佳琳"] * 3])
def test_a_register_of_few_or_no_names_is_read(names):
    found = Comparer().pairs(read({"name": names}))
    assert len(found) <= 3


def test_every_pair_stands_once_with_its_most_bits():
    two = np.array([0 * 9 + 1, 2 * 9 + 3, 0 * 9 + 1])
    left, right, bits = best_of_each(two, np.array([1.0, 5.0, 4.0]), 9)
    assert list(zip(left.tolist(), right.tolist(), bits.tolist(), strict=True)) == [
        (0, 1, 4.0),
        (2, 3, 5.0),
    ]
    places = np.array([0]), np.array([1])
    found, less, more = ((*places, np.array([value])) for value in (2.0, -9.0, 3.0))
    assert together(found, less, 9, -8.0)[2].tolist() == [2.0]
    assert together(found, more, 9, -8.0)[2].tolist() == [3.0]
