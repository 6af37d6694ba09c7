"""A head that was copied by hand is read again, and a slip of the pen is told."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from fanal.core.errors import BadInput
from fanal.core.sealing import heads

numbers = st.integers(1, 10**9)
marks = st.binary(min_size=32, max_size=32)


@given(numbers, marks)
def test_what_is_printed_is_read_again(number, mark):
    found = heads.read(heads.on_paper(number, mark))
    assert found.number == number
    assert found.fits(mark)


@given(numbers, marks, marks)
def test_another_mark_does_not_fit(number, mark, other):
    assume(mark[:10] != other[:10])
    assert not heads.read(heads.on_paper(number, mark)).fits(other)


@given(numbers, marks, st.data())
def test_one_wrong_character_is_always_told(number, mark, data):
    printed = heads.on_paper(number, mark)
    places = [k for k, one in enumerate(printed) if one != "-"]
    place = data.draw(st.sampled_from(places))
    letters = "0123456789" if place < len(str(number)) else heads.LETTERS
    other = data.draw(st.sampled_from(letters).filter(lambda one: one != printed[place]))
    with pytest.raises(BadInput, match="wrong character"):
        heads.read(printed[:place] + other + printed[place + 1 :])


@given(numbers, marks, st.data())
def test_two_neighbours_that_changed_places_are_always_told(number, mark, data):
    figure, _, letters = heads.on_paper(number, mark).partition("-")
    letters = letters.replace("-", "")
    k = data.draw(st.integers(0, len(letters) - 2))
    assume(letters[k] != letters[k + 1])
    swapped = letters[:k] + letters[k + 1] + letters[k] + letters[k + 2 :]
    with pytest.raises(BadInput, match="changed places"):
        heads.read(f"{figure}-{swapped}")


@pytest.mark.parametrize("change", [str.lower, lambda text: text.replace("-", " "),
                                    lambda text: text.replace("0", "O").replace("1", "l")])  # fmt: skip
def test_it_is_read_however_people_copy_it(change):
    mark = bytes(range(32))
    number, _, letters = heads.on_paper(2045, mark).partition("-")
    assert heads.read(f"{number}-{change(letters)}").fits(mark)


def test_the_long_form_of_before_is_read_whole_and_from_twenty_digits_on():
    mark = bytes(range(32))
    assert heads.read(f"7 {mark.hex()}").fits(mark)
    assert heads.read(f"7 {mark.hex()[:20]}").fits(mark)
    with pytest.raises(BadInput, match="no head"):
        heads.read(f"7 {mark.hex()[:16]}")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "7",
        "7-ABCD",
        "-K7QM-3XWD-AC4F-9T2H-7P",
        "7 zz",
        "٣-K7QM-3XWD-AC4F-9T2H-7P",
        "9" * 5000 + "-A",
    ],
)
def test_what_is_no_head_is_refused_with_an_example(text):
    with pytest.raises(BadInput, match="looks like 1958-"):
        heads.read(text)
