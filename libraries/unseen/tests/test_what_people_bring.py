"""Data as they lie in people's folders: read as meant, or refused with the place; never miscounted.

A link that is not recognised is a person too many and an overlap too few: it makes every estimate
too high, and no answer shows it.
"""

import sys

import numpy as np
import pandas as pd
import pytest

import unseen
from unseen.errors import BadInput, Refused

PEOPLE = [(1, 1, 0), (1, 0, 1), (0, 1, 1), (1, 0, 0)]
HISTORIES = {
    (1, 0, 0): 90,
    (0, 1, 0): 80,
    (0, 0, 1): 70,
    (1, 1, 0): 20,
    (0, 1, 1): 15,
    (1, 0, 1): 9,
}
FRAME = pd.DataFrame(PEOPLE, columns=["police", "ngo", "court"])


R_FRAME = """"","police","ngo","count"
"1",1,0,90
"2",0,1,80
"4",1,1,20
"""


@pytest.mark.parametrize(
    "text",
    [
        R_FRAME,
        R_FRAME.replace('"1"', "0").replace('"2"', "1").replace('"4"', "2"),  # pandas
        R_FRAME.replace(",90", ",90.0").replace(",80", ",80.0"),
    ],
    ids=["R", "pandas", "decimals"],
)
def test_the_numbers_of_rows_that_r_and_pandas_write_are_no_list(tmp_path, text):
    file = tmp_path / "lists.csv"
    file.write_text(text, "utf-8")
    for found in (
        unseen.Lists.from_csv(file),
        unseen.Lists.from_csv(file, lists=["police", "ngo"]),
        unseen.Lists.from_sheet(unseen.read_sheet(file)),
    ):
        assert (found.names, found.n, found.on_several) == (("police", "ngo"), 190, 20)


def test_of_people_too_and_with_what_else_is_known_of_them(tmp_path):
    file = tmp_path / "people.csv"
    file.write_text('"","police","ngo","sex"\n"1",1,0,"f"\n"2",1,1,"m"\n"3",0,1,"f"\n', "utf-8")
    found = unseen.People.from_csv(file, columns=["sex"])
    assert (found.lists, found.columns["sex"]) == (("police", "ngo"), ["f", "m", "f"])
    file.write_text('"","police","ngo"\n"1",1,0\n"2",1,1\n"3",0,1\n', "utf-8")
    assert unseen.Lists.from_csv(file).names == ("police", "ngo")


@pytest.mark.parametrize(
    "rows",
    ["1,1,0,9\n0,1,1,8\n1,0,1,7\n", "0,1,0,9\n1,0,1,8\n", "x,1,0,9\ny,0,1,8\nz,1,1,7\n"],
    ids=["marks", "of two rows nobody can tell", "names"],
)
def test_a_list_without_a_name_is_not_taken_for_the_numbers_of_rows(tmp_path, rows):
    file = tmp_path / "lists.csv"
    file.write_text(",police,ngo,count\n" + rows, "utf-8")
    with pytest.raises(BadInput, match=r"column 1: the first column has no name .*row.names=FALSE"):
        unseen.Lists.from_csv(file)


@pytest.mark.parametrize(
    "other",
    [
        [" 1", "2 ", "9"],
        ["1.0", "2.0", "9.0"],
        np.array([1, 2, 9], "float32"),
        pd.Series([1, 2, 9], dtype="Int64"),
    ],
    ids=["spaces", "decimals as text", "float32", "Int64"],
)
def test_one_person_is_one_however_her_number_was_kept(other):
    found = unseen.Lists.from_people({"a": ["1", "2", "3"], "b": other})
    assert (found.n, found.on_several) == (4, 2)


def test_a_file_saved_with_decimals_links_to_one_saved_without(tmp_path):
    """A column of ids with one gap is read as decimals and saved as 7.0 by data-frame software."""
    (tmp_path / "police.csv").write_text("id\n1\n2\n3\n")
    (tmp_path / "ngo.csv").write_text("id\n2.0\n3.0\n4.0\n")
    found = unseen.Lists.from_files([tmp_path / "police.csv", tmp_path / "ngo.csv"])
    assert (found.n, found.on_several) == (4, 2)


def test_the_long_form_links_them_too():
    frame = pd.DataFrame({"list": ["a", "a", "b", "b"], "person": ["1", "2", "2.0", " 3"]})
    assert unseen.Lists.from_dataframe(frame).on_several == 1
    people = unseen.People.from_dataframe(frame.assign(sex="f"), ["sex"])
    assert people.all_lists().on_several == 1


