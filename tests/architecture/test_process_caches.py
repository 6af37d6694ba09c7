"""A test that finds what another left in a process passes or fails by the order they come in."""

import ast
from pathlib import Path

from fanal.processes.process_cache import ProcessCache
from tests import process_caches
from tests.architecture.source import tree_of

SOURCE = Path(__file__).resolve().parents[2] / "src" / "fanal"


def makes_one(node):
    call = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
    made = call.func if isinstance(call, ast.Call) else None
    made = made.value if isinstance(made, ast.Subscript) else made
    return isinstance(made, ast.Name) and made.id == ProcessCache.__name__


def test_every_cache_of_the_application_is_empty_when_a_test_begins():
    made = [
        (path.stem, node.targets[0].id)
        for path in SOURCE.rglob("*.py")
        for node in tree_of(path).body
        if makes_one(node)
    ]
    known = process_caches.every()
    assert len(made) == len({id(one) for one in known}), sorted(made)
    assert not any(one.held for one in known)
