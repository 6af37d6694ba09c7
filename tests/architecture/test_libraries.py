"""Libraries stand alone: Fanal installs them from their folders, and uses what they export."""

import ast
import re
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

from tests.architecture.source import tree_of

ROOT = Path(__file__).resolve().parents[2]
LIBRARIES = sorted(path.parent for path in ROOT.glob("libraries/*/pyproject.toml"))
NAMES = [path.name for path in LIBRARIES]
USING = sorted((ROOT / "src" / "fanal").rglob("*.py"))


def project(folder):
    return tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))["project"]


def packages(requirements):
    return {re.match(r"[\w.-]+", requirement)[0].lower() for requirement in requirements}


def imported(name):
    """Where Fanal imports from the library, and what."""
    for path in USING:
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == name:
                yield from ((path, node.module, alias.name) for alias in node.names)
            elif isinstance(node, ast.Import):
                yield from (
                    (path, one.name, None) for one in node.names if one.name.split(".")[0] == name
                )


@pytest.mark.parametrize("name", NAMES)
def test_fanal_imports_only_what_the_library_exports(name):
    exported = set(import_module(name).__all__)
    wrong = [
        f"{path.relative_to(ROOT)}: {module}.{what}"
        for path, module, what in imported(name)
        if module != name or (what is not None and what not in exported)
    ]
    assert wrong == []


@pytest.mark.parametrize("name", NAMES)
def test_fanal_uses_the_library(name):
    assert list(imported(name))


@pytest.mark.parametrize("name", NAMES)
def test_everything_that_is_exported_is_there(name):
    library = import_module(name)
    assert [one for one in library.__all__ if not hasattr(library, one)] == []


@pytest.mark.asvs("V15.1.2")
@pytest.mark.parametrize("folder", LIBRARIES, ids=NAMES)
def test_what_a_library_needs_is_locked_with_what_fanal_needs(folder):
    ours = project(ROOT)
    extras = [one for extra in ours["optional-dependencies"].values() for one in extra]
    assert packages(project(folder)["dependencies"]) <= packages([*ours["dependencies"], *extras])


def test_no_index_is_asked_for_a_library():
    """Anybody may publish a package of that name: `fanal` must not depend on it by name."""
    ours = project(ROOT)
    extras = [one for extra in ours["optional-dependencies"].values() for one in extra]
    named = packages([*ours["dependencies"], *extras])
    locked = "\n".join(path.read_text("utf-8") for path in (ROOT / "requirements").glob("*.txt"))
    for folder in LIBRARIES:
        name = project(folder)["name"]
        assert name not in named
        assert not re.search(rf"^{re.escape(name)}==", locked, re.MULTILINE)


@pytest.mark.parametrize("name", NAMES)
def test_a_library_gets_its_next_version_when_fanal_does(name):
    """`pip install` leaves out a wheel whose version is installed: an office that upgraded would keep
    the library of before under the new Fanal."""
    version = import_module(f"{name}.version").VERSION
    assert version.endswith(".dev0") == project(ROOT)["version"].endswith(".dev0")


@pytest.mark.parametrize("folder", [ROOT, *LIBRARIES], ids=["fanal", *NAMES])
def test_a_package_is_built_with_its_translations(folder):
    """Compiled catalogues are not committed: without this step an office would read English alone."""
    build = tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))["build-system"]
    assert "babel" in packages(build["requires"])
    assert "build_py" in (folder / "setup.py").read_text("utf-8")
