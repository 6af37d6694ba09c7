"""One name, one meaning: who reads `Consent` knows which one without looking at the imports."""

import ast
from collections import defaultdict
from pathlib import Path

import pytest

from tests.architecture.source import tree_of

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = {
    "fanal": ROOT / "src" / "fanal",
    "scriptnames": ROOT / "libraries/scriptnames/src/scriptnames",
    "unseen": ROOT / "libraries/unseen/src/unseen",
}
# Tables of two apps each: the seal of a column is bound to the name of its table
# (`fanal.sealed_columns`), so that giving one another name would mean to seal every row anew.
TABLES = {"Alarm", "Entry", "Finding", "Head"}
# What a framework asks for under this name in each place.
ASKED_FOR = {"Meta", "Migration", "Media"}
# Words that say nothing of what is meant: the noun of the part belongs in front (docs/glossary.md).
TOO_GENERAL = {"Row", "Table", "State", "Level", "Item", "Part", "Line", "Kind", "Known", "Seen", "Told"}  # fmt: skip


def classes(package):
    found = defaultdict(list)
    for path in package.rglob("*.py"):
        if "migrations" in path.parts:
            continue
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.ClassDef) and node.name not in ASKED_FOR:
                found[node.name].append(f"{path.relative_to(package)}:{node.lineno}")
    return found


@pytest.mark.parametrize("package", PACKAGES)
def test_a_class_name_has_one_meaning_in_a_package(package):
    twice = {name: places for name, places in classes(PACKAGES[package]).items() if len(places) > 1}
    assert {name: places for name, places in twice.items() if name not in TABLES} == {}


def test_only_tables_share_a_name_and_each_that_may_does():
    twice = {name: places for name, places in classes(PACKAGES["fanal"]).items() if len(places) > 1}
    shared = {name for name, places in twice.items() if all("models" in one for one in places)}
    assert shared == TABLES


def test_no_class_of_fanal_is_called_by_a_word_that_says_nothing():
    tables = {"Told"}  # registers_told
    assert (set(classes(PACKAGES["fanal"])) & TOO_GENERAL) - tables == set()
