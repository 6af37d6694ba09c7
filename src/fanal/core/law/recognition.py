"""What may begin once an authority recognised somebody as a victim, from `recognition.toml`: with
its source, and how sure it is. A proposal to whoever works on her case; nothing begins by itself.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from fanal.core.data_files.toml_tables import (
    TomlTable,
    Words,
    read_rows,
    refuse_twice,
    require_each,
    shipped_text,
)
from fanal.core.law.basis import Basis, read_basis
from fanal.core.law.countries import read_country
from fanal.core.law.instruments import ANYWHERE
from fanal.core.words import say


class RecognitionRight(StrEnum):
    RECOVERY = "recovery"
    STAY = "stay"
    COMPENSATION = "compensation"
    ASSISTANCE = "assistance"


@dataclass(frozen=True, slots=True)
class Begins:
    """`what`: by language. `country`: where it holds, or anywhere."""

    right: RecognitionRight
    country: str
    what: Words
    basis: Basis


@cache
def beginnings() -> tuple[Begins, ...]:
    text = shipped_text("fanal.core.law", "recognition.toml")
    return read_beginnings("recognition.toml", text)


def begins_in(country: str) -> list[Begins]:
    """Return each right once: by the row of the country, or else by the one that holds anywhere."""
    known = {(one.right, one.country): one for one in beginnings()}
    return [known.get((right, country)) or known[right, ANYWHERE] for right in RecognitionRight]


def read_beginnings(file: str, text: str) -> tuple[Begins, ...]:
    """Read the rows. Raises BadInput with `file:line` and the reason when the file is malformed."""
    rows = read_rows(file, text, "right")
    parsed = tuple(_read(row) for row in rows)
    refuse_twice(rows, "code", ((one.right, one.country) for one in parsed))
    anywhere = {one.right for one in parsed if one.country == ANYWHERE}
    require_each(rows, "code", RecognitionRight, anywhere, "row that holds anywhere")
    return parsed


def _read(row: TomlTable) -> Begins:
    row.only("code", "country", "what", "source", "sure")
    right = row.member("code", RecognitionRight, say("no right"))
    country = read_country(row, otherwise=ANYWHERE)
    return Begins(right, country, row.words("what"), read_basis(row))
