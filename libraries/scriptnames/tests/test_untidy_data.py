"""Data as other people keep it: what cannot be read is refused by its place, and nothing is guessed."""

import pandas as pd
import pytest

import scriptnames as sn

UNKNOWN = [
    "Unknown", "unknown.", "(name unknown)", "N/A", "Inconnue", "sans nom", "Không rõ", "khong ro",
    "ไม่ทราบชื่อ", "ບໍ່ຮູ້ຊື່", "មិនស្គាល់", "အမည်မသိ", "不详",
]  # fmt: skip


@pytest.mark.parametrize("words", UNKNOWN)
def test_words_for_not_knowing_a_name_are_no_name(words):
    assert sn.normalise(words).words == ()
    assert sn.compare(words, words).level is sn.Level.DIFFERENT
    assert [str(why) for why in sn.compare(words, "Somsy").why] == ["there is no name on one side"]


@pytest.mark.parametrize(
    "name", ["Na", "None Vongsa", "Anong", "Nai", "Sans Somsy", "Unknown Somsy"]
)
def test_a_name_that_only_looks_like_such_words_stays_a_name(name):
    assert sn.normalise(name).words


def test_two_records_of_nobody_knows_whom_are_no_likely_pair():
    rows = [{"name": "Unknown", "birth_year": "2001"}, {"name": "unknown", "birth_year": "2001"}]
    assert len(sn.dedupe(rows)) == 0


@pytest.mark.parametrize("nothing", [None, float("nan"), 7])
def test_what_is_no_text_is_no_name(nothing):
    with pytest.raises(sn.BadInput, match="name: text is expected"):
        sn.normalise(nothing)
    with pytest.raises(sn.BadInput, match="name: text is expected"):
        sn.compare("Nok", nothing)


@pytest.mark.parametrize(
    ("people", "birth", "says"),
    [
        (7, None, "people: int is not taken here"),
        ("Nok", None, "people: str is not taken here"),
        ({"1": "Nok"}, 1999, "birth: int is not taken here"),
    ],
)
def test_a_search_names_the_argument_of_a_wrong_kind(people, birth, says):
    with pytest.raises(sn.BadInput, match=says):
        sn.search("Nok", people, birth=birth)


def test_a_record_without_an_id_among_others_with_one_is_refused_by_its_line():
    register = pd.DataFrame({"rec_id": [1, 2, None], "name": ["Nok", "Lek", "Fon"]})
    with pytest.raises(sn.BadInput, match="line 4, column rec_id: there is no id"):
        sn.dedupe(register)


@pytest.mark.parametrize("wrong", ["register.csv", ["Nok", "Lek"], b"name", [["Nok"]]])
def test_what_is_no_register_is_refused_as_such(wrong):
    with pytest.raises(sn.BadInput, match="register: rows, columns or a data frame are expected"):
        sn.dedupe(wrong)


def test_columns_of_two_lengths_are_refused():
    with pytest.raises(sn.BadInput, match="column sex: 1 values, where column name has 2"):
        sn.dedupe({"name": ["Nok", "Lek"], "sex": ["f"]})


def test_names_are_searched_in_a_series_and_whoever_has_none_is_left_out():
    people = pd.Series(["ສົມສີ", None, float("nan"), "Tun Kyaw"], index=[5, 6, 7, 8])
    assert [hit.key for hit in sn.search("Somsy", people)] == ["5"]
    assert [hit.key for hit in sn.search("Somsy", {"a": None, "b": ["Somsy", None]})] == ["b"]


def test_a_list_of_names_alone_is_searched_by_their_places():
    assert [hit.key for hit in sn.search("Somsy", ["Tun Kyaw", "ສົມສີ"])] == ["1"]


def test_the_truth_of_a_list_is_given_for_each_record():
    found = sn.dedupe([{"name": "Nok"}, {"name": "Nok"}])
    with pytest.raises(sn.BadInput, match="truth: 1 values, where the register has 2 records"):
        found.evaluated(["a"])


@pytest.mark.parametrize(
    ("pairs", "says"), [(0, "no likely pair among 1 record"), (1, "1 likely pair among 2 records")]
)
def test_one_is_counted_as_one(pairs, says):
    found = sn.dedupe([{"name": "Phoumsavanh Keo"}] * (pairs + 1))
    assert repr(found).splitlines()[0] == says


def test_a_word_that_is_missing_is_counted_as_one():
    why = [str(one) for one in sn.compare("José García", "Jose Garcia Lopez").why]
    assert "one word missing on one side" in why
