"""How long estimates take, in CPU seconds of one core, beside the goal and beside R.

R 4.5.0 on 2 cores of a shared machine (Chan, Silverman & Vincent's SparseMSE 2.0.1 and
MultipleSystemsEstimation 1.2.0), 1,000 resamples each.
"""

import os
import platform
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from made_up_lists import EIGHT, dense, shipped

from unseen.estimators.decomposable import average
from unseen.loglinear.bic import best_by_bic
from unseen.loglinear.models import hierarchical
from unseen.loglinear.ranking import ranked
from unseen.loglinear.stepwise import stepwise

pytestmark = pytest.mark.bench


def cpu(work):
    """The better of two runs: the first may load compiled code."""
    spent = []
    for _ in range(2):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return min(spent)


def report(what, spent, goal, in_r="–"):
    print(f"\n{what}: {spent:.3f} CPU s (goal {goal}; R {in_r}) on {machine()}")
    assert spent <= goal


def machine():
    lines = (
        Path("/proc/cpuinfo").read_text().splitlines() if os.path.exists("/proc/cpuinfo") else []
    )
    names = [line.split(":")[1].strip() for line in lines if "model name" in line]
    return names[0] if names else platform.machine()


@pytest.mark.parametrize(
    ("name", "goal", "in_r"),
    [
        ("UKdat_5", 0.10, "58.3 and 36.5"),
        ("UKdat", 0.20, "154"),
        ("EIGHT", 0.30, "–"),
        ("dense", 0.30, "–"),  # all 28 pairs chosen
    ],
)
def test_stepwise_with_a_thousand_resamples(name, goal, in_r):
    table = {"EIGHT": EIGHT, "dense": dense()}.get(name) or shipped(name)
    report(f"stepwise, {name}", cpu(lambda: stepwise(table, r_compatible=True)), goal, in_r)


def test_bic_bootstrap_of_the_best_hundred_models_of_five_lists():
    report("BIC bootstrap, UKdat_5", cpu(lambda: best_by_bic(shipped("UKdat_5"))), 1.0, "65.6")


def test_all_models_of_five_lists():
    family = hierarchical(5, 3)
    spent = cpu(lambda: ranked(shipped("UKdat_5"), family))
    report("all 6,084 models, UKdat_5", spent, 0.2, "7.4")


def test_all_pairwise_models_of_six_lists():
    spent = cpu(lambda: best_by_bic(shipped("UKdat"), order=2))
    report("BIC of 32,768 models, UKdat", spent, 5.0, "refuses")


def test_average_over_graphs():
    spent = cpu(lambda: average(shipped("UKdat_5"), r_compatible=True))
    report("dga, UKdat_5", spent, 0.1)


def test_choosing_among_all_pairwise_models_of_six_lists_in_every_resample():
    """Measured on 10 resamples; 1,000 cost a hundred times as much: 196 CPU s when all were run."""
    spent = cpu(lambda: best_by_bic(shipped("UKdat"), order=2, keep=32768, replicates=10))
    alone = cpu(lambda: best_by_bic(shipped("UKdat"), order=2, keep=32768, replicates=0))
    jackknife = 25  # as many more tables as there are histories
    report("1,000 x 32,768 models", (spent - alone) * 1000 / (10 + jackknife), 600, "refuses")


def test_ten_million_people_are_read_within_a_gigabyte(tmp_path):
    path = tmp_path / "people.csv"
    rows = np.random.default_rng(1).integers(1, 32, 100_000)
    block = "".join(",".join(str(w >> j & 1) for j in range(5)) + "\n" for w in rows.tolist())
    with path.open("w") as file:
        file.write("A,B,C,D,E\n")
        for _ in range(100):
            file.write(block)
    program = (
        "import resource, sys, time; from unseen.data.reading import read_table\n"
        "assert read_table(sys.argv[1]).n == 10_000_000\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, time.process_time())"
    )
    found = subprocess.run(
        [sys.executable, "-c", program, str(path)], check=True, capture_output=True, text=True
    ).stdout.split()
    print(f"\n10 million rows: {float(found[0]):.0f} MB (goal 1,024), {float(found[1]):.1f} CPU s")
    assert float(found[0]) <= 1024


def test_ten_million_people_with_columns_are_read_within_a_gigabyte(tmp_path):
    path = tmp_path / "people.csv"
    rows = np.random.default_rng(1).integers((1, 2015, 0), (8, 2025, 3), (100_000, 3)).tolist()
    block = "".join(f"{w & 1},{w >> 1 & 1},{w >> 2},{year},sex{sex}\n" for w, year, sex in rows)
    with path.open("w") as file:
        file.write("A,B,C,year,sex\n")
        for _ in range(100):
            file.write(block)
    program = (
        "import resource, sys, time; from unseen.data.people import read_records\n"
        "found = read_records(sys.argv[1], ['year', 'sex'])\n"
        "assert found.numbers().shape == (10_000_000, 3)\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, time.process_time())"
    )
    found = subprocess.run(
        [sys.executable, "-c", program, str(path)], check=True, capture_output=True, text=True
    ).stdout.split()
    print(
        f"\n10 million records: {float(found[0]):.0f} MB (goal 1,024), {float(found[1]):.1f} CPU s"
    )
    assert float(found[0]) <= 1024
