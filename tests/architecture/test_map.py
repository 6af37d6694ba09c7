"""The map of the code names what is there: a newcomer finds every folder on it, and nothing else."""

import re
import tomllib
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FANAL = ROOT / "src" / "fanal"
MAP = (ROOT / "docs/map-of-the-code.md").read_text("utf-8")
ROW = re.compile(r"^\| (?P<first>`[^|]+`) \|", re.MULTILINE)


def section(title):
    return MAP.split(f"\n## {title}", 1)[1].split("\n## ", 1)[0]


def named_in(title):
    """What the first cells of the table of a section name, without the slash of a folder."""
    return {
        one.rstrip("/")
        for row in ROW.findall(section(title))
        for one in re.findall(r"`([^`]+)`", row)
    }


def packages(folder):
    return {one.parent.name for one in folder.glob("*/__init__.py")}


def apps():
    return {one.parent.name for one in FANAL.glob("*/apps.py")}


def test_every_app_stands_on_the_map():
    assert named_in("The pages") == apps()


def test_every_folder_of_the_core_stands_on_the_map():
    assert named_in("The rules") == packages(FANAL / "core")


def test_every_module_beside_the_apps_stands_on_the_map():
    modules = {one.name for one in FANAL.glob("*.py")} - {"__init__.py"}
    assert named_in("Beside the apps") == modules | packages(FANAL) - apps() - {"core"}


def test_each_app_stands_on_a_floor_of_the_map_above_what_the_contract_puts_below_it():
    height = {}
    lines = section("Floors").split("\n    ")[1:]
    for number, line in enumerate(lines):
        height |= dict.fromkeys(re.findall(r"\w+", re.sub(r"\(.*?\)", "", line)), number)
    assert apps() <= set(height)
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"][
        "contracts"
    ]
    floors = next(
        one["layers"]
        for one in contract
        if one["type"] == "layers" and "fanal.cli" in one["layers"]
    )
    found = [
        [height[one] for one in re.findall(r"fanal\.(\w+)", floor) if one in apps()]
        for floor in floors
    ]
    found = [floor for floor in found if floor]
    for upper, lower in pairwise(found):
        assert max(upper) <= min(lower)
