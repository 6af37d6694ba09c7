"""No document holds a place that somebody meant to fill in."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Words of capitals that are words: names of programs, offices and formats, and files of this house.
KNOWN = {
    "ASEAN", "CHANGELOG", "DEFERRED", "CONTRIBUTING", "HTCDS", "IJGIS", "IMMEDIATE", "LCMCR", "MARIGOLD", "ODIHR", "README",
    "DEBUG", "OWASP", "PRAGMA", "SECURITY", "STARTTLS", "UNICEF",
}  # fmt: skip
CAPITALS = re.compile(r"(?<![\w.])[A-Z]{5,}(?![\w.(])")
TO_DO = re.compile(r"\b(TODO|TBD|FIXME|XXX)\b")


def documents():
    listed = subprocess.run(
        ["git", "ls-files", "*.md"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [ROOT / name for name in listed.stdout.splitlines()]


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
