"""Names of many people as columns: what the quick pass of a search reads, and how it is kept.

A hundred thousand objects take seconds to make and a hundred thousand numbers a millisecond, so a
search reads columns, and makes objects only of those who come near. The bytes hold names in clear:
they are kept sealed, or not at all.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from itertools import chain, pairwise
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from fanal.core.names.birth import Born
from fanal.core.names.form import Form

Marks = NDArray[np.uint32]
Ints = NDArray[np.int32]


@dataclass(frozen=True)
class Columns:
    """`keys` to `called`: a value a name; `word` and `of_name`: a value a word; the rest: a person.

    A mark is 32 bits of a text: it finds the same text again, and one in thousands of millions
    beside it, which costs a search no more than a place in the quick pass.
    """

    keys: list[str]  # the words' keys in the order of the alphabet
    wholes: list[str]  # the keys as written, joined
    owner: Ints
    sorted_whole: Marks
    called: Marks  # of a nickname or a name of one word, that word; 0 for other names
    word: Marks
    of_name: Ints
    year: Ints
    day: Ints
    place: Marks
    phone: Marks

    @property
    def people(self) -> int:
        return len(self.year)

    @cached_property
    def first(self) -> Ints:
        """The first name of each person; her names stand one after the other."""
        first = np.searchsorted(self.owner, np.arange(self.people, dtype=np.int32))
        return first.astype(np.int32)


TEXTS = ("keys", "wholes")
ARRAYS = tuple(one.name for one in fields(Columns) if one.name not in TEXTS)
MARKED = ("sorted_whole", "called", "word", "place", "phone")


def mark(text: str) -> int:
    """32 bits of a text, the same in every process; 0 for none."""
    return crc32(text.encode()) if text else 0


def columns(
    names: Sequence[Sequence[tuple[Form, bool]]], known: Sequence[tuple[Born | None, str, str]]
) -> Columns:
    """People as columns. `names`: of each her forms and which are nicknames; `known`: her birth,
    place and telephone."""
    rows = [(at, read, nick) for at, some in enumerate(names) for read, nick in some]
    births = np.array([born(birth) for birth, _, _ in known], dtype=np.int32).reshape(-1, 3)
    return Columns(
        keys=[" ".join(sorted(read.keys)) for _, read, _ in rows],
        wholes=[read.joined for _, read, _ in rows],
        owner=np.array([at for at, _, _ in rows], dtype=np.int32),
        sorted_whole=_marks("".join(sorted(read.keys)) for _, read, _ in rows),
        called=_marks(read.joined if nick or len(read.keys) == 1 else "" for _, read, nick in rows),
        word=_marks(key for _, read, _ in rows for key in read.keys),
        of_name=np.repeat(
            np.arange(len(rows), dtype=np.int32), [len(read.keys) for _, read, _ in rows]
        ),
        year=births[:, 0],
        day=births[:, 2],
        place=_marks(place.casefold() for _, place, _ in known),
        phone=_marks(phone for _, _, phone in known),
    )


def born(birth: Born | None) -> tuple[int, int, int]:
    """Year, quality and day as a register has them; a span of years counts as an estimate."""
    if birth is None:
        return 0, 3, 0
    if day := birth.day:
        return day.year, 0, day.year * 10_000 + day.month * 100 + day.day
    first, last = birth.span.earliest.year, birth.span.latest.year
    return (first + last) // 2, 2 if birth.estimated or first != last else 1, 0


def together(parts: Sequence[Columns]) -> Columns:
    """Several columns as one, the people in the order given."""
    if len(parts) == 1:
        return parts[0]
    people = np.cumsum([0, *(one.people for one in parts)], dtype=np.int32)
    names = np.cumsum([0, *(len(one.keys) for one in parts)], dtype=np.int32)
    shifts = {"owner": people, "of_name": names}
    arrays: dict[str, Any] = {}
    for field in ARRAYS:
        some = [getattr(one, field) for one in parts]
        if field in shifts:
            some = [one + by for one, by in zip(some, shifts[field], strict=False)]
        arrays[field] = np.concatenate(some)
    texts: dict[str, Any] = {
        f: list(chain.from_iterable(getattr(one, f) for one in parts)) for f in TEXTS
    }
    return Columns(**texts, **arrays)


def to_bytes(some: Columns) -> bytes:
    """The columns as bytes: a line of JSON with the length of each part, then the parts."""
    parts = ["\n".join(getattr(some, field)).encode() for field in TEXTS]
    parts += [getattr(some, field).astype(_kind(field)).tobytes() for field in ARRAYS]
    return json.dumps([len(part) for part in parts]).encode() + b"\n" + b"".join(parts)


def from_bytes(data: bytes) -> Columns:
    """What `to_bytes` made."""
    start = data.index(b"\n") + 1
    ends = np.cumsum([start, *json.loads(data[: start - 1])]).tolist()
    pieces = dict(zip(TEXTS + ARRAYS, pairwise(ends), strict=True))
    texts: dict[str, Any] = {f: data[slice(*pieces[f])].decode().split("\n") for f in TEXTS}
    arrays: dict[str, Any] = {
        field: np.frombuffer(
            data, _kind(field), (pieces[field][1] - pieces[field][0]) // 4, pieces[field][0]
        )
        for field in ARRAYS
    }
    if not len(arrays["owner"]):
        texts = {field: [] for field in TEXTS}
    return Columns(**texts, **arrays)


class Counts:
    """How many hold a text, by its mark."""

    def __init__(self, marks: Marks) -> None:
        different, counts = np.unique(marks, return_counts=True)
        self._marks, self._counts = different.tolist(), counts.tolist()

    def __getitem__(self, text: str) -> int:
        wanted = mark(text)
        at = bisect_left(self._marks, wanted)
        same = at < len(self._marks) and self._marks[at] == wanted
        return int(self._counts[at]) if same else 0


def _marks(texts: Iterable[str]) -> Marks:
    return np.array([mark(text) for text in texts], dtype=np.uint32)


def _kind(field: str) -> str:
    return "<u4" if field in MARKED else "<i4"
