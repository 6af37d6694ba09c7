"""A table of partners that an organisation brings: its columns, and what was read of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import BinaryIO

from django.utils.formats import get_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

import unseen
from fanal.core.casework.typed_text import clean
from fanal.core.data_files.csv_text import as_typed, csv_of
from fanal.core.errors import BadInput
from fanal.core.libraries import own_errors
from fanal.core.words import say
from fanal.web.codes import PAGES, folded
from fanal.web.typing import PageText

MOST = 500  # lines
LARGEST = 1_000_000  # bytes of what was read, which goes along to be confirmed
# How words of a heading begin that say whom to trust; and what stands in one of a key.
TRUST = ("trust", "confian", "fiab", "reliab", "danger", "tin cậy")
KEY = ("age key", "clé age", "khóa age")
type Cells = dict[str, str]  # by the code of the column, those that are not empty


@dataclass(frozen=True)
class ListColumn:
    """`also`: what spreadsheets call it besides, with commas between."""

    code: str
    label: PageText
    also: str = ""


COLUMNS = (
    ListColumn("name", _("Name"), "organisation,organization,partner,partenaire"),
    ListColumn("kind", _("What it is")),
    ListColumn("type", _("Which kind"), "kind,type,category,sorte,catégorie"),
    ListColumn("within", _("Belongs to"), "part of"),
    ListColumn("country", _("Country")),
    ListColumn("areas", _("Areas"), "area,zone,province,provinces,region,région"),
    ListColumn("languages", _("Languages"), "language,langue"),
    ListColumn("services", _("What it does"), "services,service,activities,activités"),
    ListColumn("telephone", _("Telephone"), "phone,telephone number,tel,tél,mobile,portable"),
    ListColumn("email", _("E-mail"), "email,mail,courriel,email address,adresse e-mail"),
    ListColumn("contact", _("How to reach it"), "contact,address,adresse"),
)
CODES = frozenset(column.code for column in COLUMNS)
NAMES = frozenset({"name", "within", "areas"})
LOST = re.compile(r"\?\w|\?\?")
SEVERAL_LINES = frozenset({"services", "contact"})


@dataclass(frozen=True)
class ListTable:
    """`rows`: the number of each line and its cells. `unread`: headings that mean nothing here."""

    rows: tuple[tuple[int, Cells], ...]
    unread: tuple[str, ...] = ()

    def to_json(self) -> str:
        return json.dumps({"rows": self.rows, "unread": self.unread}, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> ListTable:
        """Raises `BadInput` for what `to_json` did not write."""
        try:
            held = json.loads(text)
            rows = tuple((int(line), dict(_cells(cells.items()))) for line, cells in held["rows"])
            return cls(rows, tuple(clean(str(text)) for text in held["unread"]))
        except (ArithmeticError, AttributeError, KeyError, RecursionError, TypeError, ValueError):
            raise BadInput("table", say("Choose the file once more.")) from None


def as_file(rows: Iterable[Mapping[str, str]] = ()) -> bytes:
    """Return the template in the language of the page, with these lines in it."""
    labels = [str(column.label) for column in COLUMNS]
    lines = [[row.get(column.code, "") for column in COLUMNS] for row in rows]
    # Where numbers have a decimal comma a spreadsheet opens a CSV by its semicolons.
    separator = ";" if get_format("DECIMAL_SEPARATOR") == "," else ","
    return csv_of([labels, *lines], separator)


@own_errors()
def read_table(file: BinaryIO, name: str) -> ListTable:
    """Read a CSV or the first sheet of an .xlsx. Raises `BadInput`, which names the place."""
    sheet = unseen.read_sheet(file, name=name)
    place = f"sheet {sheet.title}, " if sheet.title else ""
    codes = _codes_of(sheet.heading, f"{place}line 1")
    if not sheet.rows:
        raise BadInput(f"{place}line 1", say("there is no row below the heading"))
    if len(sheet.rows) > MOST:
        why = say("at most {most} partners are read at once; divide the list", most=MOST)
        raise BadInput(f"{place}line {sheet.rows[MOST][0]}", why)
    for line, cells in sheet.rows:
        _must_have_names(sheet.heading, cells, f"{place}line {line}")
        _must_have_letters(codes, cells, f"{place}line {line}")
    rows = (
        (line, dict(_cells(zip(codes, map(as_typed, cells), strict=True))))
        for line, cells in sheet.rows
    )
    unread = [text for text, code in zip(sheet.heading, codes, strict=True) if text and not code]
    found = ListTable(tuple(rows), tuple(unread))
    if len(found.to_json().encode()) > LARGEST:
        raise BadInput(name, say("there is more text in it than can be read; divide the list"))
    return found


def _codes_of(heading: Sequence[str], place: str) -> list[str]:
    """Return of each column what it is; "" where that is not known."""
    known, codes = known_headings(), list[str]()
    for text in heading:
        _must_not_decide(text, f"{place}, column {text}")
        code = known.get(folded(text.strip(" *:")), "")
        if code and code in codes:
            first = heading[codes.index(code)]
            why = say("“{first}” and “{second}” are the same column", first=first, second=text)
            raise BadInput(place, why)
        codes.append(code)
    if "name" not in codes:
        labels = [str(column.label) for column in COLUMNS]
        why = say(
            "no column is called “{name}”. Columns that are read: {labels}",
            name=labels[0],
            labels=", ".join(labels),
        )
        raise BadInput(place, why)
    return codes


@cache
def known_headings() -> Mapping[str, str]:
    """Codes by what a column is called, folded: in each language of the pages, and otherwise."""
    found = dict[str, str]()
    for language in PAGES:
        with override(language):
            found |= {folded(str(column.label)): column.code for column in COLUMNS}
    for column in COLUMNS:
        found |= {folded(text): column.code for text in column.also.split(",") if column.also}
    return found


def _must_not_decide(heading: str, place: str) -> None:
    """Raise `BadInput` for a column by which a list would decide what people decide."""
    words = f" {folded(heading)}"
    if any(f" {folded(word)}" in words for word in TRUST):
        raise BadInput(place, say("whom to trust is read from no list; take this column out"))
    if any(folded(word) in words for word in KEY):
        why = say(
            "a key is written on the page of its partner, once it was read out to you; take"
            " this column out"
        )
        raise BadInput(place, why)


def _must_have_names(heading: Sequence[str], cells: Sequence[str], place: str) -> None:
    """Raise `BadInput` for what stands under no heading: it would be lost in silence."""
    for number, (text, cell) in enumerate(zip(heading, cells, strict=True), start=1):
        if cell.strip() and not text:
            raise BadInput(place, say("column {number} has no name", number=number))


def _must_have_letters(codes: Sequence[str], cells: Sequence[str], place: str) -> None:
    """Raise `BadInput` for a name that has lost its letters: a spreadsheet that saves in the code
    page of Windows writes “?” for each that this has not, and nobody can tell which it was."""
    for code, cell in zip(codes, cells, strict=True):
        if code in NAMES and LOST.search(cell):
            why = say(
                "“{cell}” lost letters when the file was saved. Save it again as “CSV UTF-8”"
                " or as .xlsx",
                cell=cell.strip(),
            )
            raise BadInput(place, why)


def _cells(cells: Iterable[tuple[str, object]]) -> Iterable[tuple[str, str]]:
    for code, cell in cells:
        text = clean(str(cell).replace("\r\n", "\n"))
        if code in CODES and text:
            yield code, text if code in SEVERAL_LINES else " ".join(text.split())
