"""A register as it comes from another office: a CSV file, read into what the keys are made of."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from io import StringIO

from fanal.core.errors import BadInput
from fanal.core.names.between.composites import Described
from fanal.core.names.facts import facts
from fanal.core.words import say

FEWEST, MOST = 20, 200_000
COLUMNS = ("name", "nickname", "sex", "dob", "birth_year", "nationality", "province", "phone")


def decoded(data: bytes) -> str:
    """Text in UTF-8 (with or without mark), UTF-16 or Windows-1258; raises BadInput."""
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1258")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadInput("file", say("is neither UTF-8, UTF-16 nor Windows-1258 text"))


def read(data: bytes) -> dict[str, Described]:
    """Record id → what the register says. Raises BadInput that names line and column.

    A list of one is a question about one person, so fewer than 20 records are refused.
    """
    found: dict[str, Described] = {}
    for line, row in _rows(decoded(data)):
        record = (row.get("rec_id") or "").strip()
        if not record or record in found:
            why = say("is there twice") if record else say("is missing")
            raise BadInput(f"line {line}, rec_id", why)
        found[record] = _described(row, line)
    if not FEWEST <= len(found) <= MOST:
        size = say(
            "has {n} records; between {fewest} and {most} can meet",
            n=len(found), fewest=FEWEST, most=MOST,
        )  # fmt: skip
        raise BadInput("register", size)
    return found


def _rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    first = text.partition("\n")[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    reader = csv.DictReader(StringIO(text), delimiter=delimiter)
    if "rec_id" not in (reader.fieldnames or ()) or "name" not in (reader.fieldnames or ()):
        raise BadInput("line 1", say("needs at least the columns rec_id and name"))
    for row in reader:
        yield reader.line_num, row


def _described(row: dict[str, str], line: int) -> Described:
    held = {column: (row.get(column) or "").strip() for column in COLUMNS}
    year = held["birth_year"].removesuffix(".0")
    if year and not (year.isdecimal() and 1850 <= int(year) <= 2600):
        raise BadInput(f"line {line}, birth_year", say("{text} is not a year", text=repr(year)))
    if held["dob"]:
        try:
            date.fromisoformat(held["dob"])
        except ValueError:
            no_date = say("{text} is not a date", text=repr(held["dob"]))
            raise BadInput(f"line {line}, dob", no_date) from None
    known = facts(
        place=held["province"], sex=held["sex"], nationality=held["nationality"],
        phone=held["phone"],
    )  # fmt: skip
    return Described(
        held["name"], held["nickname"], known.sex, held["dob"], int(year) if year else None,
        known.nationality, known.place, known.phone,
    )  # fmt: skip
