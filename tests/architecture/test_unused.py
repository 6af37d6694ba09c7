"""No function or class is kept that nothing asks for: it would be read, translated and mended for nobody.

`test_reached.py` follows the rules of the core; this looks at the names of all else. A name that
stands once in the whole source, where it is defined, is used by nothing: not even by a template, a
setting or a text that holds its address. What only a test uses is unused all the same.
"""

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

from tests.architecture.source import tree_of

SRC = Path(__file__).resolve().parents[2] / "src"
READ = {".py", ".html", ".js", ".toml"}
DEFINED = ast.FunctionDef | ast.ClassDef


@cache
def words():
    found = Counter()
    for path in SRC.rglob("*"):
        if path.suffix in READ:
            found.update(re.findall(r"\w+", path.read_text("utf-8")))
    return found


def defined():
    """Functions and classes at the top of a module; a decorator registers or answers for the others."""
    for path in sorted(SRC.rglob("*.py")):
        if "migrations" in path.parts:
            continue
        for node in tree_of(path).body:
            if isinstance(node, DEFINED) and not node.decorator_list and not of_django(path, node):
                yield path.relative_to(SRC), node.name


def of_django(path, node):
    return path.name == "apps.py" and isinstance(node, ast.ClassDef)  # found by its base class


def test_nothing_is_defined_that_nothing_names():
    assert [f"{path}: {name}" for path, name in defined() if words()[name] == 1] == []
