"""Duplicates of a register: candidates, levels, bits, answers, groups."""

import csv
import json
import os
import signal
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from fanal.cli import main
from fanal.commands import registers
from fanal.commands.names import answers
from fanal.core.errors import BadInput, Refused
from scriptnames.register import collective_linkage, evaluation, learning, weights
from scriptnames.register.candidates import Spill, blocks, candidates, tables
from scriptnames.register.clusters import Link, groups
from scriptnames.register.columns import read
from scriptnames.register.levels import compare
from scriptnames.register.pruning import likely
from scriptnames.register.pairs import duplicates, why

REGISTER = Path(__file__).parent / "register.csv"


@pytest.fixture(scope="module")
def columns():
    with REGISTER.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {title: [row[title] or None for row in rows] for title in rows[0]}


@pytest.fixture(scope="module")
def register(columns):
    return read(columns)


@pytest.fixture(scope="module")
def person(columns):
    return np.unique(columns["person_id"], return_inverse=True)[1]


@pytest.fixture(scope="module")
def alone(register):
    return duplicates(register, weights.shipped())


@pytest.fixture(scope="module")
def found(register):
    return duplicates(register, weights.shipped(), beside=collective_linkage.shipped(), least=-8.0)


def test_a_register_without_likely_pairs_gives_none():
    found = duplicates(read({"name": ["Somsy", "Tun Kyaw", "", None]}), weights.shipped())
    assert len(found) == 0


def test_a_register_without_likely_pairs_has_nobody_beside_them_either():
    register = read({"name": ["Somsy", "Tun Kyaw", "Maly"]})
    assert len(duplicates(register, weights.shipped(), beside=collective_linkage.shipped())) == 0


def test_an_empty_register_gives_none():
    assert len(duplicates(read({"name": []}), weights.shipped())) == 0


def test_candidates_hold_most_true_pairs_and_each_once(register, person):
    left, right = candidates(register)
    assert (left < right).all()
    assert len(set(zip(left.tolist(), right.tolist(), strict=True))) == len(left)
    assert (person[left] == person[right]).sum() / truth.count_pairs(person) >= 0.85


def test_leaving_out_what_cannot_be_likely_loses_nothing(register):
    left, right = candidates(register)
    bits = weights.shipped().score(compare(register, left, right), records=len(register))
    kept = bits >= -8.0
    found = likely(register, weights.shipped(), [(left, right)], -8.0)
    assert 0 < kept.sum() < len(left)
    assert np.array_equal(found[0], left[kept])
    assert np.array_equal(found[1], right[kept])
    assert np.allclose(found[2], bits[kept])


def test_many_goes_find_what_one_finds_in_the_same_order(register, monkeypatch):
    left, right = candidates(register)
    at_once = likely(register, weights.shipped(), [(left, right)], -8.0)
    monkeypatch.setattr("scriptnames.register.pruning.AT_ONCE", 1000)
    in_goes = likely(register, weights.shipped(), [(left, right)], -8.0)
    assert all(np.array_equal(a, b) for a, b in zip(at_once, in_goes, strict=True))


def test_the_first_day_needs_no_labels(alone, person):
    marks = truth.marks(
        alone.bits, person[alone.left] == person[alone.right], truth.count_pairs(person)
    )
    assert marks.f1 >= 0.75
    assert marks.recall_at_p95 >= 0.52


def test_the_other_records_have_their_say(alone, found, person):
    """Who fits a third record fits better; the queue is better than pairs judged one by one."""
    same, total = person[None, :] == person[:, None], truth.count_pairs(person)
    marks = [truth.marks(f.bits, same[f.left, f.right], total) for f in (alone, found)]
    assert marks[1].f1 > marks[0].f1
    assert marks[1].recall_at_p95 > marks[0].recall_at_p95


def test_a_third_record_proposes_a_pair_and_a_rival_speaks_against_one():
    left, right = np.array([0, 1, 3, 3, 7]), np.array([1, 2, 4, 5, 8])
    seen = collective_linkage.collective(left, right, np.array([9.0, 9.0, 2.0, 2.0, 2.0]), 9)
    assert list(zip(*(side.tolist() for side in seen.proposed), strict=True)) == [(0, 2), (4, 5)]
    assert seen.levels["more"][2] > seen.levels["more"][4]
    again = collective_linkage.collective(
        np.append(left, 0), np.append(right, 2), np.array([9.0, 9.0, 2.0, 2.0, 2.0, -4.0]), 9
    )
    assert again.levels["third"][5] > again.levels["third"][4]
    bits = collective_linkage.shipped().score(again.levels, records=weights.RECORDS)
    assert bits[5] > -4.0
    assert bits[4] > bits[2]


