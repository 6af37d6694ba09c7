"""What another program uses: five functions, data as it comes, and answers that can be read."""

import csv
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import get_type_hints

import numpy as np
import pytest

import scriptnames as sn
from scriptnames.comparer import Comparer

REGISTER = Path(__file__).parent / "register.csv"
TWO = [
    {"rec_id": "a", "name": "ສົມສີ ວົງສາ", "dob": "2001-05-07"},
    {"rec_id": "b", "name": "Somsy Vongsa", "dob": "2001-05-07"},
    {"rec_id": "c", "name": "Tun Kyaw", "dob": "1990-01-02"},
]


@pytest.fixture(scope="module")
def rows():
    with REGISTER.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def matches(rows):
    return sn.dedupe(rows)


def pairs(found):
    return [(one.left, one.right) for one in found]


def test_each_public_name_has_its_module_and_its_type():
    """What a type checker reads is what a program gets."""
    source = Path(sn.__file__).read_text("utf-8")
    for module, names in sn.EXPORTS.items():
        for name in names:
            assert f"    from scriptnames.{module} import {name} as {name}\n" in source
            assert getattr(sn, name) is not None
    assert sn.__all__ == sorted(sn._HOME)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        sn.nothing  # noqa: B018


def test_two_names_are_compared_without_loading_what_whole_registers_need():
    code = (
        "import sys, scriptnames; scriptnames.compare('ສົມສີ', 'Somsy')\n"
        "print({'numpy', 'scipy', 'duckdb', 'splink', 'pandas'} & set(sys.modules))"
    )
    path = str(Path(sn.__file__).parents[1])
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env={"PYTHONPATH": path}
    )
    assert done.stdout == "set()\n", done.stderr


def test_the_five_functions_are_typed():
    for function in (sn.normalise, sn.compare, sn.search, sn.dedupe, sn.link):
        assert "return" in get_type_hints(function)


def test_a_name_as_written_and_made_ready_are_compared_alike():
    read = sn.normalise("ສົມສີ")
    assert (read.script, read.words) == ("Laoo", ("somsi",))
    assert sn.compare(read, "Somsy") == sn.compare("ສົມສີ", sn.normalise("Somsy"))


def test_people_are_searched_by_name_and_by_what_else_is_known():
    people = {"1": "ສົມສີ", "2": ["Nguyễn Thị Mai", "Mai"], "3": "Tun Kyaw"}
    first = sn.search("Somsy", people)[0]
    assert (first.key, first.level) == ("1", sn.Level.SOUND)
    namesakes = [
        sn.Entry.of("x", "Somsy", birth=sn.Born.in_year(1980), place="Tak"),
        sn.Entry.of("y", "Somsy", birth=sn.Born.on(date(2001, 5, 7)), place="ນະຄອນຫຼວງ"),
    ]
    best = sn.search("ສົມສີ", namesakes, place="จังหวัดตาก", birth=sn.Born.in_year(1980))[0]
    assert best.key == "x"
    assert "the same place" in map(str, best.why)


def test_rows_columns_and_a_data_frame_are_one_register():
    pd = pytest.importorskip("pandas")
    frame = pd.DataFrame(TWO)
    frame["dob"] = pd.to_datetime(frame["dob"])
    frame["phone"] = [85512345678.0, None, None]
    columns = {field: [row[field] for row in TWO] for field in TWO[0]}
    found = [sn.dedupe(data) for data in (TWO, columns, frame)]
    assert [pairs(one) for one in found] == [[("a", "b")]] * 3
    assert found[2].to_dataframe().columns.tolist() == [
        "left", "right", "bits", "probability", "why",
    ]  # fmt: skip


def test_missing_values_of_a_data_frame_are_not_known():
    said = sn.columns_of({"name": ["A", "B"], "phone": [np.nan, 85512345678.0], "other": [1, 2]})
    assert said == {"name": ["A", "B"], "phone": [None, "85512345678"]}


def test_data_without_names_is_refused():
    with pytest.raises(sn.BadInput, match="there is no column name"):
        sn.dedupe({"nom": ["Somsy"]})
    with pytest.raises(sn.BadInput, match="there is no column name"):
        sn.link([{"nom": "Somsy"}], TWO)


def test_a_register_of_nobody_has_no_pairs():
    assert len(sn.dedupe([])) == len(sn.link([], TWO)) == 0


