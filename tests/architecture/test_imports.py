"""A module of what leaves the house takes each name from where it stands."""

import ast
from functools import cache
from pathlib import Path

from tests.architecture.source import tree_of

SOURCE = Path(__file__).resolve().parents[2] / "src"
SHARING = SOURCE / "fanal" / "sharing"


def test_no_module_of_sharing_takes_a_name_from_one_that_took_it_from_another():
    found = {
        f"{path.relative_to(SOURCE)}: {name} of {module}"
        for path in SHARING.rglob("*.py")
        for module, name in taken_by(path)
        if name not in standing_in(module)
    }
    assert found == set()


def taken_by(path):
    for one in ast.walk(tree_of(path)):
        if isinstance(one, ast.ImportFrom) and is_module_of_sharing(one.module or ""):
            yield from ((one.module, name.name) for name in one.names)


def is_module_of_sharing(name):
    return name.startswith("fanal.sharing.") and (SOURCE / f"{name.replace('.', '/')}.py").exists()


@cache
def standing_in(module):
    body = tree_of(SOURCE / f"{module.replace('.', '/')}.py").body
    return {name for one in body for name in names_of(one)}


def names_of(one):
    if isinstance(one, ast.FunctionDef | ast.ClassDef):
        return [one.name]
    targets = getattr(one, "targets", [getattr(one, "target", getattr(one, "name", None))])
    named = [part for each in targets for part in getattr(each, "elts", [each])]
    return [each.id for each in named if isinstance(each, ast.Name)]
