"""A table as it came: heading and rows, wherever they are from, with the name of its sheet."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any, BinaryIO

from unseen.data.ids import written
from unseen.data.reading import (
    LISTED,
    columns_differ,
    encoding_of,
    file_name,
    heading_of,
    is_count,
    opened,
    rows,
    undecodable,
)
from unseen.data.row_names import Rows, without_row_names
from unseen.data.spreadsheet import sheet_rows
from unseen.errors import BadInput, check_kind
from unseen.messages import say


@dataclass(frozen=True, repr=False)
class Sheet:
    """heading: the names of the columns. rows: the line of each row, and its cells as text.

    title: of the sheet of a spreadsheet; empty for a CSV file.
    """

    heading: tuple[str, ...]
    rows: Sequence[tuple[int, Sequence[str]]]
    title: str = ""

    def __repr__(self) -> str:
        return f"Sheet({len(self.rows):,} rows; columns {', '.join(self.heading)})"

    @property
    def special(self) -> tuple[str, ...]:
        """Columns whose heading says what they are: a last one of counts; or `list` and `person`.

        All others can be lists, or say more about people.
        """
        if self.heading and is_count(self.heading[-1]):
            return self.heading[-1:]
        # Both or none: a column called "list" alone may be a list of that name.
        found = [name for name in self.heading if name.lower() in LISTED]
        return tuple(found) if {LISTED[name.lower()] for name in found} == {0, 1} else ()

    @property
    def is_long(self) -> bool:
        """Whether a row is a person's place on one list."""
        return len(self.special) == 2

    def only(self, names: Collection[str]) -> Sheet:
        """These columns alone, in their order here."""
        places = [j for j, name in enumerate(self.heading) if name in names]
        heading = tuple(self.heading[j] for j in places)
        # The number of the line goes along, so that a mistake can be named where it stands.
        rows = [(line, [cells[j] for j in places]) for line, cells in self.rows]
        return Sheet(heading, rows, self.title)

    def column(self, name: str) -> list[str]:
        """The cells of a column, without blanks around them."""
        place = self.heading.index(name)
        return [cells[place].strip() for _line, cells in self.rows]


def read_sheet(source: str | Path | BinaryIO, sheet: str = "", *, name: str = "") -> Sheet:
    """The table in a CSV file or a sheet of an .xlsx file (the first, unless named).

    source: a path, or an open file whose `name` tells by its ending which of the two it is.
    Raises BadInput, which names the line, for what is no table.
    """
    called = name or Path(str(getattr(source, "name", source))).name
    # By the ending and not by the content: an .xlsx is a zip, and so are others.
    if is_excel(called):
        title, found = sheet_rows(source, called, sheet)
        return excel_sheet(title, found)
    if isinstance(source, str | Path):
        with opened(source) as file:
            # The separator is found from the heading: offices that write 1,5 separate cells by
            # semicolons.
            heading, separator = heading_of(file)
            return sheet_of(heading, rows(file, separator, len(heading)))
    if not hasattr(source, "read"):
        check_kind("source", source, str, Path)
    return csv_sheet(source.read(), called)


def csv_sheet(content: bytes, name: str) -> Sheet:
    # The first 64 KiB decide on the encoding; `newline=""` leaves line ends within cells to the
    # reader.
    file = TextIOWrapper(BytesIO(content), encoding_of(content[:65536], name), newline="")
    try:
        heading, separator = heading_of(file)
        return sheet_of(heading, rows(file, separator, len(heading)))
    except UnicodeError:
        raise undecodable(name) from None


def is_excel(path: str | Path) -> bool:
    return Path(file_name(path)).suffix.lower() in (".xlsx", ".xlsm")


def excel_sheet(title: str, lines: Sequence[tuple[int, list[str]]]) -> Sheet:
    if not lines:
        raise BadInput(f"sheet {title}, line 1", say("the heading is missing"))
    heading = [cell.strip() for cell in lines[0][1]]
    # Columns that were formatted and never filled have empty headings at the end.
    while heading and not heading[-1]:
        heading.pop()
    with named(title):
        return sheet_of(heading, as_wide(lines[1:], len(heading)), title)


def sheet_of(heading: list[str], rows: Rows, title: str = "") -> Sheet:
    names, below = without_row_names(heading, rows)
    return Sheet(tuple(names), list(below), title)


def as_wide(lines: Iterable[tuple[int, list[str]]], width: int) -> Iterator[tuple[int, list[str]]]:
    """Yield each row as wide as the heading: a sheet leaves out the empty cells at
    the end of a row."""
    for line, cells in lines:
        # Text beyond the heading belongs to no column: it would be lost in silence.
        if any(cell.strip() for cell in cells[width:]):
            raise columns_differ(line, len(cells), width)
        yield line, [*cells, *[""] * (width - len(cells))][:width]


def frame_sheet(frame: Any) -> Sheet:
    """Lines are counted as if the frame were a file: its first row is line 2."""
    if not hasattr(frame, "columns"):
        raise BadInput("frame", say("is no data frame"))
    heading = tuple(str(name).strip() for name in frame.columns)
    check_heading(heading)
    # As text: the same reading as from a file, so that 7 and 7.0 are one id.
    columns = [[written(value) for value in frame[name]] for name in frame.columns]
    found: Rows = ((line, cells) for line, cells in enumerate(zip(*columns, strict=True), start=2))
    return Sheet(heading, list(found))


def check_heading(heading: Sequence[str]) -> None:
    if not heading:
        raise BadInput("line 1", say("the heading is missing"))
    for j, name in enumerate(heading):
        # Two columns of one name would be counted as one list.
        if name in heading[:j]:
            raise BadInput(f"column {j + 1}", say("two lists are called “{name}”", name=name))


@contextmanager
def named(title: str) -> Iterator[None]:
    """Around the reading of a sheet: what is wrong is named with the sheet before line and column.

    Other places (the name of a list, an argument) stay as they are.
    """
    try:
        yield
    except BadInput as problem:
        if not title or not problem.where.startswith(("line ", "column ")):
            raise
        raise BadInput(f"sheet {title}, {problem.where}", problem.why) from None
