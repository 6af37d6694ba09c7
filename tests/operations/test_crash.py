"""Killed while people write, the server loses nothing that it acknowledged (`make crash`, in short)."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

CRASH = Path(__file__).resolve().parents[2] / "tools" / "crash.py"


@pytest.mark.asvs("V2.3.3")
@pytest.mark.long
@pytest.mark.parametrize(
    "more", [(), ("--postgresql",), ("--postgresql", "--nodes", "2")],
    ids=["sqlite", "postgresql", "two nodes on one postgresql"],
)  # fmt: skip
def test_two_kills_lose_and_double_nothing(more):
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    command = [sys.executable, CRASH, "--rounds", "2", "--megabytes", "2", *more]
    answer = subprocess.run(command, env=env, capture_output=True, text=True, timeout=1800)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert "2 rounds, 0 with a fault" in answer.stdout