def test_what_a_data_frame_misses_is_named_by_its_place():
    frame = FRAME.astype("Int64")
    frame.iloc[1, 2] = pd.NA
    with pytest.raises(BadInput, match=r"line 3, column court: is empty"):
        unseen.Lists.from_dataframe(frame)
    with pytest.raises(BadInput, match="a person on list a has no id"):
        unseen.Lists.from_people({"a": pd.Series([1, None], dtype="Int64"), "b": [1]})


def test_two_columns_of_one_name_are_named():
    with pytest.raises(BadInput, match="column 2: two lists are called “a”"):
        unseen.Lists.from_dataframe(FRAME.set_axis(["a", "a", "b"], axis=1))


def test_a_frame_without_columns_has_no_heading():
    with pytest.raises(BadInput, match="line 1: the heading is missing"):
        unseen.Lists.from_dataframe(pd.DataFrame())


@pytest.mark.parametrize("table", [FRAME.to_numpy(), FRAME["ngo"], [[1, 0]]])
def test_what_is_no_data_frame_is_told_so(table):
    with pytest.raises(BadInput, match="frame: is no data frame"):
        unseen.Lists.from_dataframe(table)


@pytest.mark.parametrize("nothing", [None, 5])
@pytest.mark.parametrize(
    ("argument", "call"),
    [
        ("path", lambda it: unseen.Lists.from_csv(it)),
        ("path", lambda it: unseen.Lists.from_excel(it)),
        ("path", lambda it: unseen.read(it)),
        ("source", lambda it: unseen.read_sheet(it)),
        ("path", lambda it: unseen.read_people(it, ["sex"])),
        ("paths", lambda it: unseen.Lists.from_files(it)),
        ("people", lambda it: unseen.Lists.from_people(it)),
        ("ngo", lambda it: unseen.Lists.from_people({"police": [1, 2], "ngo": it})),
        ("names", lambda it: unseen.Lists.from_histories(it, [1, 2, 3])),
        ("histories", lambda it: unseen.Lists.from_histories(["police", "ngo"], it)),
        ("sheet", lambda it: unseen.Lists.from_sheet(it)),
        ("sheet", lambda it: unseen.People.from_sheet(it, ["sex"])),
        ("counts", lambda it: unseen.Lists(("police", "ngo"), it)),
        ("columns", lambda it: unseen.People.from_dataframe(FRAME, it)),
        ("people", lambda it: unseen.estimate_strata(it)),
        ("group police", lambda it: unseen.estimate_strata({"police": it})),
        ("by", lambda it: unseen.estimate_strata(people(), it)),
        ("by", lambda it: unseen.quote_strata(people(), it)),
        ("stratified", lambda it: unseen.trend(it)),
        ("years", lambda it: unseen.trend({2018: it, 2019: it, 2020: it})),
        ("people", lambda it: unseen.estimate_with_covariates(it)),
        ("design", lambda it: unseen.simulate(it, "dga")),
        ("name", lambda it: unseen.design(it)),
        ("lists", lambda it: unseen.digest_of(it)),
        ("choices", lambda it: unseen.report_findings(unseen.sample_lists("UKdat"), it)),
    ],
)
def test_what_cannot_be_taken_is_refused_by_the_name_of_the_argument(argument, call, nothing):
    with pytest.raises(BadInput, match=f"^{argument}: (NoneType|int) is not taken here"):
        call(nothing)


def people():
    return unseen.People.from_dataframe(FRAME, ["court"])


@pytest.mark.parametrize("function", ["estimate", "compare", "check", "report"])
def test_a_data_frame_given_for_lists_is_told_how_to_become_them(function):
    with pytest.raises(BadInput, match=r"lists: .*Lists\.from_dataframe"):
        getattr(unseen, function)(FRAME)
    with pytest.raises(BadInput, match=r"lists: .*Lists\.from_dataframe"):
        unseen.bounds(FRAME, harder=9)


@pytest.mark.parametrize(
    "people", [FRAME, {"a": "police", "b": ["x"]}, [("a", 1, 2)], [1]], ids=str
)
def test_ids_in_no_shape_are_told_so(people):
    with pytest.raises(BadInput):
        unseen.Lists.from_people(people)


def test_one_name_stands_for_one_column():
    frame = FRAME.assign(year="2024")
    assert unseen.People.from_dataframe(frame, columns="year").lists == tuple(FRAME.columns)
    with pytest.raises(BadInput, match="at least 2 lists, not 1"):
        unseen.Lists.from_dataframe(frame, lists="police")


