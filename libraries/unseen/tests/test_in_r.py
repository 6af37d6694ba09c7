"""The R-compatible mode on tables made up for it, beside what R answers.

`in_r.csv`: 3 to 8 lists, ties, strong overlap, empty pairs, explicit zeros; drawn at random, no real
people. R 4.5.0, SparseMSE 2.0.1, set.seed(1234), threshold .02, to the seven digits that R prints.
The last four columns are the estimates at other thresholds; empty where R has none.
"""

import csv
from pathlib import Path

import pytest

from unseen.data.lists import Lists
from unseen.loglinear.fit import fit
from unseen.loglinear.models import interactions, written
from unseen.loglinear.stepwise import stepwise

with (Path(__file__).parent / "in_r.csv").open(encoding="utf-8") as file:
    ROWS = list(csv.DictReader(file))
PRINTED = 5e-7
COLUMNS = {"at_.001": 0.001, "at_.05": 0.05, "at_0": 0.0, "at_1": 1.0}


def table_of(row):
    counts = dict(tuple(map(int, cell.split(":"))) for cell in row["counts"].split())
    return Lists(tuple("ABCDEFGH"[: int(row["lists"])]), counts)


def name(row):
    table = table_of(row)
    return f"{table.lists}-lists-{table.n}-people-{len(table.empty_pairs())}-empty"


@pytest.mark.parametrize("row", ROWS, ids=name)
def test_estimate_limits_and_model_are_those_of_r(row):
    table = table_of(row)
    found = stepwise(table, r_compatible=True, replicates=int(row["replicates"]))
    limits = (*found.bootstrap.bca(0.95), *found.bootstrap.bca(0.80))
    in_r = [float(row[k]) for k in ("estimate", "low95", "high95", "low80", "high80")]
    assert [found.estimate, *limits] == pytest.approx(in_r, rel=PRINTED)
    fitted = fit(table, found.model)
    assert sorted(written(q) for q in interactions(found.model)) == row["model"].split()
    assert sorted(written(q) for q in fitted.minus_infinity) == row["minus_infinity"].split()
    assert fitted.aic == pytest.approx(float(row["aic"]), rel=1e-7)


@pytest.mark.parametrize("column", COLUMNS)
def test_estimates_at_other_thresholds_are_those_of_r(column):
    for row in (row for row in ROWS if row[column]):
        table = table_of(row)
        found = stepwise(table, r_compatible=True, replicates=0, threshold=COLUMNS[column])
        assert found.estimate == pytest.approx(float(row[column]), rel=PRINTED), name(row)
