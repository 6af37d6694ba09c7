"""The numbers of rows that R and pandas write into a first column without a name."""

from collections.abc import Iterable, Iterator, Sequence

from unseen.errors import BadInput
from unseen.messages import say

type Rows = Iterable[tuple[int, Sequence[str]]]  # the line of each row, and its cells


def without_row_names(heading: list[str], rows: Rows) -> tuple[list[str], Rows]:
    """The table without that column, where it has one."""
    return (heading[1:], below_row_names(rows)) if has_row_names(heading) else (heading, rows)


def has_row_names(heading: Sequence[str]) -> bool:
    return len(heading) > 2 and not heading[0]


def below_row_names(rows: Rows) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield the rows without their numbers. Raises BadInput where the numbers do not rise from row
    to row: then it is a list without a name. Of two rows nobody can tell."""
    line, many, last = 1, 0, -1
    for line, cells in rows:
        text = cells[0].strip()
        if not (text.isascii() and text.isdecimal() and int(text[:18]) > last):
            raise BadInput(f"line {line}, column 1", NO_ROW_NAMES)
        many, last = many + 1, int(text[:18])
        yield line, cells[1:]
    # 0 and 1 below each other may be the marks of a list whose name was forgotten.
    if many < 3 and last < 2:
        raise BadInput(f"line {line}, column 1", NO_ROW_NAMES)


NO_ROW_NAMES = say(
    "the first column has no name and does not number the rows; give the list its name, or leave"
    " the column out (row.names=FALSE in R, index=False in pandas)"
)
