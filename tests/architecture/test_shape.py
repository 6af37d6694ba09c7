"""The shape of the house: small files, short functions, one way down."""

import ast
from pathlib import Path

from tests.architecture.source import tree_of

SOURCE = Path(__file__).resolve().parents[2] / "src" / "fanal"
LONGEST_MODULE = 300
LONGEST_FUNCTION = 40


def modules():
    folders = (SOURCE, *SOURCE.parents[1].glob("libraries/*/src"))
    return [p for folder in folders for p in folder.rglob("*.py") if "migrations" not in p.parts]


def test_no_module_is_longer_than_300_lines():
    long = {str(p): n for p in modules() if (n := len(p.read_text().splitlines())) > LONGEST_MODULE}
    assert long == {}


def test_no_function_is_longer_than_40_lines():
    long = [
        f"{path}:{node.lineno} {node.name}"
        for path in modules()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION
    ]
    assert long == []


def test_core_imports_neither_django_nor_any_app():
    outside = []
    for path in (SOURCE / "core").rglob("*.py"):
        for node in ast.walk(tree_of(path)):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            outside += [
                f"{path}: {name}"
                for name in names
                if name.split(".")[0] == "django"
                or (name.startswith("fanal.") and not name.startswith("fanal.core"))
            ]
    assert outside == []
