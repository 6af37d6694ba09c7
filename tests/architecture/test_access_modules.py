"""Every access module is held to the strictest checks, whatever its name: mypy's, and the coverage's.

Each way of finding them is a list of patterns in another file. Here they are found as files.
"""

import re
import tomllib
from pathlib import Path

import pytest
from coverage.files import GlobMatcher, prep_patterns
from tools.covered import WHOLE

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "fanal"
ACCESS = sorted(
    path
    for path in SOURCE.rglob("*.py")
    if path.stem == "access" or path.stem.endswith("_access") or path.parent.name == "access"
)


def strict_modules():
    """The patterns of the section of mypy that forbids most."""
    overrides = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["mypy"]
    (section,) = [one for one in overrides["overrides"] if one.get("no_implicit_reexport")]
    return section["module"]


def is_strict(module, patterns):
    """As mypy reads a pattern: a star is whole names between dots, and none at the end."""
    return any(
        re.fullmatch(re.escape(pattern).replace(r"\.\*", r"(\..*)?"), module)
        for pattern in patterns
    )


def module_of(path):
    parts = path.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(parts).removesuffix(".__init__")


def test_each_form_of_access_module_is_found():
    found = {module_of(path) for path in ACCESS}
    assert {"fanal.cases.access", "fanal.sharing.access", "fanal.journeys.access.board"} <= found
    assert "fanal.shelters.asking_access" in found


@pytest.mark.parametrize("path", ACCESS, ids=module_of)
def test_mypy_is_strict_in_every_access_module(path):
    assert is_strict(module_of(path), strict_modules())


def test_a_module_of_another_name_is_not_taken_for_strict():
    assert not is_strict("fanal.cases.my_access", ["fanal.*.access", "fanal.*.access.*"])


@pytest.mark.parametrize("path", ACCESS, ids=module_of)
def test_every_branch_of_an_access_module_has_to_be_tried(path):
    assert GlobMatcher(prep_patterns(WHOLE["access"])).match(str(path))


def test_other_modules_need_not_be_whole():
    whole = GlobMatcher(prep_patterns(WHOLE["access"]))
    assert not whole.match(str(SOURCE / "cases" / "queries" / "offered_partners.py"))
