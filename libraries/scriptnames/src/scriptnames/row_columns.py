"""What a search reads of one person as a row of bytes, made when her record is written.

A search that opens some hundreds of rows one by one would spend most of its time making columns of
them; rows of bytes lie beside one another as columns in a millisecond. They hold names in clear:
they are kept sealed, or not at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from scriptnames.entries import Entry
from scriptnames.name_table import ARRAYS, OF_A_PERSON, NameTable, kind
from scriptnames.tally import mark

VERSION = 3  # one more whenever a name is read otherwise: older rows are then made anew
READABLE = bytes([VERSION])
NOT_OF_A_NAME = {"names_of", "key_mark", "word", *OF_A_PERSON}
OF_A_NAME = tuple(one for one in ARRAYS if one not in NOT_OF_A_NAME)
PERSON = np.dtype(
    [("version", "u1"), ("keys", "<u4"), ("names_of", kind("names_of"))]
    + [(one, kind(one)) for one in OF_A_PERSON]
)
NAME = np.dtype([(one, kind(one)) for one in OF_A_NAME])


def row_bytes(entry: Entry) -> bytes:
    """A person: PERSON, a NAME for each of hers, their keys a line each, and their letters."""
    has = NameTable.of([entry])
    keys = "\n".join(has.keys[at] for at in has.word.tolist()).encode()
    person = np.zeros(1, dtype=PERSON)
    person["version"], person["keys"] = VERSION, len(keys)
    for field in ("names_of", *OF_A_PERSON):
        person[field] = getattr(has, field)
    names = np.zeros(has.names, dtype=NAME)
    for field in OF_A_NAME:
        names[field] = getattr(has, field)
    return person.tobytes() + names.tobytes() + keys + has.letters


def is_row_bytes(some: bytes) -> bool:
    """Whether this is such a row, and as they are made now."""
    return some.startswith(READABLE)


def table_of_rows(rows: Sequence[bytes]) -> NameTable:
    """People as a table, in the order given."""
    people = np.frombuffer(b"".join(one[: PERSON.itemsize] for one in rows), PERSON)
    ends = PERSON.itemsize + people["names_of"].astype(np.int64) * NAME.itemsize
    after = (ends + people["keys"]).tolist()
    cut = list(zip(rows, ends.tolist(), after, strict=True))
    names = np.frombuffer(b"".join(one[PERSON.itemsize : end] for one, end, _ in cut), NAME)
    said = b"\n".join(one[end:to] for one, end, to in cut if end < to).decode()
    keys: dict[str, int] = {}
    word = [keys.setdefault(key, len(keys)) for key in said.split("\n")] if said else []
    arrays: dict[str, Any] = {field: people[field] for field in ("names_of", *OF_A_PERSON)}
    arrays |= {field: names[field] for field in OF_A_NAME}
    arrays["word"] = np.array(word, dtype=np.int32)
    arrays["key_mark"] = np.array([mark(key) for key in keys], dtype=np.uint32)
    arrays = {field: np.ascontiguousarray(values) for field, values in arrays.items()}
    return NameTable(list(keys), b"".join(one[to:] for one, _, to in cut), **arrays)
