"""`fanal prevalence strata` and `covariates`, as they are typed."""

import json

import numpy as np
import pytest

from fanal.cli import main


@pytest.fixture
def people(tmp_path):
    """900 drawn people, three years; women are easier to record than men. Nobody real."""
    rng = np.random.default_rng(1)
    path = tmp_path / "people.csv"
    lines = ["police;shelter;hotline;sex;age;year"]
    for _ in range(4000):
        sex, age = rng.choice(["f", "m"]), rng.integers(12, 40)
        on = rng.random(3) < (0.3 if sex == "f" else 0.1)
        if on.any():
            marks = ";".join(str(int(x)) for x in on)
            lines.append(f"{marks};{sex};{age};{rng.integers(2020, 2023)}")
    path.write_text("\n".join(lines), encoding="utf-8-sig")
    return path


@pytest.mark.parametrize("command", ["strata --by year", "covariates --lists A B --covariates sex"])
def test_a_seed_below_zero_is_bad_input(command, people, capsys):
    name, *rest = command.replace("A B", "police shelter").split()
    assert main(["prevalence", name, str(people), *rest, "--seed", "-1"]) == 2
    assert "--seed" in capsys.readouterr().err


def test_groups_are_added_up_beside_all_together(people, capsys, tmp_path):
    path = tmp_path / "two.csv"
    rows = [line.split(";")[:4] for line in people.read_text(encoding="utf-8-sig").splitlines()]
    path.write_text("\n".join(";".join(row) for row in rows))
    words = ["prevalence", "strata", str(path), "--by", "sex", "--method", "independence"]
    assert main([*words, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert set(found["parts"]) == {"f", "m"}
    assert found["unpooled"]["low"] < 4000 < found["unpooled"]["high"]
    assert found["pooled"]["high"] < 4000
    assert main(words) == 0
    assert "added up" in capsys.readouterr().out


def test_a_group_in_which_a_list_names_nobody_is_said_and_the_others_are_estimated(people, capsys):
    lines = people.read_text(encoding="utf-8-sig").splitlines()
    rows = [line.split(";")[:4] for line in lines]
    rows = [row for row in rows if row[3] != "m" or row[2] == "0"]  # no man on the hotline
    people.write_text("\n".join(";".join(row) for row in rows))
    words = ["prevalence", "strata", str(people), "--by", "sex", "--method", "independence"]
    assert main(words) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "m: refused: list hotline names nobody; leave it out: estimate this group" in out
    assert "There is no sum without it." in out
    assert "f: " in out
    assert "only the people seen are counted in it: m." in out


def test_years_have_a_trend_only_if_they_are_years(tmp_path, capsys):
    path = tmp_path / "years.csv"
    row = {"10": 40, "01": 40, "11": 20}
    lines = [
        f"{w[0]},{w[1]},{y}" for y in range(2020, 2024) for w, n in row.items() for _ in range(n)
    ]
    path.write_text("A,B,year\n" + "\n".join(lines))
    words = ["prevalence", "strata", str(path), "--by", "year", "--years"]
    assert main([*words, "--method", "independence"]) == 0
    assert "each year times 1.00" in capsys.readouterr().out
    path.write_text(path.read_text().replace("2023", "soon"))
    assert main([*words, "--method", "independence"]) == 2


def test_people_on_a_third_list_only_need_that_list_to_be_named(people, capsys):
    words = ["prevalence", "covariates", str(people), "--lists", "police", "shelter"]
    assert main([*words, "--covariates", "sex"]) == 2
    assert "on no list" in capsys.readouterr().err
    assert main([*words, "hotline", "--covariates", "sex"]) == 0
    assert "seen" in capsys.readouterr().out


def test_two_lists_with_a_covariate(tmp_path, capsys):
    path = tmp_path / "two.csv"
    kinds = {"1,1,f": 60, "1,0,f": 60, "0,1,f": 60, "1,1,m": 20, "1,0,m": 80, "0,1,m": 80}
    path.write_text("A,B,sex\n" + "\n".join(row for row, n in kinds.items() for _ in range(n)))
    words = ["prevalence", "covariates", str(path), "--lists", "A", "B", "--covariates", "sex"]
    assert main([*words, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["estimate"] == pytest.approx(120 * 120 / 60 + 100 * 100 / 20, rel=0.05)


def test_groups_may_be_of_several_columns_and_lists_be_named(people, capsys):
    words = [
        "prevalence",
        "strata",
        str(people),
        "--by",
        "sex",
        "--by",
        "year",
        "--lists",
        "police",
    ]
    words += ["shelter", "hotline", "--method", "independence", "--json"]
    assert main(words) == 0
    found = json.loads(capsys.readouterr().out)
    assert set(found["parts"]) == {f"{sex} · {year}" for sex in "fm" for year in (2020, 2021, 2022)}
    assert found["provenance"]["digest"]


def test_a_column_that_is_no_list_is_left_out_when_lists_are_named(people, capsys):
    words = ["prevalence", "strata", str(people), "--by", "sex", "--method", "independence"]
    assert main(words) == 2
    assert "column age" in capsys.readouterr().err
    assert main([*words, "--lists", "police", "shelter", "hotline"]) == 0
    assert "all together" in capsys.readouterr().out


def test_what_may_be_quoted_of_all_groups_stands_below_them(people, capsys):
    words = ["prevalence", "strata", str(people), "--by", "sex", "--method", "independence"]
    words += ["--lists", "police", "shelter", "hotline", "--replicates", "100"]
    assert main(words) == 0
    assert "in all strata together" in capsys.readouterr().out.splitlines()[-1]
    assert main([*words, "--harder", "4", "--json"]) == 0
    assert "at most 4 times less likely" in json.loads(capsys.readouterr().out)["quoted"]
    assert main([*words, "--unreachable", "0.1"]) == 2
    assert "--harder" in capsys.readouterr().err


def test_a_suppressed_count_and_a_sheet_are_named(tmp_path, capsys):
    path = tmp_path / "lists.csv"
    path.write_text("sex,A,B,count\nf,1,0,40\nf,0,1,<5\n")
    assert main(["prevalence", "strata", str(path), "--by", "sex"]) == 2
    assert "line 3, column count: '<5' is a suppressed count" in capsys.readouterr().err
