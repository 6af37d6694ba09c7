"""One name, one meaning: who reads `Consent` knows which one without looking at the imports."""

import ast
from collections import defaultdict
from pathlib import Path

from django.apps import apps

from fanal.database.releases import FIRST_NAMES
from tests.architecture.source import tree_of

ROOT = Path(__file__).resolve().parents[2]
FANAL = ROOT / "src" / "fanal"
READ_TOGETHER = [
    FANAL,
    ROOT / "libraries/scriptnames/src/scriptnames",
    ROOT / "libraries/unseen/src/unseen",
    ROOT / "tools",
]
# The same in Fanal and in its libraries: a library stands alone, so each has its own, no package has two.
MEAN_THE_SAME = {"BadInput", "Refused", "Sentence", "Number", "Interval"}
# What a framework asks for under this name in each place.
ASKED_FOR = {"Meta", "Migration", "Media"}
# Words that say nothing of what is meant: the noun of the part belongs in front (docs/glossary.md).
TOO_GENERAL = {"Row", "Table", "State", "Level", "Item", "Part", "Line", "Kind", "Known", "Seen", "Told"}  # fmt: skip


def classes(*folders):
    found = defaultdict(list)
    for path in (path for folder in folders for path in sorted(folder.rglob("*.py"))):
        if "migrations" in path.parts:
            continue
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.ClassDef) and node.name not in ASKED_FOR:
                found[node.name].append(f"{path.relative_to(ROOT)}:{node.lineno}")
    return found


def test_a_class_name_has_one_meaning_in_fanal_its_libraries_and_its_tools():
    found = classes(*READ_TOGETHER)
    assert {
        name: at for name, at in found.items() if len(at) > 1 and name not in MEAN_THE_SAME
    } == {}
    for name in MEAN_THE_SAME:
        packages = [place.rsplit("src/", 1)[1].split("/")[0] for place in found[name]]
        assert sorted(set(packages)) == sorted(packages), name
        assert len(packages) > 1, f"{name}: one meaning needs no leave"


def test_the_first_name_of_a_renamed_table_is_nobody_elses_now():
    """Its rows are sealed under that name: another class under it would read them as its own."""
    now = {model._meta.label_lower for model in apps.get_models()}
    assert set(FIRST_NAMES) <= now
    assert not set(FIRST_NAMES.values()) & now


def test_no_class_of_fanal_is_called_by_a_word_that_says_nothing():
    assert set(classes(FANAL)) & TOO_GENERAL == set()
