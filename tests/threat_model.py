"""The table "Who learns what" of THREAT_MODEL.md, as tests read it."""

from pathlib import Path
from typing import NamedTuple

HOME = Path(__file__).resolve().parent.parent
TIERS = ("T0", "T1", "T2")
DENIED = ("no", "nothing", "only by guessing", "cannot")
READ = ("reads", "yes", "**everything**", "what the person", "same", "in the pages")


class Row(NamedTuple):
    """Who it is, and what each tier is to her."""

    who: str
    cells: dict[str, str]

    def denied(self) -> set[str]:
        """The tiers of which she learns nothing."""
        return {tier for tier, cell in self.cells.items() if _begins(cell, DENIED)}

    def read(self) -> set[str]:
        """The tiers that she reads, as the table itself says."""
        return {tier for tier, cell in self.cells.items() if _begins(cell, READ)}


def _begins(cell: str, words: tuple[str, ...]) -> bool:
    first = cell.partition(";")[0].partition(":")[0].partition(",")[0]
    return any(first == word or first.startswith(f"{word} ") for word in words)


def rows() -> list[Row]:
    text = (HOME / "THREAT_MODEL.md").read_text("utf-8")
    table = text.partition("## Who learns what")[2].partition("## What is not")[0]
    lines = [line.split("|")[1:-1] for line in table.splitlines() if line.startswith("|")]
    return [
        Row(who.strip(), dict(zip(TIERS, map(str.strip, cells), strict=True)))
        for who, *cells in lines[2:]
    ]