def answered(person, asked):
    return asked.left, asked.right, person[asked.left] == person[asked.right]


def test_answers_about_doubtful_pairs_move_the_line_to_where_it_belongs(register, person, found):
    """A register whose pairs were judged two bits too low: what was refused is found again."""
    low = replace(found, bits=found.bits - 2)
    taught = learning.from_answers(
        weights.shipped(), register, low, answered(person, learning.worth_asking(low, 300))
    )
    again = learning.moved(register, low, weights.shipped(), taught, -8.0)
    assert (np.diff(again.bits) <= 0).all()
    total = truth.count_pairs(person)
    before, after = ((person[f.left] == person[f.right])[f.bits >= 0] for f in (low, again))
    assert after.sum() / total >= before.sum() / total + 0.03
    assert after.mean() >= 0.85
    assert taught.learned_from == 300


def test_the_pairs_worth_asking_are_doubtful_and_not_all_of_one_bit(found):
    asked = learning.worth_asking(found, 100)
    assert len(asked) == 100
    assert np.abs(asked.bits).max() < np.abs(found.bits).mean()
    assert asked.bits.std() > 0.1


def test_an_answer_about_a_pair_that_was_never_found_counts_as_judged_by_itself(register, found):
    outside = learning.known(found, len(register), np.array([0]), np.array([1]), np.array([-9.5]))
    inside = learning.known(
        found, len(register), found.right[:3], found.left[:3], np.array([0.0, 0.0, 0.0])
    )
    assert outside.tolist() == [-9.5]
    assert np.array_equal(inside, found.bits[:3])


