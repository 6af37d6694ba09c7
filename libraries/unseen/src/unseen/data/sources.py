"""Lists from what people have: a CSV file, a spreadsheet, a data frame, one file a list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from unseen.data.lists import Lists, from_ids
from unseen.data.people import People, records_of
from unseen.data.reading import (
    columns_differ,
    heading_of,
    lists_of_rows,
    opened,
    read_table,
    rows,
)
from unseen.data.spreadsheet import sheet_rows
from unseen.errors import BadInput
from unseen.messages import say

type Sheet = tuple[list[str], Iterator[tuple[int, list[str]]]]  # heading; line and cells of a row


def from_csv(path: str | Path, lists: Sequence[str] = ()) -> Lists:
    if not lists:
        return read_table(path)
    with opened_sheet(path) as (heading, found):
        return records_of(heading, found, (), lists).all_lists()


def from_excel(path: str | Path, sheet: str = "", lists: Sequence[str] = ()) -> Lists:
    heading, found = excel_sheet(path, sheet)
    if lists:
        return records_of(heading, found, (), lists).all_lists()
    return lists_of_rows(heading, found)


def from_dataframe(frame: Any, lists: Sequence[str] = ()) -> Lists:
    heading, found = frame_sheet(frame)
    if lists:
        return records_of(heading, found, (), lists).all_lists()
    return lists_of_rows(heading, found)


def read(path: str | Path, lists: Sequence[str] = ()) -> Lists:
    """A CSV file, or a spreadsheet by its ending."""
    return from_excel(path, "", lists) if is_excel(path) else from_csv(path, lists)


def read_people(path: str | Path, columns: Sequence[str], lists: Sequence[str] = ()) -> People:
    """One row a person, from a CSV file or a spreadsheet by its ending."""
    if is_excel(path):
        return People.from_excel(path, columns, lists)
    return People.from_csv(path, columns, lists)


def from_files(paths: Mapping[str, str | Path] | Iterable[str | Path], person: str = "") -> Lists:
    by_name = paths if isinstance(paths, Mapping) else by_stem(paths)
    return from_ids({name: ids_in(path, person) for name, path in by_name.items()})


def by_stem(paths: Iterable[str | Path]) -> dict[str, str | Path]:
    found: dict[str, str | Path] = {}
    for path in paths:
        name = Path(path).stem
        if name in found:
            raise BadInput(str(path), say("two lists are called “{name}”", name=name))
        found[name] = path
    return found


def ids_in(path: str | Path, person: str) -> list[str]:
    """The column of ids of a file; the one called `person`, or the only one, if it is not named."""
    with opened_sheet(path) as (heading, found):
        column = id_column(heading, person, Path(path).name)
        ids = []
        for line, cells in found:
            if not (cell := cells[column].strip()):
                raise BadInput(f"{Path(path).name}, line {line}", say("the person has no id"))
            ids.append(cell)
        return ids


def id_column(heading: list[str], person: str, file: str) -> int:
    wanted = [person] if person else ["person", "personne", "id"]
    places = [j for j, name in enumerate(heading) if name in wanted or name.lower() in wanted]
    if not person and not places and len(heading) == 1:
        return 0
    if len(places) != 1:
        raise BadInput(
            file,
            say(
                "one column with the id of the person is needed; there are {names}",
                names=", ".join(heading),
            ),
        )
    return places[0]


@contextmanager
def opened_sheet(path: str | Path) -> Iterator[Sheet]:
    """Heading and rows of a CSV file or a spreadsheet."""
    if is_excel(path):
        yield excel_sheet(path, "")
        return
    with opened(path) as file:
        heading, separator = heading_of(file)
        yield heading, rows(file, separator, len(heading))


def is_excel(path: str | Path) -> bool:
    return Path(path).suffix.lower() in (".xlsx", ".xlsm")


def excel_sheet(path: str | Path, sheet: str) -> Sheet:
    lines = sheet_rows(path, sheet)
    first = next(lines, None)
    if first is None:
        raise BadInput("line 1", say("the heading is missing"))
    heading = [cell.strip() for cell in first[1]]
    while heading and not heading[-1]:
        heading.pop()
    return heading, as_wide(lines, len(heading))


def as_wide(lines: Iterable[tuple[int, list[str]]], width: int) -> Iterator[tuple[int, list[str]]]:
    """Each row as wide as the heading: a sheet leaves out the empty cells at the end of a row."""
    for line, cells in lines:
        if any(cell.strip() for cell in cells[width:]):
            raise columns_differ(line, len(cells), width)
        yield line, [*cells, *[""] * (width - len(cells))][:width]


def frame_sheet(frame: Any) -> Sheet:
    """Lines are counted as if the frame were a file: its first row is line 2."""
    heading = [str(name).strip() for name in frame.columns]
    columns = [[written(value) for value in frame[name]] for name in frame.columns]
    found = ((line, list(cells)) for line, cells in enumerate(zip(*columns, strict=True), start=2))
    return heading, found


def written(value: Any) -> str:
    """As a file would hold it: nothing where a value is missing, whole numbers without decimals."""
    if value is None or value != value:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