def test_the_pairs_are_those_of_the_comparer_and_each_gives_its_reasons(rows, matches):
    register = sn.read_register(sn.columns_of(rows))
    found = Comparer().pairs(register)
    ids = register.ids
    sides = zip(found.left, found.right, strict=True)
    assert pairs(matches) == [(ids[one], ids[other]) for one, other in sides]
    assert all(match.why for match in matches)
    assert np.allclose([match.bits for match in matches], found.bits)
    chances = [match.probability for match in matches]
    assert chances == sorted(chances, reverse=True)


def test_a_list_of_pairs_can_be_looked_at(matches):
    assert repr(matches).splitlines()[0] == f"{len(matches)} likely pairs among 2446 records"
    assert repr(matches).endswith("…")
    assert matches._repr_html_().count("<tr>") == 11
    assert len(matches.to_rows()) == len(matches)
    assert matches[-1].bits == matches.to_rows()[-1]["bits"]


def test_names_on_a_page_of_a_notebook_are_text():
    found = sn.dedupe([row | {"rec_id": f"<b>{row['rec_id']}"} for row in TWO])
    assert "<b>" not in found._repr_html_()


def test_a_link_is_never_within_one_register(rows, matches):
    """The same pairs as among all of them, but for those of one side."""
    ours, theirs = rows[::2], rows[1::2]
    side = {row["rec_id"]: n % 2 for n, row in enumerate(rows)}
    found = sn.link(ours, theirs)
    assert all((side[one], side[other]) == (0, 1) for one, other in pairs(found))
    across = {frozenset(pair) for pair in pairs(matches) if side[pair[0]] != side[pair[1]]}
    assert {frozenset(pair) for pair in pairs(found)} == across


def test_two_registers_may_use_the_same_numbers():
    found = sn.link([TWO[0] | {"rec_id": "1"}], [TWO[1] | {"rec_id": "1"}])
    assert pairs(found) == [("1", "1")]
    answers = [("1", "1", True)] * 40
    with pytest.raises(sn.Refused, match="nothing is learned yet"):
        found.learned(answers)


def test_an_answer_about_nobody_is_refused(matches):
    with pytest.raises(sn.BadInput, match="'nobody' is no record"):
        matches.learned([("nobody", "1", True)])


def test_answers_about_the_questions_teach_and_the_pairs_are_judged_anew(rows, matches):
    person = {row["rec_id"]: row["person_id"] for row in rows}
    asked = matches.questions(300)
    assert len(asked) == 300
    answers = [(one, other, person[one] == person[other]) for one, other in pairs(asked)]
    taught = matches.learned(answers)
    again = matches.rescored(taught, least=-1.0)
    assert taught.learned_from == 300
    assert sn.Weights.from_json(taught.to_json()).learned_from == 300
    assert min(match.bits for match in again) >= -1.0


def test_the_groups_are_made_by_the_links(matches):
    groups = matches.groups()
    assert max(len(group.records) for group in groups) >= 3
    assert {link.bits >= 0 for group in groups for link in group.links} == {True}


def test_where_the_truth_is_known_the_list_is_judged(rows, matches):
    judged = matches.evaluated([r["person_id"] for r in rows], [r["nationality"] for r in rows])
    assert judged.marks.f1 >= 0.75
    assert 0 < judged.found <= judged.true_pairs
    assert set(judged.by_label) == {"CN", "KH", "LA", "MM", "TH", "VN"}


def test_where_the_disk_and_the_memory_are_full_it_says_so(monkeypatch):
    monkeypatch.setattr(
        "scriptnames.register.candidates.Spill.room", lambda *_: {"memory_limit": "1MB"}
    )
    with pytest.raises(sn.Refused, match="the pairs could not be made"):
        sn.dedupe(TWO, spill=Path("/nowhere"))


def test_a_reason_is_translated_by_the_catalogue_of_the_caller():
    (reason, *_) = sn.compare("Somsy", "Somsy").why
    assert reason.translated({"the same name": "le même nom"}.__getitem__) == "le même nom"
    assert repr(reason) == "<the same name>"
    assert (sn.LOCALE / "fr" / "LC_MESSAGES" / "django.po").exists()


def test_a_span_that_is_turned_round_is_refused():
    with pytest.raises(sn.BadInput, match="comes after"):
        sn.Interval(date(2001, 1, 2), date(2001, 1, 1))