def test_questions_are_answered_in_their_file_and_given_back(tmp_path):
    at = lambda name: str(tmp_path / name)  # noqa: E731
    some = REGISTER.read_text("utf-8").splitlines(keepends=True)[:1200]
    (tmp_path / "r.csv").write_text("".join(some), "utf-8")
    said = [at("r.csv"), "--out", at("p.csv")]
    assert main(["names", "dedupe", *said, "--ask", at("q.csv")]) == 0
    with REGISTER.open(encoding="utf-8", newline="") as file:
        person = {row["rec_id"]: row["person_id"] for row in csv.DictReader(file)}
    with (tmp_path / "q.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 500
    for row in rows[:400]:  # the others are not answered yet
        row["same"] = str(int(person[row["a"]] == person[row["b"]]))
    with (tmp_path / "q.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    model = ["--reviewed", at("q.csv"), "--save-weights", at("m.json")]
    assert main(["names", "dedupe", *said, *model]) == 0
    assert weights.loads((tmp_path / "m.json").read_text("utf-8")).learned_from == 400
    first = (tmp_path / "p.csv").read_text("utf-8")
    assert main(["names", "dedupe", *said, "--weights", at("m.json")]) == 0
    assert len(first.splitlines()) == len((tmp_path / "p.csv").read_text("utf-8").splitlines())


def test_weights_saved_before_a_field_was_known_are_still_read():
    stored = json.loads(weights.dumps(weights.shipped()))
    del stored["bits"]["spelling"]
    assert not weights.loads(json.dumps(stored)).bits["spelling"].any()


def test_levels_are_symmetric(register):
    left, right = (side[:500] for side in candidates(register))
    one, other = compare(register, left, right), compare(register, right, left)
    assert all((one[field] == other[field]).all() for field in one)


def test_a_better_level_never_weighs_less():
    for field, bits in {**weights.shipped().bits, **collective_linkage.shipped().bits}.items():
        start = 0
        for length, sign in weights.runs(field, len(bits)):
            steps = np.diff(bits[start : start + length]) * sign
            assert (steps >= -0.011).all(), field
            start += length


def test_answers_move_the_weights_and_keep_their_order(register, person):
    left, right = candidates(register)
    same = person[left] == person[right]
    reviewed = np.concatenate([np.nonzero(same)[0][:150], np.nonzero(~same)[0][:350]])
    levels = compare(register, left[reviewed], right[reviewed])
    learned = weights.learn(weights.shipped(), levels, same[reviewed], records=len(register))
    assert learned.learned_from == 500
    assert any((learned.bits[f] != weights.shipped().bits[f]).any() for f in learned.bits)
    for field, bits in learned.bits.items():
        start = 0
        for length, sign in weights.runs(field, len(bits)):
            assert (np.diff(bits[start : start + length]) * sign >= -0.011).all(), field
            start += length


def test_a_handful_of_answers_teaches_nothing(register):
    levels = compare(register, np.array([0, 1]), np.array([2, 3]))
    with pytest.raises(Refused, match="nothing is learned yet"):
        weights.learn(weights.shipped(), levels, np.array([True, False]), records=4)


@pytest.mark.parametrize("text", ["", "no", "[1]", '{"version": 1, "bits": {"sex": "x"}}'])
def test_a_file_that_is_no_model_is_refused_in_one_sentence(text):
    with pytest.raises(BadInput, match="weights: this is no model"):
        weights.loads(text)


def test_answers_saved_by_a_spreadsheet_are_read_and_others_named_by_their_line(tmp_path):
    file, two = tmp_path / "answers.csv", read({"name": ["Somsy", "Noy"], "rec_id": ["x", "y"]})
    for text, encoding in (("a;b;same\nx;y;1\n", "utf-16"), ("A,B,Same,why\nx,y,1,ສ\n", "utf-8")):
        file.write_bytes(text.encode(encoding))
        assert [part.tolist() for part in answers(file, two)] == [[0], [1], [True]]
    file.write_text("a,b,same\nx,y,\nx,z,1\n", "utf-8")
    with pytest.raises(BadInput, match=r"answers\.csv, line 3: 'z' is no record"):
        answers(file, two)
    file.write_text("a,b\nx,y\n", "utf-8")
    with pytest.raises(BadInput, match="no column is called same"):
        answers(file, two)


def test_weights_survive_their_file():
    stored = weights.loads(weights.dumps(weights.shipped()))
    assert all((stored.bits[f] == b).all() for f, b in weights.shipped().bits.items())


def test_weights_of_another_version_are_refused():
    with pytest.raises(BadInput, match="version 9, expected 1"):
        weights.loads('{"version": 9}')


def test_a_pair_is_explained_field_by_field():
    two = read(
        {"name": ["ສົມສີ", "Somsy"], "birth_year": ["2001", "2003"], "age_quality": ["year", "est"]}
    )
    assert [str(reason) for reason in why(two, 0, 1)] == [
        "the same after romanisation",
        "written in two scripts",
        "birth years 2 apart, at least one of them estimated",
    ]
    levels = compare(two, np.array([0]), np.array([1]))
    shipped = weights.shipped()
    parts = shipped.by_field(levels, 0)
    assert sum(parts.values()) + shipped.start(2) == pytest.approx(
        shipped.score(levels, records=2)[0]
    )


FIRST = {"rec_id": "7"}


@pytest.mark.parametrize(
    ("column", "value", "where"),
    [
        ("dob", "2001-02-31", "line 3, column dob"),
        ("dob", "soon", "line 3, column dob"),
        ("dob", "0001-01-01", "line 3, column dob"),
        ("birth_year", "20001", "line 3, column birth_year"),
        ("rec_id", "7", "line 3, column rec_id: 7 stands in line 2 too"),
        ("name", "a" * 10_000, "line 3, column name: 10000 signs"),
        ("nickname", "a" * 10_000, "line 3, column nickname: 10000 signs"),
    ],
)
def test_what_cannot_be_is_named_by_its_line(column, value, where):
    with pytest.raises(BadInput, match=where):
        read({"name": ["A", "B"], "rec_id": ["7", "8"], column: [FIRST.get(column, ""), value]})


@pytest.mark.parametrize(
    ("other", "level"),
    [("Pham Linh", 2), ("Linh Pham", 2), ("Pham Hong", 1), ("Pham Hong Linh", 0), ("Linh", 0)],
)
def test_a_middle_name_left_out_is_told_from_an_end_of_the_name(other, level):
    two = read({"name": ["Phạm Hồng Linh", other]})
    assert compare(two, np.array([0]), np.array([1]))["middle"][0] == level


def test_other_names_have_no_middle_of_that_kind():
    two = read({"name": ["Tun Kyaw Hlaing", "Tun Hlaing"]})
    assert compare(two, np.array([0]), np.array([1]))["middle"][0] == 0


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("Phạm Hồng Linh", "Pham Hong Linh", 29),  # three words, nothing lacks, the same
        ("Phạm Linh", "Pham Linh", 17),  # two words
        ("Phạm Hồng Linh", "Pham Linh", 14),  # both words of the shorter are there
        ("Phạm Linh", "Pham Tuấn", 19),  # each lacks a word of the other
        ("Linh", "Linh", 5),
    ],
)
def test_the_sound_of_a_name_stands_beside_its_number_of_words(one, other, level):
    two = read({"name": [one, other]})
    assert compare(two, np.array([0]), np.array([1]))["worded"][0] == level


