"""Numbers of files that somebody read in a day, told where they are many."""

from hypothesis import given
from hypothesis import strategies as st

from fanal.core.casework import unusual_reading as unusual
from fanal.core.casework.unusual_reading import FileRead, reading

reads = st.lists(
    st.builds(FileRead, st.sampled_from([f"f{n}" for n in range(30)]), st.integers(0, 23))
)


def many(n, hour):
    return [FileRead(f"f{k}", hour) for k in range(n)]


def said(*args):
    return [str(fact) for fact in reading(*args).facts()]


def test_a_day_of_work_tells_nothing():
    assert (
        said(many(20, 10) + many(5, 23), [f"f{k}" for k in range(5)], [f"f{k}" for k in range(15)])
        == []
    )


def test_what_is_above_a_number_is_told_as_a_number():
    closed, outside = [f"f{k}" for k in range(6)], [f"f{k}" for k in range(16)]
    assert said(many(21, 14), closed, outside) == [
        "21 files between 14:00 and 15:00",
        "6 files of closed cases",
        "16 files of which colleagues are in charge",
    ]
    assert said(many(6, 23), [], []) == ["6 files at night"]
    assert said([*many(3, 23), FileRead("x", 2), FileRead("y", 3), FileRead("z", 5)], [], []) == [
        "6 files at night"
    ]
    assert said(many(21, 23), [], [])[0] == "21 files between 23:00 and 00:00"


def test_nobody_who_read_nothing_is_told_of():
    assert said([], [], []) == []


@given(reads)
def test_a_file_counts_once_however_often_it_is_opened(found):
    assert reading(found * 3, [], []) == reading(found, [], [])


@given(reads, st.sets(st.sampled_from([f"f{n}" for n in range(30)])))
def test_no_number_is_above_that_of_all_files(found, some):
    got = reading(found, some, some)
    assert max(got.an_hour, got.at_night, got.closed, got.outside) <= got.files


@given(st.integers(0, 23))
def test_the_night_is_from_ten_to_six(hour):
    assert unusual.at_night(hour) == (hour in {22, 23, 0, 1, 2, 3, 4, 5})


def test_hours_are_written_with_two_digits_in_english_and_as_numbers_to_others():
    (_hour, night, *_) = unusual.limits()
    assert str(night) == "more than 5 files at night, from 22:00 to 06:00"
    french = night.translated(lambda text: "de {begins} h à {ends} h")
    assert french == "de 22 h à 6 h"
    (told,) = reading([FileRead(str(n), 23) for n in range(30)], (), ()).facts()[:1]
    assert str(told) == "30 files between 23:00 and 00:00"
