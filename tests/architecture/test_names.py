"""One name, one meaning: who reads `Consent` knows which one without looking at the imports."""

import ast
from collections import defaultdict
from pathlib import Path

import pytest
from django.apps import apps

from fanal.sealed_columns import FIRST_NAMES
from tests.architecture.source import tree_of

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = {
    "fanal": ROOT / "src" / "fanal",
    "scriptnames": ROOT / "libraries/scriptnames/src/scriptnames",
    "unseen": ROOT / "libraries/unseen/src/unseen",
}
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
    assert twice == {}


def test_the_first_name_of_a_renamed_table_is_nobody_elses_now():
    """Its rows are sealed under that name: another class under it would read them as its own."""
    now = {one._meta.label_lower for one in apps.get_models()}
    assert set(FIRST_NAMES) <= now
    assert not set(FIRST_NAMES.values()) & now


def test_no_class_of_fanal_is_called_by_a_word_that_says_nothing():
    tables = {"Told"}  # registers_told
    assert (set(classes(PACKAGES["fanal"])) & TOO_GENERAL) - tables == set()
