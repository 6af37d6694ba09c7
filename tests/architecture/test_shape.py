"""The shape of the house: small files, short functions, one way down."""

import ast
import re
from pathlib import Path

from tests.architecture.source import tree_of

SOURCE = Path(__file__).resolve().parents[2] / "src" / "fanal"
LONGEST_MODULE = 300
LONGEST_FUNCTION = 40
FEWEST_OF_A_TABLE = 16


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


def test_only_tables_of_data_are_left_alone_by_the_formatter():
    """A table is a constant of a module: plain values only, and more of them than one reads at once.

    Whatever else is packed by hand is formatted by the next editor who removes the comment.
    """
    packed = {
        "/".join(path.parts[path.parts.index("src") + 1 :])
        for path in modules()
        if left_alone(path.read_text("utf-8")) - ends_of_tables(path)
    }
    assert not packed


def left_alone(text):
    marked = re.compile(r"# fmt: (skip|off)")
    return {number for number, line in enumerate(text.splitlines(), 1) if marked.search(line)}


def ends_of_tables(path):
    return {
        node.end_lineno
        for node in tree_of(path).body
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value and is_table(node.value)
    }


def is_table(value):
    plain = ast.Constant | ast.Tuple | ast.List | ast.Set | ast.Dict
    parts = [one for one in ast.walk(value) if isinstance(one, ast.expr)]
    values = [one for one in parts if isinstance(one, ast.Constant)]
    return len(values) >= FEWEST_OF_A_TABLE and all(isinstance(one, plain) for one in parts)


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
