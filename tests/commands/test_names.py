"""fanal names: what it says to a person is said in the language of the terminal."""

import json
import os
import stat

import pytest

from fanal.cli import main

HEAD = "rec_id,name,nickname,sex,nationality,province,phone,who"
SISTERS = (
    "1,สมศรี บัวคำ,Noi,F,TH,Tak,0811,a",
    "2,Somsri Buakham,Noi,F,TH,Tak,0811,a",
    "3,Somsri Buakham,,M,LA,Loei,0822,b",
)
ENGLISH = ("records", "pairs", "best", "recall", "same", "different", "written", "letters", "the ")


@pytest.fixture
def register(tmp_path):
    path = tmp_path / "r.csv"
    path.write_text("\n".join((HEAD, *SISTERS)), "utf-8")
    return path


@pytest.fixture(params=["fr", "vi"])
def language(request, monkeypatch):
    monkeypatch.setenv("LANGUAGE", request.param)
    return request.param


def no_english(text):
    return not [word for word in ENGLISH if word in text]


def test_dedupe_says_what_was_written_and_how_good_it_is(register, capsys, language):
    out = register.with_name("p.csv")
    assert main(["names", "dedupe", str(register), "--out", str(out), "--truth", "who"]) == 0
    said = capsys.readouterr().out
    assert len(said.splitlines()) == 6
    assert no_english(said), said
    assert "F1" in said
    assert "TH 1,000" in said


def test_english_says_the_marks_in_one_line_each(register, capsys):
    out = register.with_name("p.csv")
    assert main(["names", "dedupe", str(register), "--out", str(out), "--truth", "who"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[1] == "true pairs 1, of which among the pairs written 1"
    assert said[2] == "best F1 1.000 (precision 1.000, recall 1.000)"
    assert said[5] == "recall by nationality: TH 1.000"


@pytest.mark.parametrize("column", ["name", "nationality", " WHO"])
def test_the_truth_may_stand_in_any_column_however_it_is_written(register, capsys, column):
    out = register.with_name("p.csv")
    assert main(["names", "dedupe", str(register), "--out", str(out), "--truth", column]) == 0
    assert "best F1" in capsys.readouterr().out


def test_a_register_without_a_record_has_its_marks_too(register, capsys):
    register.write_text(HEAD + "\n")
    out = register.with_name("p.csv")
    assert main(["names", "dedupe", str(register), "--out", str(out), "--truth", "who"]) == 0
    assert "true pairs 0" in capsys.readouterr().out


def test_the_reasons_in_both_files_are_said_to_whoever_reads_them(register, language):
    out, ask = register.with_name("p.csv"), register.with_name("q.csv")
    assert main(["names", "dedupe", str(register), "--out", str(out), "--ask", str(ask)]) == 0
    pairs, questions = (path.read_text("utf-8").splitlines() for path in (out, ask))
    assert pairs[0] == "a,b,score,why"
    assert questions[0] == "a,b,same,why"
    assert len(pairs) > 1
    assert no_english("".join(pairs[1:] + questions[1:])), pairs


def test_normalise_names_its_lines(capsys, language):
    assert main(["names", "normalise", "ສົມສີ"]) == 0
    said = capsys.readouterr().out
    assert [line.split("\t")[1] for line in said.splitlines()][2] == "somsi"
    assert no_english(said), said


def test_compare_gives_its_reasons_to_programs_under_the_same_keys(capsys, language):
    assert main(["names", "compare", "Somsy", "ສົມສີ", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["level"] == "sound"
    assert no_english("".join(answer["why"]))


@pytest.mark.parametrize(
    "words",
    [
        ("normalise", "x" * 1001),
        ("normalise", "🙂"),
        ("compare", "x" * 1001, "Somsy"),
        ("compare", "Somsy", "🙂"),
    ],
)
def test_what_is_no_name_is_refused_in_the_language_of_the_terminal(capsys, language, words):
    assert main(["names", *words]) == 2
    refused = capsys.readouterr().err
    assert not [word for word in ("signs", "letter ", "name") if word in refused], refused


@pytest.mark.parametrize(
    ("model", "english"),
    [
        ('{"version": 99}', "expected"),
        ('{"version": 1, "bits": {"sound": [1]}}', "expected"),
        ("no model", "model that"),
    ],
)
def test_a_model_of_another_shape_is_refused_so_too(register, capsys, language, model, english):
    saved = register.with_name("m.json")
    saved.write_text(model)
    options = ["--out", str(register.with_name("p.csv")), "--weights", str(saved)]
    assert main(["names", "dedupe", str(register), *options]) == 2
    refused = capsys.readouterr().err
    assert english not in refused
    assert "weights:" not in refused


def test_too_few_answers_are_refused_so_too(register, capsys, language):
    answers = register.with_name("a.csv")
    answers.write_text("a,b,same\n1,2,1\n")
    options = ["--out", str(register.with_name("p.csv")), "--reviewed", str(answers)]
    assert main(["names", "dedupe", str(register), *options]) == 3
    refused = capsys.readouterr().err
    assert "fewer" not in refused
    assert "30" in refused


def test_the_file_of_pairs_is_for_whoever_made_it_alone(register):
    out = register.with_name("p.csv")
    before = os.umask(0o022)
    try:
        assert main(["names", "dedupe", str(register), "--out", str(out)]) == 0
    finally:
        os.umask(before)
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
