"""A table as a CSV that a spreadsheet opens as it is meant: its letters, text that stays text."""

import csv
import re
from collections.abc import Iterable, Sequence
from io import StringIO

# With these a spreadsheet takes a cell for a formula and runs it, in the width of East Asian
# letters too (OWASP, CSV injection). A cell begins, besides, where a spreadsheet of another
# language splits a line: in French at each semicolon.
RUNS = r"(?=[=+\-@\t\r\n＝＋－＠])"
FORMULA = re.compile(rf"(^|[;\t\r\n]){RUNS}")
MADE_SAFE = re.compile(rf"(^|[;\t\r\n])'{RUNS}")


def safe(text: str) -> str:
    """Return text that no spreadsheet takes for a formula, nor any part of it."""
    return FORMULA.sub(r"\1'", text)


def as_typed(text: str) -> str:
    """Return what `safe` was given, for a cell that comes back: a telephone begins with a plus."""
    return MADE_SAFE.sub(r"\1", text)


def csv_of(rows: Iterable[Sequence[object]], separator: str = ",") -> bytes:
    """Return the rows as a CSV with a byte order mark: without it Excel does not take a CSV for
    UTF-8. Numbers stay numbers; None is an empty cell."""
    out = StringIO()
    table = csv.writer(out, delimiter=separator)
    for row in rows:
        # Texts alone: a number with a mark before it would be no number any more.
        table.writerow([safe(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue().encode("utf-8-sig")
