"""`fanal prevalence simulate` and `fanal prevalence bounds`, as they are typed."""

import json

import pytest

from fanal.cli import main

UK = "LA,NG,count\n1,0,70\n0,1,500\n1,1,15\n"


@pytest.fixture
def lists(tmp_path):
    path = tmp_path / "lists.csv"
    path.write_text(UK)
    return str(path)


def test_a_design_is_scored_for_each_method(capsys):
    words = ["prevalence", "simulate", "lo3", "--sets", "5", "--replicates", "50", "--json"]
    assert main([*words, "--method", "independence", "--method", "bounds"]) == 0
    scores = json.loads(capsys.readouterr().out)
    assert [score["method"] for score in scores] == ["independence", "bounds"]
    assert all(score["design"] == "lo3" and score["sets"] == 5 for score in scores)
    assert all(0 <= score["coverage"] <= 1 for score in scores)


def test_the_table_has_a_line_a_method(capsys):
    assert (
        main(
            [
                "prevalence",
                "simulate",
                "hi3",
                "--sets",
                "4",
                "--replicates",
                "20",
                "--method",
                "stepwise",
            ]
        )
        == 0
    )
    heading, line = capsys.readouterr().out.splitlines()
    assert heading.split()[:3] == ["design", "method", "covered"]
    assert line.split()[:2] == ["hi3", "stepwise"]


def test_the_designs_can_be_listed(capsys):
    assert main(["prevalence", "simulate", "list"]) == 0
    assert "hetero_hid" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("simulate nonsense", "no such design"),
        ("simulate indep --method oracle --sets 1", "is not one of"),
        ("simulate indep --sets 0", "at least one data set"),
        ("simulate miss5 --method bounds --sets 1", "no class holds it"),
        ("simulate fit:Atlantis:bic", "no such table"),
        ("simulate known:Kosovo:CIA", "no such list"),
        ("simulate indep --method bounds --harder 0", "from 1 to"),
    ],
)
def test_bad_words_are_one_clear_line(words, why, capsys):
    assert main(["prevalence", *words.split()]) == 2
    said = capsys.readouterr().err
    assert why in said
    assert len(said.splitlines()) == 1


def test_without_a_stated_k_several_are_shown(lists, capsys):
    assert main(["prevalence", "bounds", lists]) == 0
    said = capsys.readouterr().out
    assert said.startswith("People seen: 585.")
    assert len(said.splitlines()) == 2 + 12 + 2


def test_bounds_as_json(lists, capsys):
    words = ["--harder", "4", "--unreachable", "0.1", "--dependence", "2", "--json"]
    assert main(["prevalence", "bounds", lists, *words]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert found["assumption"] == {"harder": 4.0, "unreachable": 0.1, "dependence": 2.0}
    assert 585 <= found["low"] < found["high"]


def test_contradicted_bounds_are_refused(tmp_path, capsys):
    path = tmp_path / "lists.csv"
    path.write_text("A,B,C,count\n1,1,0,200\n1,0,1,2\n0,1,1,2\n1,0,0,50\n0,1,0,50\n0,0,1,250\n")
    assert main(["prevalence", "bounds", str(path), "--harder", "1.5"]) == 3
    assert "the lists contradict it" in capsys.readouterr().err


def test_a_seed_below_zero_is_bad_input(capsys):
    assert main(["prevalence", "simulate", "hi3", "--sets", "2", "--seed", "-1"]) == 2
    assert "--seed: -1 is not between 0" in capsys.readouterr().err
