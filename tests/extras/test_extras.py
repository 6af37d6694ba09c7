"""An office that only keeps cases installs none of the extras: Fanal starts, and cases open."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from fanal.core import extras
from fanal.core.errors import Refused
from tests.extras.names import EXTRAS

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = {"sklearn": "scikit-learn", "vl_convert": "vl-convert-python"}


def test_without_the_extras_fanal_starts_and_a_case_is_opened():
    """In a new interpreter: in this one everything is imported already."""
    command = [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "tests.extras.blocked"]
    command += ["tests/extras/without.py"]
    path = os.pathsep.join([str(ROOT), *sys.path])
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": path},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]


def test_what_an_extra_needs_is_what_it_installs():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    for extra, modules in extras.MODULES.items():
        installed = {
            one.split("~")[0].split(">")[0] for one in project["optional-dependencies"][extra]
        }
        assert {PACKAGES.get(name, name) for name in modules} == installed
    base = {one.split("~")[0].split(">")[0].lower() for one in project["dependencies"]}
    assert not base & {PACKAGES.get(name, name) for name in EXTRAS}


def test_what_is_missing_is_named(monkeypatch):
    monkeypatch.setattr(extras, "has", lambda extra: extra == "registers")
    extras.must_have("registers")
    with pytest.raises(Refused, match=r"fanal\[figures\]"):
        extras.must_have("figures")
    assert not extras.has_pages("fanal.figures")
    assert extras.has_pages("fanal.cases")


def test_the_locked_list_for_cases_holds_nothing_of_an_extra():
    locked = (ROOT / "requirements" / "cases.txt").read_text("utf-8")
    names = {line.split("==")[0] for line in locked.splitlines() if "==" in line}
    assert {"django", "cryptography", "numpy"} <= names
    assert not names & {PACKAGES.get(name, name) for name in EXTRAS}
