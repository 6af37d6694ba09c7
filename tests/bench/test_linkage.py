"""Lists that meet: recall, and what is read of people whom the other side does not hold.

Registers made by libraries/scriptnames/tools/make_register.py from that of the tests; with NAMES_BENCHMARK (a parquet
file with the columns of `fanal names dedupe`, office and person_id) from that.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from tests.core.private_linkage import linkage

pytestmark = pytest.mark.bench

TOOLS = Path(__file__).parents[2] / "libraries" / "scriptnames" / "tools"


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    if given := os.environ.get("NAMES_BENCHMARK"):
        return Path(given)
    made = tmp_path_factory.mktemp("linkage") / "source.parquet"
    table = f"read_csv('{linkage.REGISTER}', all_varchar = true)"
    duckdb.sql(f"copy (select *, '' as flags from {table}) to '{made}' (format parquet)")
    return made


def register(source, folder, records, seed):
    made = folder / f"{records}.csv"
    command = [sys.executable, TOOLS / "make_register.py", source, made]
    subprocess.run([*command, "--records", str(records), "--seed", str(seed)], check=True)
    return linkage.lists(made)


@pytest.mark.parametrize(("records", "seed"), [(4_000, 60606), (10_000, 8801)])
def test_a_meeting_finds_enough_and_tells_of_nobody_else(source, tmp_path, records, seed):
    ours, theirs = register(source, tmp_path, records, seed)
    told = linkage.in_common(ours, theirs)
    reached = linkage.recall_at(*linkage.found(ours, theirs))
    print(f"\n{len(ours)} x {len(theirs)}: recall at precision 0.95 {reached:.3f} (goal 0.42)")
    for one, other in ((ours, theirs), (theirs, ours)):
        seen, unknown = linkage.read(one, other, told)
        print(f"name and year of {seen} of {unknown} not held: {seen / unknown:.2%} (goal 2 %)")
        assert seen <= 0.02 * unknown
    assert reached >= 0.42


def test_the_protocol_of_four_thousand_tells_what_both_hold(source, tmp_path):
    ours, theirs = register(source, tmp_path, 4_000, 60606)
    size, start = max(len(ours), len(theirs)), time.process_time()
    told = linkage.told_to(theirs, ours, size)
    print(
        f"\n{len(ours)} x {len(theirs)} by the protocol: {time.process_time() - start:.0f} s of CPU"
    )
    assert told == linkage.in_common(ours, theirs)