@pytest.mark.parametrize(("yes", "no"), [("ja", "Nein"), ("WAHR", "FALSCH"), ("ใช่", "ไม่ใช่")])
def test_yes_and_no_in_german_and_thai(yes, no):
    found = unseen.Lists.from_dataframe(FRAME.replace({1: yes, 0: no}))
    assert found.counts == unseen.Lists.from_dataframe(FRAME).counts


@pytest.mark.parametrize("heading", ["Anzahl", "Häufigkeit", "frequency", "จำนวน", "Số người"])
def test_a_column_of_counts_in_other_words(heading):
    counted = FRAME.assign(count=[40, 30, 20, 10]).rename(columns={"count": heading})
    assert unseen.Lists.from_dataframe(counted).n == 100


def test_a_column_of_counts_that_is_not_known_as_one_is_told_how():
    with pytest.raises(BadInput, match=r"column cases: '40' is neither 0 nor 1.*called count"):
        unseen.Lists.from_dataframe(FRAME.assign(cases=[40, 30, 20, 10]))


@pytest.mark.parametrize("heading", ["cases", "Fälle"])
def test_counts_in_a_column_that_is_left_out_are_no_people_counted_as_one_each(heading):
    """Ten people would be seen in place of a thousand, and no answer would show it."""
    counted = FRAME.assign(**{heading: [400, 300, 200, 100]})
    for read in (
        lambda: unseen.Lists.from_dataframe(counted, lists=["police", "ngo", "court"]),
        lambda: unseen.People.from_dataframe(counted, [], ["police", "ngo", "court"]),
    ):
        with pytest.raises(BadInput, match=f"column {heading}: looks like the number of people"):
            read()
    person = FRAME.assign(id=[11, 12, 13, 14])
    assert unseen.Lists.from_dataframe(person, lists=["police", "ngo"]).n == 4
    twice = pd.concat([counted, counted])  # an age, say
    assert unseen.Lists.from_dataframe(twice, lists=["police", "ngo", "court"]).n == 8


def test_an_empty_file_is_named_among_several(tmp_path):
    (tmp_path / "police.csv").write_text("id\n1\n2\n")
    (tmp_path / "ngo.csv").write_text("")
    with pytest.raises(BadInput, match=r"ngo\.csv, line 1: the heading is missing"):
        unseen.Lists.from_files([tmp_path / "police.csv", tmp_path / "ngo.csv"])


def test_a_list_within_the_other_bears_no_estimate():
    """All 30 of the second list are on the first: 110 people would give that one time in twenty,
    and the formula for the interval says 100 to 100."""
    lists = unseen.Lists.from_people({"a": range(100), "b": range(50, 80)})
    for method in ("chapman", "chao"):
        with pytest.raises(Refused, match="everybody is on the list a"):
            unseen.estimate(lists, method)


def test_a_level_is_a_share():
    found = unseen.estimate(unseen.sample_lists("Kosovo"), replicates=50)
    with pytest.raises(BadInput, match="level: 95 is not between 0 and 1"):
        found.interval(95)


def test_covariates_need_two_lists():
    people = unseen.People.from_dataframe(FRAME.assign(sex=list("fmfm")), ["sex"])
    with pytest.raises(BadInput, match="exactly two lists, not 1"):
        unseen.estimate_with_covariates(people, ["police"])


def test_strata_without_resamples_are_told_what_they_lack():
    people = unseen.People.from_dataframe(
        pd.concat([FRAME.assign(sex=sex) for sex in "fm"] * 20), ["sex"]
    )
    found = unseen.estimate_strata(people, "sex", "stepwise", replicates=0)
    assert "resamples" in str(found.refused["f"])


def test_the_quoted_strata_say_how_they_were_made():
    counted = pd.DataFrame(
        [(*row, sex, n) for sex in "fm" for row, n in HISTORIES.items()],
        columns=["police", "ngo", "court", "sex", "count"],
    )
    people = unseen.People.from_dataframe(counted, ["sex"])
    found = unseen.quote_strata(people, "sex", replicates=50)
    call = "unseen.quote_strata(people, ['sex'], replicates=50, seed=1234)"
    assert found.provenance.call == call
    assert list(found.to_dataframe()["stratum"]) == ["f", "m", "added up"]
    assert found.to_dict()["sentence"] == str(found.sentence)
    assert str(found.sentence) in found._repr_html_()


