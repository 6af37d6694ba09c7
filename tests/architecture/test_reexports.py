"""A name is imported from where it is defined; a module that only passes names on has a reason.

A second place to import from is a second form of the same thing, and one more file for whoever
follows an act from its address to its rule (`request_paths.py`).
"""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.architecture.source import tree_of

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "fanal"
REASONS = {
    "fanal.*.models": "Django looks for the tables of an app there, and in no module below",
    "fanal.*.access": "one of the seven files, and the only door: views say `access.name`",
    "fanal.core.calendars": "one kind of date, used by 90 modules, of five that nobody needs to tell apart",
}


def modules():
    return [path for path in sorted(SOURCE.rglob("*.py")) if "migrations" not in path.parts]


def name_of(path):
    parts = path.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(parts).removesuffix(".__init__")


def only_passes_on(tree):
    """Whether nothing but imports stands there, and what it says of itself."""
    does = [node for node in tree.body if not _says(node)]
    imports = [node for node in does if isinstance(node, ast.Import | ast.ImportFrom)]
    return bool(imports) and len(imports) == len(does)


def _says(node):
    """Its docstring, `__all__`, or how annotations are read."""
    if isinstance(node, ast.Assign):
        return [getattr(target, "id", "") for target in node.targets] == ["__all__"]
    if isinstance(node, ast.ImportFrom):
        return node.module == "__future__"
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def passed_on(tree):
    """Names imported as themselves: what mypy takes for an export."""
    return {
        alias.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.asname == alias.name
    }


@cache
def taken():
    """Each module, and what the others take from it, by name or as its attribute."""
    found = {}
    for path in SOURCE.rglob("*.py"):
        for module, name in _taken(tree_of(path)):
            found.setdefault(module, set()).add(name)
    return found


def _taken(tree):
    called = {"fanal": "fanal"}
    nodes = list(ast.walk(tree))
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("fanal."):
            for alias in node.names:
                yield node.module, alias.name
                called[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    for node in nodes:
        if isinstance(node, ast.Attribute) and (on := _module(node.value, called)):
            yield on, node.attr


def _module(node, called):
    """The module of `access` in `access.name`, and of `fanal.people.models`, as migrations write it."""
    if isinstance(node, ast.Attribute):
        on = _module(node.value, called)
        return on and f"{on}.{node.attr}"
    return called.get(node.id) if isinstance(node, ast.Name) else None


@cache
def words_of_tests():
    return "\n".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("*.py"))


def has_reason(name):
    return name in REASONS or f"fanal.*.{name.rsplit('.', 1)[-1]}" in REASONS


def test_what_only_passes_on_is_told_from_what_does_something():
    assert only_passes_on(ast.parse('"""Of it."""\nfrom a import b as b\n__all__ = ["b"]'))
    assert not only_passes_on(ast.parse("from a import b as b\ndef c(): ..."))
    assert not only_passes_on(ast.parse('"""Of it."""\nfrom __future__ import annotations'))


def test_a_module_that_only_passes_names_on_has_a_reason():
    found = [name_of(path) for path in modules() if only_passes_on(tree_of(path))]
    assert [name for name in found if not has_reason(name)] == []


@pytest.mark.parametrize("one", [reason for reason in REASONS if "*" not in reason])
def test_a_reason_is_of_a_module_that_is_there(one):
    assert only_passes_on(tree_of(SOURCE.parent / one.replace(".", "/") / "__init__.py"))


def test_every_name_that_is_passed_on_is_taken_there():
    """From a package of tables Django takes them, from the settings too; a test may be the only one."""
    unused = [
        f"{name}.{one}"
        for path in modules()
        for name in [name_of(path)]
        if not name.startswith("fanal.settings") and not name.endswith(".models")
        for one in sorted(passed_on(tree_of(path)) - taken().get(name, set()))
        if not re.search(rf"\b{one}\b", words_of_tests())
    ]
    assert "\n".join(unused) == ""