def test_three_words_that_only_look_alike_say_less_than_two():
    bits = weights.shipped().bits["worded"].reshape(3, 2, -1)
    assert (bits[2, 0, 1:5] < bits[1, 0, 1:5] - 1).all()


@pytest.mark.parametrize(
    ("column", "one", "other"),
    [
        ("province", "ตาก", "Tak"),
        ("province", "tỉnh Nghệ An", "Nghe An"),
        ("sex", "F", "หญิง"),
        ("nationality", "ລາວ", "Lao"),
        ("phone", "+66 81 123 4567", "081-123-4567"),
    ],
)
def test_what_two_offices_write_in_two_ways_is_one_fact(column, one, other):
    two = read({"name": ["Somsy", "Somsy"], column: [one, other]}).codes[column]
    assert two[0] == two[1] > 0


@pytest.mark.parametrize(
    ("column", "one", "other"),
    [("province", "01", "02"), ("sex", "X", "F"), ("nationality", "KH", "KR"), ("phone", "1", "2")],
)
def test_what_cannot_be_read_as_a_fact_is_compared_as_written(column, one, other):
    two = read({"name": ["Somsy", "Somsy", "Noi"], column: [one, other, one.lower()]}).codes[column]
    assert two[0] == two[2] > 0 < two[1] != two[0]


@pytest.mark.parametrize(
    ("said", "quality"), [("year", 1), ("EST", 2), (" est", 2), ("a guess", 2), ("", 1)]
)
def test_a_year_is_known_only_where_nothing_else_is_said(said, quality):
    assert (
        read({"name": ["A"], "birth_year": ["2001"], "age_quality": [said]}).quality[0] == quality
    )


def test_a_buddhist_year_is_read():
    assert read({"name": ["A"], "birth_year": ["2544"]}).year[0] == 2001


def test_a_buddhist_date_is_read_its_29_february_too():
    born = read({"name": ["A", "B"], "dob": ["2544-05-07", "2543-02-29"]}).born
    assert born.tolist() == [2001_05_07, 2000_02_29]


def test_every_link_across_the_weakest_place_is_marked():
    links = [Link("a", "b", 9), Link("b", "c", 2), Link("a", "c", 1)]
    (only,) = groups(links)
    assert [(link.a, link.b) for link in only.links if link.weak] == [("b", "c"), ("a", "c")]


def test_a_chain_is_a_group_with_its_weak_link_marked_and_nothing_merged():
    chain = [Link("a", "b", 9.0), Link("b", "c", 1.0), Link("c", "d", 8.0), Link("x", "y", 2.0)]
    first, second = groups(reversed(chain))
    assert first.records == ("a", "b", "c", "d")
    assert [(link.a, link.b) for link in first.links if link.weak] == [("b", "c")]
    assert not any(link.weak for link in second.links)


def test_links_below_the_threshold_make_no_group():
    assert groups([Link("a", "b", -1.0)]) == ()


ROWS = "rec_id;name;birth_year\n1;Nguyễn Thị Thu;1987\n2;Nguyen Thi Thu;1987\n3;Tun Kyaw;1990\n"
SHORT = "rec_id,name\n1,สม\n2,สม"
THAI = "rec_id,name\n1,สมศรี มีสุข\n2,สมศรี มีสุข\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ROWS, "utf-8"),
        (ROWS, "utf-8-sig"),
        (ROWS, "utf-16"),
        (THAI, "cp874"),
        (THAI, "utf-8"),
        (SHORT, "cp874"),
    ],
)
def test_files_of_any_office_are_read(tmp_path, text, encoding):
    file, out = tmp_path / "r.csv", tmp_path / "p.csv"
    file.write_bytes(text.encode(encoding))
    assert main(["names", "dedupe", str(file), "--out", str(out)]) == 0
    with out.open(encoding="utf-8", newline="") as written:
        pairs = list(csv.DictReader(written))
    assert [(pair["a"], pair["b"]) for pair in pairs] == [("1", "2")]
    assert "the same name" in pairs[0]["why"]


