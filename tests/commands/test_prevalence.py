"""`fanal prevalence` as a person types it."""

import html
import json
import re
import shlex

import pytest

from fanal.cli import main
from tests.sample_lists import FOLDER


@pytest.fixture
def estimate(capsys):
    def run(path, *options):
        code = main(["prevalence", "estimate", str(path), *options])
        return code, *capsys.readouterr()

    return run


def test_the_published_stepwise_estimate_as_json(estimate):
    code, out, _ = estimate(
        FOLDER / "UKdat_5.csv", "--method", "stepwise", "--r-compatible", "--seed", "1234", "--json"
    )
    found = json.loads(out)
    assert code == 0
    assert (found["n"], found["estimate"]) == (2744, pytest.approx(11312.990289, abs=1e-6))
    assert [round(x) for x in found["interval95"]] == [8785, 14701]
    assert found["model"] == ["12", "13", "24", "25", "35", "45"]
    assert found["minus_infinity"] == []
    assert {"interval80", "aic", "bic", "wald95", "warnings"} <= found.keys()


def test_a_pair_nobody_is_on_is_minus_infinity(estimate, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("A,B,C,count\n1,0,0,300\n0,1,0,300\n0,0,1,50\n1,0,1,30\n0,1,1,30\n")
    _, out, _ = estimate(path, "--method", "stepwise", "--json")
    found = json.loads(out)
    assert found["minus_infinity"] == ["12"]
    assert "12" in found["model"]


@pytest.mark.long  # the report of the library says it
def test_side_by_side_the_uk_lists_do_not_determine_the_number(estimate):
    code, out, _ = estimate(FOLDER / "UKdat_5.csv", "--replicates", "100")
    assert code == 0
    assert "These data do not determine the number" in out
    assert "There were at least about" in out


@pytest.mark.long  # the range is of the library
def test_the_class_of_the_analyst_gives_the_range_that_is_quoted(estimate):
    options = ["--replicates", "60", "--harder", "9", "--unreachable", "0.1"]
    code, out, _ = estimate(FOLDER / "Western.csv", *options)
    assert code == 0
    assert "There were between 490 and 8,700 people in all" in out
    assert "at most 10% of all people can be reached by no list" in out
    found = json.loads(estimate(FOLDER / "Western.csv", *options, "--json")[1])
    assert found["quoted"] in out


@pytest.mark.parametrize(
    "options",
    [["--harder", "0.5"], ["--unreachable", "0.1"], ["--harder", "4", "--dependence", "0"]],
)
def test_a_class_that_makes_no_sense_is_bad_input(estimate, options):
    code, out, err = estimate(FOLDER / "Western.csv", *options)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("method", "people"),
    # Chao by hand: 4,400 + 3,696,303 / 883. The others are those of the fit, checked against R elsewhere.
    [("mth-darroch", 12797.3), ("mh-gamma", 17102.6), ("chao", 8586.07)],
)
def test_models_for_unequal_people_are_methods_like_others(estimate, method, people):
    _, out, _ = estimate(FOLDER / "Kosovo.csv", "--method", method, "--json")
    assert json.loads(out)["estimate"] == pytest.approx(people, abs=0.1)


def test_what_the_lists_call_for_is_said_once(estimate):
    _, out, _ = estimate(FOLDER / "Western.csv", "--replicates", "60")
    assert out.count("Only 23 people are on two lists or more") == 1


def test_an_upper_limit_beyond_fifty_times_what_was_seen_is_refused(estimate):
    options = ["--method", "bic", "--r-compatible"]
    code, out, err = estimate(FOLDER / "Ned_5.csv", *options)
    assert (code, out) == (3, "")
    assert "the upper limit is more than 50 times the 8,234 people seen" in err
    code, out, _ = estimate(FOLDER / "Ned_5.csv", *options, "--anyway")
    assert code == 0
    assert "NOT TO BE QUOTED" in out


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ("1,0,0,50\n0,1,0,60\n0,0,1,40\n", "no two lists share a single person"),
        ("1,0,0,50\n0,1,0,60\n0,0,1,40\n1,1,0,3\n", "only 3 people are on two lists or more"),
    ],
)
@pytest.mark.parametrize("method", ["stepwise", "all"])
def test_lists_that_hardly_meet_are_refused(estimate, tmp_path, rows, why, method):
    path = tmp_path / "apart.csv"
    path.write_text("A,B,C,count\n" + rows)
    code, out, err = estimate(path, "--method", method)
    assert (code, out) == (3, "")
    assert why in err


@pytest.mark.parametrize(
    "options",
    [
        ["--replicates", "-1"],
        ["--threshold", "2"],
        ["--seed", "-5"],
        ["--cores", "0"],
        ["--method", "chapman"],
    ],
)
def test_choices_that_make_no_sense_are_bad_input(estimate, options):
    code, out, err = estimate(FOLDER / "UKdat_4.csv", "--method", "stepwise", *options)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1


def test_a_file_that_is_not_there_is_one_line(estimate):
    code, _, err = estimate("nowhere.csv")
    assert code == 2
    assert err.count("\n") == 1


