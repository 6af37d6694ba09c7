"""Lists from what people have: a CSV file, a spreadsheet, a data frame, one file a list."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from unseen.data.ids import from_ids
from unseen.data.lists import Lists
from unseen.data.people import People, records_of
from unseen.data.reading import file_name, lists_of_rows, read_table
from unseen.data.sheet import Sheet, excel_sheet, frame_sheet, is_excel, named, read_sheet
from unseen.data.spreadsheet import sheet_rows
from unseen.errors import BadInput, check_kind
from unseen.messages import say


def from_csv(path: str | Path, lists: Sequence[str] = ()) -> Lists:
    # Without names the whole file is the table; with names it is one row a person.
    if not lists:
        return read_table(path)
    return from_sheet(read_sheet(path), lists)


def from_excel(path: str | Path, sheet: str = "", lists: Sequence[str] = ()) -> Lists:
    title, found = sheet_rows(path, file_name(path), sheet)
    return from_sheet(excel_sheet(title, found), lists)


def from_dataframe(frame: Any, lists: Sequence[str] = ()) -> Lists:
    return from_sheet(frame_sheet(frame), lists)


def from_sheet(sheet: Sheet, lists: Sequence[str] = ()) -> Lists:
    check_kind("sheet", sheet, Sheet)
    with named(sheet.title):
        if lists:
            return records_of(sheet.heading, sheet.rows, (), lists).all_lists()
        return lists_of_rows(sheet.heading, sheet.rows)


def read(path: str | Path, lists: Sequence[str] = ()) -> Lists:
    """A CSV file, or a spreadsheet by its ending."""
    return from_excel(path, "", lists) if is_excel(path) else from_csv(path, lists)


def read_people(path: str | Path, columns: Sequence[str], lists: Sequence[str] = ()) -> People:
    """Read one row a person, from a CSV file or a spreadsheet by its ending."""
    if is_excel(path):
        return People.from_excel(path, columns, lists)
    return People.from_csv(path, columns, lists)


def from_files(paths: Mapping[str, str | Path] | Iterable[str | Path], person: str = "") -> Lists:
    check_kind("paths", paths, Mapping, Iterable)
    by_name = paths if isinstance(paths, Mapping) else by_stem(paths)
    return from_ids({name: ids_in(path, person) for name, path in by_name.items()})


def by_stem(paths: Iterable[str | Path]) -> dict[str, str | Path]:
    found: dict[str, str | Path] = {}
    for path in paths:
        # The name of the file is the name of the list.
        name = Path(path).stem
        if name in found:
            raise BadInput(str(path), say("two lists are called “{name}”", name=name))
        found[name] = path
    return found


def ids_in(path: str | Path, person: str) -> list[str]:
    """The column of ids of a file; the one called `person`, or the only one, if it is not named."""
    file = Path(path).name
    try:
        sheet = read_sheet(path)
    except BadInput as problem:
        # Of several files, which one: unless it is named already.
        if problem.where.startswith(file):
            raise
        raise BadInput(f"{file}, {problem.where}", problem.why) from None
    column = id_column(sheet.heading, person, file)
    ids = []
    for line, cells in sheet.rows:
        # Without an id a row can be linked with nobody, and would be one more person.
        if not (cell := cells[column].strip()):
            raise BadInput(f"{file}, line {line}", say("the person has no id"))
        ids.append(cell)
    return ids


def id_column(heading: Sequence[str], person: str, file: str) -> int:
    # English and French: files of both offices.
    wanted = [person] if person else ["person", "personne", "id"]
    places = [j for j, name in enumerate(heading) if name in wanted or name.lower() in wanted]
    # A file with one column needs no heading that is known.
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
