"""Names of many people as a table of columns: all that a search reads of them, and how it is kept.

A hundred thousand objects take seconds to make and a hundred thousand numbers a millisecond, so a
search reads columns, and makes objects only of those who come near. The bytes hold names in clear:
they are kept sealed, or not at all.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cached_property
from itertools import chain, pairwise
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from scriptnames.birth import Born, Interval
from scriptnames.entries import Entry, rows_of
from scriptnames.known import A_DATE, A_YEAR, AN_ESTIMATE, UNKNOWN, Known, born
from scriptnames.normal_form import NormalForm
from scriptnames.script import BLOCKS, OTHER
from scriptnames.tally import mark

Marks = NDArray[np.uint32]
Ints = NDArray[np.int32]
SCRIPTS = (None, *BLOCKS, OTHER)
SIGNED = 128  # bits of a signature
FACTS = ("sex", "nationality", "place", "phone")
FIELD = {"place": "province"}  # as a register calls a fact


@dataclass(frozen=True)
class NameTable:
    """Each name is some words, and each person some names, one after the other.

    A mark is 32 bits of a text: it finds the same text again, and one in thousands of millions
    beside it, which costs a search no more than a place in the quick pass.
    """

    keys: list[str]  # every phonetic key that occurs, once in each pack
    letters: bytes  # the words of each name in Latin letters, one name after the other
    key_mark: Marks  # of each of `keys`
    word: Ints  # of each word its place in `keys`
    words_of: NDArray[np.uint16]  # how many words a name has
    letters_of: NDArray[np.uint16]  # how many of `letters` are a name's
    script: NDArray[np.uint8]  # of a name, its place in SCRIPTS
    nickname: NDArray[np.uint8]  # 1 for a nickname
    whole: Marks  # of a name: its keys in the order of the alphabet, joined
    joined: Marks  # of a name: its keys as written, joined
    signed: NDArray[np.uint64]  # of a name: which letters of `joined` follow one another, half
    signed_too: NDArray[np.uint64]  # the other half
    names_of: NDArray[np.uint16]  # how many names a person has
    first: Ints  # of a person: the first day she may be born on, as yyyymmdd; 0 when unknown
    last: Ints
    estimated: NDArray[np.uint8]
    sex: Marks
    nationality: Marks
    place: Marks
    phone: Marks

    @property
    def people(self) -> int:
        return len(self.names_of)

    @property
    def names(self) -> int:
        return len(self.words_of)

    @cached_property
    def owner(self) -> Ints:
        """The person whose each name is."""
        return np.repeat(np.arange(self.people, dtype=np.int32), self.names_of)

    @cached_property
    def word_at(self) -> NDArray[np.int64]:
        """The places at which the words of each name start."""
        return np.cumsum(self.words_of, dtype=np.int64) - self.words_of

    @cached_property
    def letters_at(self) -> NDArray[np.int64]:
        return np.cumsum(self.letters_of, dtype=np.int64) - self.letters_of

    @cached_property
    def name_at(self) -> NDArray[np.int64]:
        """The places at which the names of each person start."""
        return np.cumsum(self.names_of, dtype=np.int64) - self.names_of

    def form(self, name: int) -> NormalForm:
        """Return a name made ready to be compared, as it was; how it was written is not kept."""
        start, at = int(self.word_at[name]), int(self.letters_at[name])
        places = self.word[start : start + int(self.words_of[name])].tolist()
        letters = self.letters[at : at + int(self.letters_of[name])].decode()
        keys = tuple(self.keys[place] for place in places)
        return NormalForm("", SCRIPTS[int(self.script[name])], tuple(letters.split()), keys)

    def called(self, person: int) -> str:
        """Return the first of her nicknames as it sounds, or nothing."""
        first = int(self.name_at[person])
        hers = self.nickname[first : first + int(self.names_of[person])]
        return self.sound(first + int(hers.argmax())) if hers.any() else ""

    def sound(self, name: int) -> str:
        """Return the keys of a name, joined."""
        start = int(self.word_at[name])
        places = self.word[start : start + int(self.words_of[name])].tolist()
        return "".join([self.keys[place] for place in places])

    def birth(self, person: int) -> Born | None:
        first, last = int(self.first[person]), int(self.last[person])
        span = Interval(_day(first), _day(last)) if first else None
        return Born(span, bool(self.estimated[person])) if span else None

    @cached_property
    def known(self) -> Known:
        """What is known of each person besides the names."""
        sure = (self.first == self.last) & (self.first > 0)
        year = (self.first // 10_000 + self.last // 10_000) // 2
        spread = (self.first // 10_000 != self.last // 10_000) | (self.estimated > 0)
        dated = np.where(self.first > 0, np.where(spread, AN_ESTIMATE, A_YEAR), UNKNOWN)
        codes = {FIELD.get(fact, fact): getattr(self, fact) for fact in FACTS}
        return Known(year, np.where(sure, A_DATE, dated), np.where(sure, self.first, 0), codes)

    @classmethod
    def of(cls, entries: Sequence[Entry]) -> NameTable:
        """The people in the order given; names without a letter are left out."""
        return _of(entries)

    @classmethod
    def concat(cls, parts: Sequence[NameTable]) -> NameTable:
        """Return several tables as one, the people in the order given."""
        if len(parts) == 1:
            return parts[0]
        known = np.cumsum([0, *(len(part.keys) for part in parts)], dtype=np.int32)
        arrays: dict[str, Any] = {
            f: np.concatenate([getattr(part, f) for part in parts]) for f in ARRAYS
        }
        words = [one.word + n for one, n in zip(parts, known, strict=False)]
        arrays["word"] = np.concatenate(words)
        keys = list(chain.from_iterable(part.keys for part in parts))
        return cls(keys, b"".join(part.letters for part in parts), **arrays)

    def select(self, kept: NDArray[np.bool_]) -> NameTable:
        """Return the table of those people who are `kept`."""
        names = kept[self.owner]
        of = {"names_of": kept, **dict.fromkeys(OF_A_PERSON, kept), "key_mark": slice(None)}
        of["word"] = np.repeat(names, self.words_of)
        letters = np.frombuffer(self.letters, dtype=np.uint8)[np.repeat(names, self.letters_of)]
        arrays: dict[str, Any] = {f: getattr(self, f)[of.get(f, names)] for f in ARRAYS}
        return NameTable(self.keys, letters.tobytes(), **arrays).compact()

    def compact(self) -> NameTable:
        """Return the same table, with every key that somebody holds once."""
        used = np.unique(self.word)
        keys: dict[str, int] = {}
        place = np.zeros(len(self.keys), dtype=np.int32)
        place[used] = [keys.setdefault(self.keys[at], len(keys)) for at in used.tolist()]
        marks = np.array([mark(key) for key in keys], dtype=np.uint32)
        # Keys that nobody holds any more are left out: they would be sounds of names of people who
        # are gone.
        return replace(self, keys=list(keys), key_mark=marks, word=place[self.word])

    def to_bytes(self) -> bytes:
        """Return a line of JSON with the length of each part, then the parts."""
        pieces = ["\n".join(self.keys).encode(), self.letters]
        pieces += [getattr(self, field).astype(kind(field)).tobytes() for field in ARRAYS]
        return json.dumps([len(piece) for piece in pieces]).encode() + b"\n" + b"".join(pieces)

    @classmethod
    def from_bytes(cls, data: bytes, at: int = 0) -> NameTable:
        """Return what `to_bytes` made, from a place in `data`."""
        start = data.index(b"\n", at) + 1
        ends = np.cumsum([start, *json.loads(data[at : start - 1])]).tolist()
        pieces = dict(zip(TEXTS + ARRAYS, pairwise(ends), strict=True))
        arrays: dict[str, Any] = {}
        for field in ARRAYS:
            first, end = pieces[field]
            one = np.dtype(kind(field))
            arrays[field] = np.frombuffer(data, one, (end - first) // one.itemsize, first)
        keys, letters = (data[slice(*pieces[field])] for field in TEXTS)
        return cls(keys.decode().split("\n") if keys else [], letters, **arrays)


KINDS = {
    # Little-endian whatever the machine: the bytes are kept sealed and may be opened on another
    # one.
    "words_of": "<u2",
    "letters_of": "<u2",
    "names_of": "<u2",
    "script": "u1",
    "nickname": "u1",
    "estimated": "u1",
    "word": "<i4",
    "first": "<i4",
    "last": "<i4",
    "signed": "<u8",
    "signed_too": "<u8",
}
TEXTS = ("keys", "letters")
OF_A_PERSON = ("first", "last", "estimated", *FACTS)
ARRAYS = tuple(field.name for field in fields(NameTable) if field.name not in TEXTS)


def signature(joined: str) -> tuple[int, int]:
    """Return which pairs of letters follow one another in a text, each a bit of
    SIGNED, by their hash."""
    bits = 0
    for one, other in pairwise(joined):
        # crc32, since `hash` of a text differs from one process to the next and tables are kept.
        bits |= 1 << (crc32((one + other).encode()) % SIGNED)
    return bits & (2**64 - 1), bits >> 64


def _of(entries: Sequence[Entry]) -> NameTable:
    rows = [rows_of(at, entry) for at, entry in enumerate(entries)]
    forms = [row.form for some in rows for row in some]
    keys: dict[str, int] = {}
    letters = [" ".join(read.words).encode() for read in forms]
    spans = [_span(entry.birth) for entry in entries]
    values: dict[str, Any] = {
        "word": [keys.setdefault(key, len(keys)) for read in forms for key in read.keys],
        "key_mark": [mark(key) for key in keys],
        "words_of": [len(read.keys) for read in forms],
        "letters_of": [len(text) for text in letters],
        "script": [SCRIPTS.index(read.script) for read in forms],
        "nickname": [row.nickname for some in rows for row in some],
        "whole": [mark("".join(sorted(read.keys))) for read in forms],
        "joined": [mark(read.joined) for read in forms],
        "signed": [signature(read.joined)[0] for read in forms],
        "signed_too": [signature(read.joined)[1] for read in forms],
        "names_of": [len(some) for some in rows],
        "first": [first for first, _ in spans],
        "last": [last for _, last in spans],
        "estimated": [bool(one.birth and one.birth.estimated) for one in entries],
    }
    values |= {fact: [mark(getattr(one, fact).casefold()) for one in entries] for fact in FACTS}
    arrays: dict[str, Any] = {f: np.array(values[f], dtype=kind(f)) for f in ARRAYS}
    return NameTable(list(keys), b"".join(letters), **arrays)


def known_of(entry: Entry) -> Known:
    """Return what is known of one person, to be compared with a table: columns of one."""
    year, quality, day = (np.array([number]) for number in born(entry.birth))
    codes = {FIELD.get(f, f): np.array([mark(getattr(entry, f).casefold())]) for f in FACTS}
    return Known(year, quality, day, codes)


def kind(field: str) -> str:
    """Return the type of the values of a column."""
    return KINDS.get(field, "<u4")


def _span(birth: Born | None) -> tuple[int, int]:
    return (_number(birth.span.earliest), _number(birth.span.latest)) if birth else (0, 0)


def _number(day: date) -> int:
    return day.year * 10_000 + day.month * 100 + day.day


def _day(number: int) -> date:
    return date(number // 10_000, number // 100 % 100, number % 100)
