"""The tables of this folder: tab-separated, `#` starts a comment, each names its source."""

import hashlib
from functools import cache
from importlib.resources import files

SOUNDS = (
    "burmese",
    "chinese-surnames",
    "common-words",
    "fold",
    "hanzi-readings",
    "honorifics",
    "khmer",
    "khmer-words",
    "lao",
    "no-names",
    "shan",
    "thai",
    "words-abroad",
)

RULES = "3"  # to be raised with every change of the rules by which the tables are applied


@cache
def reading_version() -> str:
    """Changes with any row of the tables by which a name sounds, and with `RULES`: keys of names
    made before and after do not match."""
    said = RULES + "\n".join("\t".join(row) for name in SOUNDS for row in rows(name))
    return hashlib.sha256(said.encode()).hexdigest()[:16]


@cache
def rows(table: str) -> tuple[tuple[str, ...], ...]:
    """The rows of `data/<table>.tsv` as tuples of text, comments left out."""
    text = (files("scriptnames") / "data" / f"{table}.tsv").read_text("utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return tuple(tuple(line.split("\t")) for line in lines)


@cache
def kinds(table: str) -> dict[str, dict[str, tuple[str, ...]]]:
    """A table whose first column says what the row is: {kind: {sign: the other columns}}."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for kind, sign, *rest in rows(table):
        found.setdefault(kind, {})[sign] = tuple(rest)
    return found