@pytest.mark.parametrize("shift", range(3))
def test_a_sign_cut_at_the_end_of_what_is_read_first_changes_no_encoding(tmp_path, shift):
    file = tmp_path / "r.csv"
    file.write_text("name\n" + "x" * shift + "ສ" * registers.FIRST, "utf-8")
    assert registers.encoding_of(file) == "utf-8-sig"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the file is empty"),
        ("who,when\nx,y\n", "no column is called name"),
        ("name,sex\nSomsy,F\nSomsy\n", "line 3: 1 columns, expected 2"),
        ("name,dob\nSomsy,2001-02-31\n", "line 2, column dob"),
        ("name,name\nSomsy,Somsi\n", "line 1: two columns are called name"),
        ('rec_id,name\n1,"Somsy\n2,Somsi\n', "line 2: a quotation mark is not closed"),
        ("name\nSomsy\nSom\x8dsy\n", "line 3: is not readable text"),
        ("rec_id,name\n\x1b[31m1,a\n\x1b[31m1,b\n", "line 3, column rec_id: \\x1b[31m1 stands"),
    ],
)
def test_a_bad_file_is_refused_by_line_and_nothing_is_written(tmp_path, capsys, text, message):
    file, out = tmp_path / "r.csv", tmp_path / "p.csv"
    file.write_bytes(text.encode("latin-1"))
    assert main(["names", "dedupe", str(file), "--out", str(out)]) == 2
    assert message in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize(
    ("out", "message"),
    [
        ("r.csv", "r.csv: is the register itself"),
        ("none/p.csv", "none: there is no such folder"),
        ("folder", "folder: this is a folder, not a file"),
    ],
)
def test_an_answer_that_cannot_be_written_is_refused_before_the_work(
    tmp_path, capsys, monkeypatch, out, message
):
    file = tmp_path / "r.csv"
    file.write_text("name\nSomsy\n", "utf-8")
    (tmp_path / "folder").mkdir()
    monkeypatch.setattr("scriptnames.register.columns.read", None)
    for option in ("--out", "--ask", "--save-weights"):
        others = [] if option == "--out" else ["--out", str(tmp_path / "p.csv")]
        arguments = [str(file), option, str(tmp_path / out), *others]
        assert main(["names", "dedupe", *arguments]) == 2
        assert message in capsys.readouterr().err
    assert file.read_text("utf-8") == "name\nSomsy\n"
    assert {path.name for path in tmp_path.iterdir()} == {"r.csv", "folder"}


def test_two_answers_into_one_file_are_refused_before_the_work(tmp_path, capsys):
    file, out = tmp_path / "r.csv", str(tmp_path / "p.csv")
    file.write_text(ROWS, "utf-8")
    assert main(["names", "dedupe", str(file), "--out", out, "--ask", out]) == 2
    assert "p.csv: two answers cannot be written to one file" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == [file]


def test_a_register_with_zawgyi_says_so_and_compares_it_as_it_is(tmp_path, capsys):
    file = tmp_path / "r.csv"
    file.write_text("name\nSomsy\nေအာင္ေက်ာ္မိုး\n", "utf-8")
    assert main(["names", "dedupe", str(file), "--out", str(tmp_path / "p.csv")]) == 0
    told = capsys.readouterr().err
    assert "look like Zawgyi: 1, record 2 first" in told
    assert "အောင်ကျော်မိုး" in told


def test_two_names_compared_say_their_reasons_once_and_offer_unicode(capsys):
    assert main(["names", "compare", "ေအာင္ေက်ာ္မိုး", "ອອງ"]) == 0
    assert "In Unicode it would be: အောင်ကျော်မိုး" in capsys.readouterr().err
    assert main(["names", "compare", "Somsy", "ສົມສີ"]) == 0
    assert capsys.readouterr().out == "the same after romanisation; written in two scripts\n"


