"""fanal names dedupe: registers of any office, answers, and what is refused before the work."""

import csv
import os
import signal
from pathlib import Path

import pytest

from fanal.cli import main
from fanal.commands import registers
from fanal.commands.names import answers
from fanal.core.errors import BadInput
from scriptnames import Weights, read_register
from scriptnames.register.candidates import Spill, tables
from tests.shares import mostly_long

REGISTER = Path(__file__).parents[2] / "libraries" / "scriptnames" / "tests" / "register.csv"


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
    assert Weights.from_json((tmp_path / "m.json").read_text("utf-8")).learned_from == 400
    first = (tmp_path / "p.csv").read_text("utf-8")
    assert main(["names", "dedupe", *said, "--weights", at("m.json")]) == 0
    assert len(first.splitlines()) == len((tmp_path / "p.csv").read_text("utf-8").splitlines())


def test_answers_saved_by_a_spreadsheet_are_read_and_others_named_by_their_line(tmp_path):
    file, two = (
        tmp_path / "answers.csv",
        read_register({"name": ["Somsy", "Noy"], "rec_id": ["x", "y"]}),
    )
    for text, encoding in (("a;b;same\nx;y;1\n", "utf-16"), ("A,B,Same,why\nx,y,1,ສ\n", "utf-8")):
        file.write_bytes(text.encode(encoding))
        assert answers(file, two) == [("x", "y", True)]
    file.write_text("a,b,same\nx,y,\nx,z,1\n", "utf-8")
    with pytest.raises(BadInput, match=r"answers\.csv, line 3: 'z' is no record"):
        answers(file, two)
    file.write_text("a,b\nx,y\n", "utf-8")
    with pytest.raises(BadInput, match="no column is called same"):
        answers(file, two)


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


@pytest.mark.parametrize("shift", mostly_long(range(3), of=3))
def test_a_sign_cut_at_the_end_of_what_is_read_first_changes_no_encoding(tmp_path, shift):
    file = tmp_path / "r.csv"
    file.write_text("name\n" + "x" * shift + "ສ" * registers.FIRST, "utf-8")
    assert registers.encoding_of(file) == "utf-8-sig"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the file is empty"),
        ("who,when\nx,y\n", "no column is called name"),
        ("name,sex\nSomsy,F\nSomsy\n", "line 3: columns: 1, expected: 2"),
        ("name,dob\nSomsy,2001-02-31\n", "line 2, column dob"),
        ("name,name\nSomsy,Somsi\n", "line 1: two columns are called name"),
        ('rec_id,"name\n1,Somsy\n', "line 1: a quotation mark is not closed"),
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
    monkeypatch.setattr("scriptnames.linking.records", None)
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
    assert capsys.readouterr().out == "sounds the same; written in two scripts\n"


def test_what_lies_beside_the_pairs_while_they_are_made_holds_no_name_and_is_gone(tmp_path):
    file, out = tmp_path / "r.csv", tmp_path / "p.csv"
    people = [f"Somsy Vongsakhon{n}" for n in range(3000)]
    file.write_text("name\n" + "\n".join(people * 2) + "\n", "utf-8")
    columns = registers.columns(file, ["name"])
    with registers.room_beside(out) as folder:
        assert folder.parent == tmp_path
        assert folder.stat().st_mode & 0o077 == 0
        con = tables(read_register(columns), Spill(folder, "60MB"))
        kept = con.sql("select * from held").fetchnumpy()
        assert {array.dtype.kind for array in kept.values()} <= {"i", "u"}
        con.close()
    assert list(tmp_path.iterdir()) == [file]


def test_a_run_that_is_stopped_leaves_nothing(tmp_path, monkeypatch):
    file, out = tmp_path / "r.csv", tmp_path / "p.csv"
    file.write_text("name\nSomsy Vongsa\nSomsy Vongsa\n", "utf-8")
    monkeypatch.setattr(
        "scriptnames.comparer.likely", lambda *_: os.kill(os.getpid(), signal.SIGTERM)
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
