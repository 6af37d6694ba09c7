"""The cells of an .xlsx sheet as text, read with the standard library alone.

ECMA-376, part 1: a workbook is a ZIP file of XML; a cell holds a number, a text, or the place of a
text that several cells share (18.3.1.4, 18.4). Of a formula its last value is read.
"""

import re
import zlib
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

from unseen.errors import BadInput
from unseen.messages import say

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
LARGEST = 200_000_000  # bytes of a part, unpacked: a small file can hold an endless one
LARGEST_LIST = 4_000_000  # of a part that is held whole: names and places of the sheets
MOST_EVENTS = 100_000_000  # of a part: a start and an end for each element
MOST_HELD = 20_000  # elements of one row, or of one text
MOST_CELLS = 20_000_000  # of a sheet, with those that are left out before the last one of a row
MOST_PARTS = 5000  # of a workbook: a sheet has a few, with its pictures and comments
MOST_COLUMNS = 1000
BOOLEANS = {"0": "FALSE", "1": "TRUE"}
# No workbook, a part that is cut or packed wrongly, a password, an unknown way of packing.
UNREADABLE = (
    BadZipFile,
    ElementTree.ParseError,
    EOFError,
    IndexError,
    KeyError,
    RuntimeError,
    ValueError,
    zlib.error,
)


def sheet_rows(
    file: str | Path | BinaryIO, name: str, sheet: str = ""
) -> tuple[str, list[tuple[int, list[str]]]]:
    """The name of the sheet; number and cells of each row that is not blank.

    Raises BadInput, which names the file, if it is no spreadsheet.
    """
    try:
        with ZipFile(file) as book:
            if len(book.infolist()) > MOST_PARTS:
                raise too_large(name)
            shared = shared_texts(book)
            title, place = place_of(book, sheet)
            rows = elements(book, place, f"{MAIN}row")
            return title, list(rows_of(rows, shared, place))
    except UNREADABLE as problem:
        if isinstance(problem, BadInput):
            raise
        raise BadInput(name, say("is not a readable .xlsx spreadsheet")) from None


def part(book: ZipFile, name: str) -> ElementTree.Element:
    return ElementTree.fromstring(text_of_part(book, name, LARGEST_LIST))  # noqa: S314 (no entities)


def text_of_part(book: ZipFile, name: str, largest: int) -> bytes:
    if book.getinfo(name).file_size > largest:
        raise too_large(name)
    text = book.read(name)
    # No office program writes a document type, in whose entities a small text has no end, nor
    # UTF-16, in which it could not be seen here.
    if b"<!" in text or b"\x00" in text:
        raise ValueError(name)
    return text


def too_large(name: str) -> BadInput:
    return BadInput(name, say("is too large to be read; save the sheet as CSV"))


def elements(book: ZipFile, name: str, tag: str) -> Iterator[ElementTree.Element]:
    """Yield each of this tag, whole, and forget it then: 60 kB packed can be
    gigabytes of elements."""
    text = BytesIO(text_of_part(book, name, LARGEST))
    around: list[ElementTree.Element] = []
    within = held = 0
    events = ElementTree.iterparse(text, events=("start", "end"))  # noqa: S314 (no entities)
    for number, (event, element) in enumerate(events):
        if number > MOST_EVENTS or held > MOST_HELD or len(around) > MOST_HELD:
            raise too_large(name)
        if event == "start":
            around.append(element)
            within += element.tag == tag
            held += 1
            continue
        around.pop()
        if element.tag == tag:
            within -= 1
            yield element
        if around and not within:
            del around[-1][:]
            held = 0


def shared_texts(book: ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in book.namelist():
        return []
    return [text_of(one) for one in elements(book, "xl/sharedStrings.xml", f"{MAIN}si")]


def text_of(element: ElementTree.Element) -> str:
    """The runs of a text without their pronunciation (rPh), which East Asian sheets carry."""
    runs = [one for child in element if child.tag != f"{MAIN}rPh" for one in child.iter(f"{MAIN}t")]
    return "".join(run.text or "" for run in runs)


def place_of(book: ZipFile, sheet: str) -> tuple[str, str]:
    """The name of the sheet, the first one unless named, and where it is kept."""
    sheets = {
        str(one.get("name")): str(one.get(LINK))
        for one in part(book, "xl/workbook.xml").iter(f"{MAIN}sheet")
    }
    if sheet and sheet not in sheets:
        raise BadInput(sheet, say("no such sheet; there are {names}", names=", ".join(sheets)))
    title = sheet or next(iter(sheets), "")
    wanted = sheets[title]
    for one in part(book, "xl/_rels/workbook.xml.rels"):
        if one.get("Id") == wanted:
            target = str(one.get("Target"))
            return title, target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
    raise KeyError(wanted)


def rows_of(
    rows: Iterable[ElementTree.Element], shared: list[str], place: str
) -> Iterator[tuple[int, list[str]]]:
    line = count = 0
    for row in rows:
        line = int(row.get("r") or line + 1)
        cells: list[str] = []
        for cell in row.iter(f"{MAIN}c"):
            column = column_of(cell.get("r"), len(cells))
            cells += [""] * (column - len(cells))
            cells.append(value_of(cell, shared))
        count += len(cells)
        if count > MOST_CELLS:
            raise too_large(place)
        if any(text.strip() for text in cells):
            yield line, cells


def column_of(reference: str | None, following: int) -> int:
    """B7 is in column 1; a cell without a reference follows the one before it."""
    if reference is None:
        return following
    letters = re.match("[A-Z]+", reference)
    if letters is None:
        raise ValueError(reference)
    column = 0
    for letter in letters[0]:
        column = 26 * column + ord(letter) - ord("A") + 1
    if column > MOST_COLUMNS:
        raise ValueError(reference)
    return column - 1


def value_of(cell: ElementTree.Element, shared: list[str]) -> str:
    kind, value = cell.get("t", "n"), cell.findtext(f"{MAIN}v") or ""
    if kind == "s":
        return shared[int(value)]
    if kind == "inlineStr":
        inline = cell.find(f"{MAIN}is")
        return "" if inline is None else text_of(inline)
    if kind == "b":
        return BOOLEANS.get(value, value)
    if kind == "n" and value:
        number = float(value)
        return str(int(number)) if number.is_integer() else value
    return value
