"""A landed migration is never changed: what it imports stays where it was."""

import ast
from importlib import import_module
from pathlib import Path

import fanal
from tests.architecture.source import tree_of

HOME = Path(fanal.__file__).parent


def imported():
    """What a migration imports of ours: the file, the module, and the name."""
    for path in sorted(HOME.glob("*/migrations/*.py")):
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("fanal"):
                yield from ((path, node.module, alias.name) for alias in node.names)
            elif isinstance(node, ast.Import):
                names = (one.name for one in node.names if one.name.startswith("fanal"))
                yield from ((path, name, None) for name in names)


def is_there(module, name):
    try:
        found = import_module(module)
        # A module of a package is no attribute of it before somebody imports it.
        return name is None or hasattr(found, name) or bool(import_module(f"{module}.{name}"))
    except ModuleNotFoundError:
        return False


def test_what_a_migration_imports_is_there():
    """Else an installation of before could not be brought up to date, nor a new one be made."""
    found = list(imported())
    assert found
    gone = [
        f"{path.relative_to(HOME)}: {module}.{name or ''}"
        for path, module, name in found
        if not is_there(module, name)
    ]
    assert gone == []


def test_the_test_sees_what_is_gone():
    assert is_there("fanal.sealed.resealing", "settle")
    assert is_there("fanal.sealed", "resealing")
    assert not is_there("fanal.sealed.resealing", "nothing_of_this_name")
    assert not is_there("fanal.no_such_module", "settle")
