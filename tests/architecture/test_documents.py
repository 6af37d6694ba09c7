"""No document holds a place that somebody meant to fill in, or a name that leads nowhere."""

import re
import subprocess
from functools import cache
from pathlib import Path
from pkgutil import resolve_name

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Words of capitals that are words: names of programs, offices and formats, and files of this house.
KNOWN = {
    "ASEAN", "CHANGELOG", "DEFERRED", "CONTRIBUTING", "HTCDS", "IJGIS", "IMMEDIATE", "LCMCR", "MARIGOLD", "ODIHR", "README",
    "ALTER", "DATABASE", "DEBUG", "OWASP", "PRAGMA", "RESET", "SECURITY", "STARTTLS", "UNICEF",
}  # fmt: skip
CAPITALS = re.compile(r"(?<![\w.])[A-Z]{5,}(?![\w.(])")
TO_DO = re.compile(r"\b(TODO|TBD|FIXME|XXX)\b")
NAMED = re.compile(r"(?<![\w./])(?:fanal|core)\.[\w.]*\w")
MODULE = re.compile(r"(?<![\w/*.])[\w/]+\.py\b")
FILES = {"fanal.toml", "fanal.service"}


@cache
def tracked(pattern):
    listed = subprocess.run(
        ["git", "ls-files", pattern], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return listed.stdout.splitlines()


def documents():
    return [ROOT / name for name in tracked("*.md")]


def without_code(text):
    """Neither blocks of code nor what stands between back-ticks, nor the targets of links."""
    text = re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)
    text = re.sub(r"(?<=\n\n)(?: {4}.*\n)+", "", text)
    return re.sub(r"`[^`]*`|\]\([^)]*\)", "·", text)


def cells(line):
    return re.sub(r"^\||\|$", "", line.strip().replace("\\|", "·")).split("|")


def unfilled(text):
    """Places to be filled in: words of capitals that nobody knows, and rows short of a cell."""
    prose = without_code(text)
    found = [word for word in CAPITALS.findall(prose) if word not in KNOWN]
    found += TO_DO.findall(prose)
    width = 0
    for line in prose.splitlines():
        if not line.startswith("|"):
            width = 0
            continue
        row = cells(line)
        width = width or len(row)
        if len(row) != width:
            found.append(line)
        found += [cell.strip() for cell in row if re.fullmatch(r"\s*[A-Z]{3,4}\s*", cell)]
    return [one for one in found if one not in ABBREVIATIONS]


ABBREVIATIONS = {
    "BIC", "AIC", "CSV", "JSON", "HTML", "HPKE", "AGPL", "SLIP", "OWASP", "ASVS", "OIDC", "TRACE",
}  # fmt: skip


@pytest.mark.parametrize("path", documents(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_document_holds_a_place_to_be_filled_in(path):
    assert unfilled(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("| a | b |\n|---|---|\n| x | PLAIN |\n", ["PLAIN"]),
        ("| a | b |\n|---|---|\n| x | TWO |\n", ["TWO"]),
        ("| a | b | c |\n|---|---|---|\n| x | 3 |\n", ["| x | 3 |"]),
        ("It lies at LOWEST to HIGHEST of it.\n", ["LOWEST", "HIGHEST"]),
        ("OTHERTABLE\n", ["OTHERTABLE"]),
        ("To be said. TODO\n", ["TODO"]),
        ("`DESIGN` and\n\n    fanal DESIGN\n\nas JSON, of ASEAN.\n", []),
        ("| a | b |\n|---|---|\n| BIC | `x \\| y` |\n", []),
    ],
)
def test_a_place_to_be_filled_in_is_seen(text, found):
    assert unfilled(text) == found


def leads_nowhere(name):
    try:
        resolve_name(name if name.startswith("fanal.") else f"fanal.{name}")
    except (ImportError, AttributeError):
        return True
    return False


def nowhere(text):
    """Modules and functions of ours, and files by the end of their path, between back-ticks."""
    code = " ".join(re.findall(r"`([^`]+)`", text))
    found = [one for one in NAMED.findall(code) if one not in FILES and leads_nowhere(one)]
    there = [f"/{path}" for path in tracked("*.py")]
    ends = (f"/{one}" for one in MODULE.findall(code))
    return found + [end[1:] for end in ends if not any(path.endswith(end) for path in there)]


@pytest.mark.parametrize(
    "path",
    [
        document
        for document in documents()
        if document.parent in (ROOT, ROOT / "docs", ROOT / "docs/adr")
    ],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_what_a_document_calls_by_its_name_is_there(path):
    old = path.name in {"CHANGELOG.md", "your-first-change.md"}  # what was; what is to be written
    assert old or nowhere(path.read_text("utf-8")) == []


def test_a_name_that_leads_nowhere_is_seen():
    text = (
        "`fanal.web.lookup`, `fanal.web.lookup.no_such`, `tests/no/such.py`, `fanal.toml`, "
        "`core.law`, `core.gone`, `cast.py`, `no_such.py`"
    )
    assert nowhere(text) == [
        "fanal.web.lookup.no_such",
        "core.gone",
        "tests/no/such.py",
        "no_such.py",
    ]