def test_covariates_without_their_library_say_how_to_get_it(monkeypatch):
    rows = [(1, 0, "f"), (0, 1, "m"), (1, 1, "f"), (1, 1, "m")] * 30
    people = unseen.People.from_dataframe(
        pd.DataFrame(rows, columns=["police", "ngo", "sex"]), columns=["sex"]
    )
    monkeypatch.setitem(sys.modules, "sklearn.ensemble", None)
    with pytest.raises(ImportError, match="pip install scikit-learn"):
        unseen.estimate_with_covariates(people, ["police", "ngo"])


def test_people_given_for_lists_are_told_how_to_become_them():
    people = unseen.People.from_dataframe(FRAME, columns=[])
    with pytest.raises(BadInput, match=r"all_lists\(\) of People"):
        unseen.estimate(people)


@pytest.mark.parametrize("seed", [None, "1234", 1.5])
def test_what_is_no_whole_number_is_no_seed(seed):
    with pytest.raises(BadInput, match=r"seed: .* is no whole number"):
        unseen.estimate(unseen.sample_lists("Kosovo"), "stepwise", seed=seed)


@pytest.mark.parametrize("harder", ["9", None])
def test_what_is_no_number_is_no_bound(harder):
    with pytest.raises(BadInput, match=r"harder: .* is no number"):
        unseen.bounds(unseen.sample_lists("Kosovo"), harder=harder)


def test_a_number_of_numpy_is_a_number():
    lists = unseen.sample_lists("Kosovo")
    assert unseen.estimate(lists, "independence", seed=np.int64(7)).estimate
    assert unseen.bounds(lists, harder=np.float64(9.0)).n


def test_a_level_in_words_is_refused():
    found = unseen.estimate(unseen.sample_lists("Kosovo"), replicates=100)
    with pytest.raises(BadInput, match="level: '95%' is no number"):
        found.interval("95%")


def test_an_interval_of_a_few_resamples_says_so_and_is_not_quoted():
    """Five resamples gave a higher “at least” than a thousand."""
    lists = unseen.sample_lists("Kosovo")
    assert any(
        "Only 10 resamples" in str(one) for one in unseen.estimate(lists, replicates=10).warnings
    )
    assert "no limit to quote" in str(unseen.compare(lists, replicates=10).quoted)
    assert "at least about" in str(unseen.compare(lists, replicates=100).quoted)


def test_resamples_that_gave_no_width_are_named_as_the_reason():
    with pytest.raises(Refused, match="too few resamples"):
        unseen.estimate(unseen.sample_lists("UKdat_5"), "stepwise", replicates=2)


def test_one_person_on_two_lists_is_no_plural():
    lists = unseen.Lists.from_people({"a": range(10), "b": range(9, 20)})
    assert "only one person is on two lists or more" in str(unseen.check(lists)).lower()
    with pytest.raises(Refused, match="only one person is on two lists or more"):
        unseen.estimate(lists, "chapman")


def test_of_lists_that_share_nobody_it_is_not_said_that_nobody_carries_the_estimate():
    lists = unseen.Lists.from_people({"a": range(10), "b": range(10, 20)})
    assert "they carry the whole estimate" not in str(unseen.check(lists))


@pytest.mark.parametrize("method", [None, "x", ["bic"]])
def test_what_is_no_method_is_refused_by_name(method):
    lists = unseen.sample_lists("Kosovo")
    for asks in (
        lambda: unseen.report(lists, method=method),
        lambda: unseen.estimate(lists, method=method),
        lambda: unseen.check_method(method, 3),
    ):
        with pytest.raises(BadInput) as found:
            asks()
        assert found.value.where == "method"


@pytest.mark.parametrize("more", [{"lists": None}, {"lists": "3"}, {"lists": 3, "order": None}])
def test_a_number_of_lists_or_an_order_that_is_none_is_refused_by_name(more):
    with pytest.raises(BadInput, match="is no whole number"):
        unseen.check_method("bic", **more)


@pytest.mark.parametrize(
    "asked",
    [
        lambda lists: unseen.estimate(lists, treshold=0.1),
        lambda lists: unseen.compare(lists, treshold=0.1),
        lambda lists: unseen.report(lists, treshold=0.1),
        lambda lists: unseen.simulate("indep", "stepwise", treshold=0.1),
    ],
)
def test_an_option_that_there_is_not_is_refused_with_those_that_there_are(asked):
    with pytest.raises(BadInput, match="'treshold' is not one of threshold, order"):
        asked(unseen.Lists(("police", "ngo", "court"), {1: 90, 2: 80, 4: 70, 3: 20, 6: 15, 5: 9}))
