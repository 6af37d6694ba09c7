"""Read lists from CSV files as people really save them: any separator, byte-order mark, script.

Three shapes are told apart by the heading. With a last column `count`: one row a history. With the
columns `list` and `person` alone: one row each time a person stands on a list. Else: one row a
person, 0 or 1 (or yes and no) for each list; only the counts are kept, line by line.
"""

import csv
from codecs import getincrementaldecoder
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from os import PathLike
from pathlib import Path
from typing import Literal, TextIO

from unseen.data.ids import from_ids
from unseen.data.lists import MOST, MOST_PEOPLE, Lists, check_names, too_many
from unseen.data.row_names import Rows, has_row_names, without_row_names
from unseen.errors import BadInput, check_kind
from unseen.messages import Sentence, say

COUNT_NAMES = {"count", "counts", "n", "freq", "frequency", "people", "persons"}
COUNT_NAMES |= {"effectif", "nombre", "anzahl", "häufigkeit", "số người", "số lượng", "จำนวน"}
LISTED = {"list": 0, "liste": 0, "person": 1, "personne": 1}
# As spreadsheets write that a person is on a list, or not; an empty cell is neither.
YES = ("1", "1.0", "yes", "y", "true", "oui", "vrai", "có", "ja", "wahr", "ใช่", "จริง")
NO = ("0", "0.0", "no", "n", "false", "non", "faux", "không", "nein", "falsch", "ไม่ใช่", "เท็จ")
MARKS = dict.fromkeys(NO, 0) | dict.fromkeys(YES, 1)


def read_table(path: str | Path) -> Lists:
    """The table in a CSV file.

    Raises BadInput naming line and column for whatever cannot be a table of overlapping lists.
    """
    with opened(path) as file:
        return read_lines(file)


@contextmanager
def opened(path: str | Path) -> Iterator[TextIO]:
    """The file as text. Raises BadInput where it turns out, even late, not to be text."""
    name = file_name(path)
    with open(path, "rb") as beginning:
        encoding = encoding_of(beginning.read(65536), name)
    try:
        with open(path, encoding=encoding, newline="") as file:
            yield file
    except UnicodeError:
        raise undecodable(name) from None


def file_name(path: str | Path) -> str:
    check_kind("path", path, str, PathLike)
    return Path(path).name


def undecodable(name: str) -> BadInput:
    return BadInput(name, say("is not readable text; save it again as CSV in UTF-8"))


def read_lines(file: TextIO) -> Lists:
    heading, separator = heading_of(file)
    if has_row_names(heading):
        return lists_of_rows(*without_row_names(heading, rows(file, separator, len(heading))))
    if shape_of(heading) == "people":
        names = names_of(heading)
        return Lists(names, people(names, file, separator))
    return lists_of_rows(heading, rows(file, separator, len(heading)))


def shape_of(heading: Sequence[str]) -> Literal["histories", "members", "people"]:
    """Return what a row is: a capture history with its count, a person's place on a
    list, or a person."""
    if is_count(heading[-1]):
        return "histories"
    kinds = [LISTED.get(name.lower()) for name in heading]
    return "members" if sorted(kinds, key=str) == [0, 1] else "people"


def is_count(name: str) -> bool:
    return name.lower() in COUNT_NAMES


def lists_of_rows(heading: Sequence[str], rows: Rows) -> Lists:
    """The lists in rows of any of the three shapes, wherever the rows come from."""
    shape = shape_of(heading)
    if shape == "members":
        return from_ids(members(rows, 0 if LISTED[heading[0].lower()] == 0 else 1))
    names = names_of(heading[:-1] if shape == "histories" else heading)
    if shape == "histories":
        return Lists(names, histories(names, rows, heading[-1]))
    counts: dict[int, int] = {}
    for line, cells in rows:
        history = history_of_person(cells, names, line)
        counts[history] = counts.get(history, 0) + 1
    return Lists(names, counts)


def members(rows: Rows, of_list: int) -> dict[str, list[str]]:
    """The ids on each list, from rows of a list and a person, in either order."""
    found: dict[str, list[str]] = {}
    for line, cells in rows:
        name, person = cells[of_list].strip(), cells[1 - of_list].strip()
        if not name or not person:
            raise BadInput(f"line {line}", say("a list and a person are needed"))
        found.setdefault(name, []).append(person)
    return found


def heading_of(file: TextIO) -> tuple[list[str], str]:
    """The cells of the first line, and what separates them."""
    first = file.readline()
    if not first.strip():
        raise BadInput("line 1", say("the heading is missing"))
    if first.count('"') % 2:
        raise BadInput("line 1", say("a quotation mark is not closed"))
    separator = separator_of(first)
    return [cell.strip() for cell in cells_of(first, separator, 1)], separator


def cells_of(text: str, separator: str, line: int) -> list[str]:
    try:
        return next(csv.reader([text], delimiter=separator), [])
    except csv.Error as problem:
        raise unreadable(line, problem) from None


def unreadable(line: int, problem: csv.Error) -> BadInput:
    return BadInput(f"line {line}", say("cannot be read: {problem}", problem=problem))


