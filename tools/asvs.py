"""Write docs/asvs.md: OWASP ASVS 5.0, levels 1 and 2, each requirement with its tests or its reason.

python tools/asvs.py        What is answered stands in docs/asvs.csv; by which tests, in marks on them:
                            @pytest.mark.asvs("V6.2.1")
"""

from __future__ import annotations

import ast
import csv
from collections import Counter, defaultdict
from pathlib import Path
from typing import NamedTuple

HOME = Path(__file__).resolve().parent.parent
DATA, PAGE, TESTS = HOME / "docs" / "asvs.csv", HOME / "docs" / "asvs.md", HOME / "tests"
TESTED, MET, PARTLY, NOT_MET, NOT_APPLICABLE = (
    "tested",
    "met",
    "partly",
    "not met",
    "not applicable",
)
STATES = (TESTED, MET, PARTLY, NOT_MET, NOT_APPLICABLE)
CHAPTERS = {
    "V1": "Encoding and sanitisation", "V2": "Validation and business logic", "V3": "In the browser",
    "V4": "HTTP", "V5": "Files", "V6": "Authentication", "V7": "Sessions", "V8": "Authorisation",
    "V9": "Self-contained tokens", "V10": "OAuth and OIDC", "V11": "Cryptography", "V12": "Communication",
    "V13": "Configuration", "V14": "Data protection", "V15": "Architecture and code", "V16": "Logging and errors",
    "V17": "WebRTC",
}  # fmt: skip
HEAD = """# OWASP ASVS 5.0, levels 1 and 2

Made by `python tools/asvs.py` from [asvs.csv](asvs.csv) and from the marks on the tests; a test of the
architecture holds it against both. Nobody from outside has verified it.

Numbers and levels are those of the [OWASP Application Security Verification Standard
5.0.0](https://github.com/OWASP/ASVS) (CC BY-SA 4.0); the wording is short and our own, so read theirs for
what is asked. `asvs.csv` and this page are under the same licence.

**tested**: by the tests that are named. **met**: by how it is built or documented, as said. **partly** and
**not met**: with the reason, and what stands in its place. **not applicable**: there is no such thing here.
"""


class Requirement(NamedTuple):
    id: str
    level: str
    words: str
    state: str
    reason: str

    @property
    def chapter(self) -> str:
        return self.id.partition(".")[0]


def requirements() -> list[Requirement]:
    with DATA.open(newline="", encoding="utf-8") as file:
        return [Requirement(**row) for row in csv.DictReader(file)]


def marks() -> dict[str, list[str]]:
    """{id: the tests that are marked with it}, as the files of the tests say it."""
    found: dict[str, list[str]] = defaultdict(list)
    for file in sorted(TESTS.rglob("test_*.py")):
        text = file.read_text(encoding="utf-8")
        if "mark.asvs(" in text:
            for test, ids in _marked(ast.parse(text)):
                for one in ids:
                    found[one].append(f"{file.relative_to(TESTS)}::{test}")
    return found


def _marked(tree: ast.Module) -> list[tuple[str, list[str]]]:
    found = []
    for node in tree.body:
        for one in getattr(node, "decorator_list", ()):
            if isinstance(one, ast.Call) and ast.unparse(one.func) == "pytest.mark.asvs":
                found.append((node.name, [ast.literal_eval(id) for id in one.args]))
    return found


def page() -> str:
    rows, tests = requirements(), marks()
    parts = [HEAD, _summary(rows)]
    for chapter, title in CHAPTERS.items():
        parts.append(f"## {chapter} {title}\n\n| | | requirement | answer |\n|---|---|---|---|")
        parts += [_row(row, tests.get(row.id, [])) for row in rows if row.chapter == chapter]
        parts.append("")
    return "\n".join(parts).rstrip() + "\n"


def _summary(rows: list[Requirement]) -> str:
    lines = ["| level | " + " | ".join(STATES) + " | |", "|---" * (len(STATES) + 2) + "|"]
    for level in ("1", "2"):
        count = Counter(row.state for row in rows if row.level == level)
        numbers = " | ".join(str(count[state]) for state in STATES)
        lines.append(f"| {level} | {numbers} | {count.total()} |")
    return "\n".join([*lines, ""])


def _row(row: Requirement, tests: list[str]) -> str:
    told = [f"**{row.state}**", row.reason, ", ".join(f"`{one}`" for one in tests)]
    return f"| {row.id} | {row.level} | {row.words} | {'. '.join(one.rstrip('.') for one in told if one)} |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
