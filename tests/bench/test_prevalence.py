"""How long `fanal prevalence` takes from a cold start, beside the goal."""

import resource
import subprocess
import sys

import pytest

from tests.sample_lists import FOLDER

pytestmark = pytest.mark.bench


def test_the_command_starts_quickly():
    command = [
        sys.executable,
        "-m",
        "fanal.cli",
        "prevalence",
        "estimate",
        str(FOLDER / "UKdat_5.csv"),
    ]
    command += ["--method", "stepwise", "--json"]
    subprocess.run(command, check=True, capture_output=True)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime - before.ru_utime
    print(f"\nthe whole command: {spent:.3f} CPU s (goal 1.5)")
    assert spent <= 1.5