def encoding_of(start: bytes, name: str) -> str:
    """UTF-16 by its mark; UTF-8 if the beginning can be read so; else Western European."""
    # Excel saves "Unicode text" so.
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    if b"\x00" in start:
        raise BadInput(name, say("is not a text file; save the sheet as CSV"))
    try:
        # A sign may be cut at the end of what was read, and nowhere else.
        getincrementaldecoder("utf-8")().decode(start, final=len(start) < 65536)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def separator_of(heading: str) -> str:
    """The separator that splits the heading into most cells outside quotation marks."""
    outside = "".join(heading.split('"')[::2])
    # By the heading alone: cells hold commas of their own, and where the decimal mark is a comma
    # files are separated by semicolons.
    return max(",;\t|", key=outside.count)


def names_of(cells: Sequence[str]) -> tuple[str, ...]:
    names = tuple(cells)
    if len(names) > MOST:
        raise BadInput("line 1", too_many(len(names)))
    try:
        check_names(names)
    except BadInput as problem:
        raise BadInput(f"line 1, {problem.where}", problem.why) from None
    return names


def rows(file: Iterator[str], separator: str, width: int) -> Iterator[tuple[int, list[str]]]:
    """Cells of every row below the heading that is not blank, and the line where it begins."""
    reader = csv.reader(file, delimiter=separator)
    while True:
        line = reader.line_num + 2
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as problem:
            raise unreadable(line, problem) from None
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != width:
            raise columns_differ(line, len(cells), width)
        yield line, cells


def columns_differ(line: int, found: int, width: int) -> BadInput:
    words = say("{found} columns where the heading has {width}", found=found, width=width)
    return BadInput(f"line {line}", words)


def histories(names: tuple[str, ...], rows: Rows, count_name: str) -> dict[int, int]:
    counts: dict[int, int] = {}
    lines: dict[int, int] = {}
    for line, cells in rows:
        history = history_of(cells[:-1], names, line)
        if history == 0:
            raise BadInput(f"line {line}", say("is on no list; the unseen cannot be counted"))
        # Twice the same history may be two files under each other: adding them up would count
        # people twice.
        if history in counts:
            raise BadInput(
                f"line {line}", say("the same history as line {line}", line=lines[history])
            )
        counts[history] = people_of(cells[-1], f"line {line}, column {count_name}")
        lines[history] = line
    return counts


def people(names: tuple[str, ...], file: Iterator[str], separator: str) -> dict[int, int]:
    """Counts of one row a person. The few forms a row can take are remembered as they come."""
    width = len(names)
    counts: dict[int, int] = {}
    known: dict[str, int] = {}
    line = 1
    for text in file:
        line += 1
        history = known.get(text)
        if history is None:
            cells = cells_of(text, separator, line)
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != width:
                raise columns_differ(line, len(cells), width)
            history = history_of_person(cells, names, line)
            # With a column of ids no two rows are alike: what is remembered must not grow with the
            # file.
            if len(known) < 100_000:
                known[text] = history
        counts[history] = counts.get(history, 0) + 1
    return counts


def history_of_person(cells: Sequence[str], names: tuple[str, ...], line: int) -> int:
    history = history_of(cells, names, line)
    if history == 0:
        raise BadInput(f"line {line}", say("this person is on no list"))
    return history


def history_of(cells: Sequence[str], names: tuple[str, ...], line: int) -> int:
    history = 0
    for j, cell in enumerate(cells):
        mark = MARKS.get(cell.strip().lower())
        if mark is None:
            raise BadInput(f"line {line}, column {names[j]}", no_mark(shown(cell)))
        history |= mark << j
    return history


def no_mark(text: str) -> Sentence:
    if not text:
        return say("is empty")
    if text.isdecimal():
        return say(
            "'{text}' is neither 0 nor 1; a column of counts stands last and is called count, and"
            " other columns that are no lists are left out by naming those that are",
            text=text,
        )
    return say("'{text}' is neither 0 nor 1", text=text)


# As offices write a count too small to be published: it is some number, and not this text.
SUPPRESSED = ("..", "...", "…", "c", "s", "x", "n.d.")


def shown(cell: str) -> str:
    """The beginning of a cell on one line, to be named in a sentence."""
    return " ".join(cell.split())[:20]


def is_suppressed(text: str) -> bool:
    return text[0] in "<≤*" or text.lower() in SUPPRESSED


def suppressed(text: str) -> Sentence:
    return say(
        "'{text}' is a suppressed count; an estimate rests on its smallest counts and needs each as"
        " a number. Ask whoever made the table for it, or merge lists or groups until none is"
        " suppressed",
        text=shown(text),
    )


def people_of(cell: str, where: str) -> int:
    """A number of people: whole, not negative, no separators."""
    text = cell.strip()
    if not text:
        raise BadInput(where, say("the count is missing"))
    if is_suppressed(text):
        raise BadInput(where, suppressed(text))
    text = text.removesuffix(".0")  # a column of numbers with a gap, as pandas and R save it
    if not (text.isascii() and text.isdecimal()):
        raise BadInput(where, say("'{text}' is not a whole number of people", text=shown(text)))
    if len(text) > 12 or int(text) > MOST_PEOPLE:
        raise BadInput(where, say("{count} people is more than can be meant", count=text[:20]))
    return int(text)