def test_a_register_in_slices_gives_the_pairs_of_one_piece(register, tmp_path, monkeypatch):
    whole = candidates(register)
    monkeypatch.setattr("scriptnames.register.candidates.SLICE", 500)
    parts = list(blocks(register, Spill(tmp_path, "40MB")))
    assert len(parts) > 2
    for side, all_of_it in enumerate(whole):
        assert np.array_equal(np.concatenate([part[side] for part in parts]), all_of_it)


def test_what_lies_beside_the_pairs_while_they_are_made_holds_no_name_and_is_gone(tmp_path):
    file, out = tmp_path / "r.csv", tmp_path / "p.csv"
    people = [f"Somsy Vongsakhon{n}" for n in range(3000)]
    file.write_text("name\n" + "\n".join(people * 2) + "\n", "utf-8")
    columns = registers.columns(file, ["name"])
    with registers.room_beside(out) as folder:
        assert folder.parent == tmp_path
        assert folder.stat().st_mode & 0o077 == 0
        con = tables(read(columns), Spill(folder, "60MB"))
        kept = con.sql("select * from held").fetchnumpy()
        assert {array.dtype.kind for array in kept.values()} <= {"i", "u"}
        con.close()
    assert list(tmp_path.iterdir()) == [file]


def test_a_run_that_is_stopped_leaves_nothing(tmp_path, monkeypatch):
    file, out = tmp_path / "r.csv", tmp_path / "p.csv"
    file.write_text("name\nSomsy Vongsa\nSomsy Vongsa\n", "utf-8")
    monkeypatch.setattr(
        "scriptnames.register.pairs.likely", lambda *_: os.kill(os.getpid(), signal.SIGTERM)
    )
    assert main(["names", "dedupe", str(file), "--out", str(out)]) == 130
    assert list(tmp_path.iterdir()) == [file]


def test_where_memory_and_disk_are_full_it_says_so_and_writes_nothing(
    tmp_path, capsys, monkeypatch
):
    file, out = tmp_path / "r.csv", tmp_path / "p.csv"
    file.write_text("name\nSomsy Vongsa\nSomsy Vongsa\n", "utf-8")
    monkeypatch.setattr(
        "scriptnames.register.candidates.Spill.room", lambda *_: {"memory_limit": "1MB"}
    )
    assert main(["names", "dedupe", str(file), "--out", str(out)]) == 3
    assert "could not be made, nothing was written" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == [file]


def test_an_id_that_is_a_formula_reaches_no_spreadsheet(tmp_path):
    file, out = tmp_path / "r.csv", tmp_path / "p.csv"
    file.write_text("rec_id,name\n=1+1,Somsy Vongsa\n2,Somsy Vongsa\n", "utf-8")
    main(["names", "dedupe", str(file), "--out", str(out)])
    assert out.read_text("utf-8").splitlines()[1].startswith("'=1+1,2,")


def test_the_truth_prints_the_marks(tmp_path, capsys):
    arguments = [str(REGISTER), "--out", str(tmp_path / "p.csv"), "--truth", "person_id"]
    assert main(["names", "dedupe", *arguments]) == 0
    printed = capsys.readouterr().out
    assert "best F1 0." in printed
    assert "recall by nationality: CN 0." in printed


def test_no_nationality_is_found_much_less_than_the_others(found, person, columns):
    same = person[found.left] == person[found.right]
    marks = truth.marks(found.bits, same, truth.count_pairs(person))
    by = truth.recall_by(person, columns["nationality"], found, same, marks.threshold)
    assert len(by) == 6
    assert min(by.values()) >= marks.recall - 0.12, by


def test_a_truth_column_that_is_not_there_is_named(tmp_path, capsys):
    arguments = [str(REGISTER), "--out", str(tmp_path / "p.csv"), "--truth", "nobody"]
    assert main(["names", "dedupe", *arguments]) == 2
    assert "no column is called nobody" in capsys.readouterr().err


def test_the_command_compares_and_normalises(capsys):
    assert main(["names", "compare", "ສົມສີ", "Somsy", "--json"]) == 0
    assert '"level": "sound"' in capsys.readouterr().out
    assert main(["names", "normalise", "\u200bSomsy"]) == 0
    assert "latin\tsomsy" in capsys.readouterr().out
    assert main(["names", "normalise", "🙂"]) == 2
    assert main(["names", "compare", "", "Somsy"]) == 2
