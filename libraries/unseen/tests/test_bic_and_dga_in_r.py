"""Best models by BIC and the average over graphs on tables made up for it, beside what R answers.

`in_r_bic_and_dga.csv`: 3 to 6 lists, drawn at random with dependence, unequal people, ties and empty
pairs; no real people. Made by `Rscript in_r_bic_and_dga.R < in_r_bic_and_dga.csv` (R 4.5.0, dga 2.0.2,
lpSolve), to the twelve digits that it prints. `bic` and `estimates`: of the three best models that
have an estimate, all orders up to 4 lists, pairs beyond. `mean`, `mass`: of the posterior on the
usual grid; empty for 6 lists, which dga does not take.
"""

import csv
from pathlib import Path

import numpy as np
import pytest

from unseen.data.lists import Lists
from unseen.estimators.decomposable import chordal_graphs, log_posterior
from unseen.loglinear.models import hierarchical, interactions
from unseen.loglinear.ranking import ranked

with (Path(__file__).parent / "in_r_bic_and_dga.csv").open(encoding="utf-8") as file:
    ROWS = list(csv.DictReader(file))
SAME = 1e-6


def table_of(row):
    counts = dict(tuple(map(int, cell.split(":"))) for cell in row["counts"].split())
    return Lists(tuple("ABCDEF"[: int(row["lists"])]), counts)


def name(row):
    return f"{row['lists']}-lists-{table_of(row).n}-people"


def numbers(text):
    return [float(x) for x in text.split()]


@pytest.mark.parametrize("row", ROWS, ids=name)
def test_the_three_best_models_are_those_of_r(row):
    table = table_of(row)
    found = ranked(table, hierarchical(table.lists, table.lists if table.lists < 5 else 2))
    assert set(interactions(found.family.model(0))) == set(map(int, row["model"].split()))
    assert found.bic[:3] == pytest.approx(numbers(row["bic"]), rel=SAME)
    # Two that are equal stand in R in an order of its own.
    assert sorted(table.n + found.unseen[:3]) == pytest.approx(
        sorted(numbers(row["estimates"])), rel=SAME
    )


@pytest.mark.parametrize("row", [row for row in ROWS if row["mean"]], ids=name)
def test_the_average_over_graphs_is_that_of_r(row):
    table = table_of(row)
    unseen = np.linspace(1.0, 30 * table.n, 1000)
    logs = log_posterior(table, chordal_graphs(table.lists), unseen)
    mass = np.exp(logs - logs.max()).sum(axis=0)
    mass /= mass.sum()
    assert table.n + mass @ unseen == pytest.approx(float(row["mean"]), rel=SAME)
    assert np.cumsum(mass)[[9, 49, 199]] == pytest.approx(numbers(row["mass"]), rel=SAME)
