"""A register as it comes from another office: its columns, read into what the keys are made of."""

from collections.abc import Mapping, Sequence

import scriptnames
from fanal.core.errors import BadInput
from fanal.core.libraries import own_errors
from fanal.core.private_linkage.composites import Described
from fanal.core.thresholds import SMALLEST_LIST
from fanal.core.words import say
from scriptnames import facts, normalise, read_day, read_year

MOST = 100_000
NEEDED = ("rec_id", "name")
COLUMNS = (*NEEDED, "nickname", "sex", "dob", "birth_year", "nationality", "province", "phone")


def read(columns: Mapping[str, Sequence[str | None]]) -> dict[str, Described]:
    """Return what the register says, by record id; of a column that is absent nothing is known.

    Raises BadInput that names line and column. A list of one is a question about one person, so
    fewer than 20 records are refused.
    """
    titles = [column for column in COLUMNS if column in columns]
    found: dict[str, Described] = {}
    for line, row in enumerate(zip(*(columns[title] for title in titles), strict=True), 2):
        cells = {one: (text or "").strip() for one, text in zip(titles, row, strict=True)}
        record = cells["rec_id"]
        if not record or record in found:
            why = say("is there twice") if record else say("is missing")
            raise BadInput(f"line {line}, column rec_id", why)
        found[record] = _readable(dict.fromkeys(COLUMNS, "") | cells, line)
    if not SMALLEST_LIST <= len(found) <= MOST:
        size = say(
            "records in it: {n}; between {fewest} and {most} can meet",
            n=len(found),
            fewest=SMALLEST_LIST,
            most=MOST,
        )
        raise BadInput("register", size)
    return found


@own_errors()
def _readable(cells: Mapping[str, str], line: int) -> Described:
    """Return what `described` returns; also refuse what is no name."""
    for field in ("name", "nickname"):
        try:
            normalise(cells[field])
        except scriptnames.BadInput as problem:
            raise BadInput(f"line {line}, column {field}", problem.why) from None
    return described(cells, line)


def described(cells: Mapping[str, str], line: int) -> Described:
    """Return what composites are made of, read from one row. Raises BadInput."""
    born, of_year = read_day(cells["dob"], line), read_year(cells["birth_year"], line)
    known = facts(
        place=cells["province"],
        sex=cells["sex"],
        nationality=cells["nationality"],
        phone=cells["phone"],
    )
    return Described(
        cells["name"],
        cells["nickname"],
        known.sex,
        _iso(born),
        born // 10_000 or of_year or None,
        known.nationality,
        known.place,
        known.phone,
    )


def _iso(born: int) -> str:
    """Return a day as keys are made of it: 20010507 → 2001-05-07; nothing → nothing."""
    return f"{born // 10_000}-{born // 100 % 100:02d}-{born % 100:02d}" if born else ""


def agreed(size: int) -> int:
    """Return how many records a list may have, as both sides agreed. Raises BadInput."""
    if not SMALLEST_LIST <= size <= MOST:
        between = say("between {fewest} and {most}", fewest=SMALLEST_LIST, most=MOST)
        raise BadInput("size", between)
    return size