def test_check_says_what_the_table_can_bear(capsys):
    assert main(["prevalence", "check", str(FOLDER / "Western.csv")]) == 0
    assert "Only 23 people are on two lists or more" in capsys.readouterr().out


def test_check_speaks_the_language_of_the_terminal(capsys, monkeypatch):
    monkeypatch.setenv("LANGUAGE", "fr")
    assert main(["prevalence", "check", str(FOLDER / "UKdat_5.csv")]) == 0
    out = capsys.readouterr().out
    assert out.startswith(
        "Personnes vues\u202f: 2\u202f744, dont sur deux listes ou plus\u202f: 221"
    )
    assert "Méthodes auxquelles ces listes se prêtent\u202f: " in out
    assert "choix pas à pas des paires" in out


def test_check_refuses_what_cannot_be_estimated(capsys, tmp_path):
    path = tmp_path / "apart.csv"
    path.write_text("A,B,count\n1,0,5\n0,1,6\n")
    assert main(["prevalence", "check", str(path), "--json"]) == 3
    found = json.loads(capsys.readouterr().out)
    assert found["refused"]
    assert found["suitable"] == []


@pytest.mark.parametrize(
    ("rows", "code", "said"),
    [
        ("1,0,0,-3\n", 2, "ligne 2, colonne count: «\u202f-3\u202f» n’est pas un nombre"),
        ("1,0,0,3\n1,0,0,3\n", 2, "la même combinaison de listes qu’à la ligne 2"),
        ("1,0,0,3\n0,1,0,3\n0,0,1,3\n", 3, "aucune paire de listes ne partage une personne"),
    ],
)
def test_what_is_wrong_is_said_in_the_language_of_the_terminal(
    estimate, tmp_path, monkeypatch, rows, code, said
):
    monkeypatch.setenv("LANGUAGE", "fr")
    path = tmp_path / "x.csv"
    path.write_text(f"A,B,C,count\n{rows}")
    ended, out, wrong = estimate(path)
    assert (ended, out) == (code, "")
    assert said in wrong
    assert wrong.count("\n") == 1


def test_an_answer_is_in_the_language_of_the_terminal(estimate, monkeypatch):
    monkeypatch.setenv("LANGUAGE", "fr")
    options = ["--method", "stepwise", "--r-compatible", "--seed", "1234"]
    _, out, _ = estimate(FOLDER / "UKdat_5.csv", *options)
    assert "11\u202f313 (8\u202f785 – 14\u202f701 à 95%)" in out
    assert "; 2\u202f744 vues" in out


@pytest.mark.long  # the report of the library says it
def test_the_report_is_in_the_language_of_the_terminal_where_it_has_it(
    estimate, tmp_path, monkeypatch
):
    page = tmp_path / "report.html"
    for language, lang in (("fr", "fr"), ("vi", "en"), ("en", "en")):
        monkeypatch.setenv("LANGUAGE", language)
        options = ["--replicates", "20", "--report", str(page)]
        assert estimate(FOLDER / "Kosovo.csv", *options)[0] == 0
        assert f'<html lang="{lang}"' in page.read_text(encoding="utf-8")


def test_the_report_names_a_command_that_can_be_typed_again(estimate, tmp_path, monkeypatch):
    lists, page = tmp_path / "two words.csv", tmp_path / "report.html"
    lists.write_bytes((FOLDER / "Kosovo.csv").read_bytes())
    words = ["prevalence", "estimate", str(lists), "--replicates", "20", "--report", str(page)]
    monkeypatch.setattr("sys.argv", ["fanal", *words])
    assert main(words) == 0
    said = html.unescape(re.sub(r"<[^>]+>", "", page.read_text(encoding="utf-8")))
    assert shlex.join(["fanal", *words]) in said


def test_one_file_a_list_gives_what_the_table_gives(estimate, tmp_path):
    lists = {"police": range(0, 40), "ngo": range(20, 70), "court": range(30, 60)}
    for name, ids in lists.items():
        (tmp_path / f"{name}.csv").write_text("id\n" + "\n".join(f"p{one}" for one in ids))
    rows = "\n".join(f"{name},p{one}" for name, ids in lists.items() for one in ids)
    (tmp_path / "long.csv").write_text(f"list,person\n{rows}\n")
    files = [str(tmp_path / f"{name}.csv") for name in lists]
    options = ["--method", "independence", "--json"]
    several = json.loads(estimate(files[0], *files[1:], *options)[1])
    assert several == json.loads(estimate(tmp_path / "long.csv", *options)[1])
    assert several["n"] == 70


def test_an_estimate_says_how_it_was_made(estimate):
    path = FOLDER / "Kosovo.csv"
    made_by = json.loads(estimate(path, "--method", "independence", "--json")[1])["provenance"]
    assert made_by["call"] == "unseen.estimate(lists, 'independence', seed=1234)"
    assert len(made_by["digest"]) == 64


def test_a_file_that_only_ends_like_a_spreadsheet_is_named(estimate, tmp_path):
    path = tmp_path / "lists.xlsx"
    path.write_text("A,B\n1,0\n")
    code, _, err = estimate(path)
    assert code == 2
    assert "lists.xlsx: is not a readable .xlsx spreadsheet" in err
