"""A register as columns: what each record says, made ready to be compared a million at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from scriptnames.entries import Entry, NameRow, rows_of
from scriptnames.known import Known
from scriptnames.known import born as birth_columns
from scriptnames.normal import families
from scriptnames.normal_form import NormalForm
from scriptnames.tally import Tally

MOST_WORDS = 5  # of one name; the sixth and later are read in the whole spelling only
CODED = ("office", "sex", "nationality", "province", "phone")
Ints = NDArray[np.int64]
Floats = NDArray[np.float32]
Texts = NDArray[np.object_]


@dataclass(frozen=True)
class Register:
    """A register with one value a record in every array; 0 or '' where nothing is known."""

    ids: list[str]
    forms: list[NormalForm]
    spelt: tuple[
        Texts, Texts, Texts
    ]  # phonetic keys joined: as written, first word last, last first
    letters: tuple[Texts, Texts, Texts]  # the same of the Latin letters
    words: Ints  # (records, MOST_WORDS) numbers of the words' keys, -1 for none
    vocabulary: Texts  # the key of each number
    word_bits: Floats  # how rare each word is
    vietnamese: NDArray[np.bool_]  # whether a word tells a Vietnamese name
    whole: Ints  # number of the whole name, its words sorted
    whole_bits: Floats  # how rare each whole name is
    script: Ints
    nickname: Texts
    known: Known  # birth; and the codes of office, sex, nationality, province, phone

    def __len__(self) -> int:
        return len(self.ids)


def register_of(entries: Sequence[Entry], common: Commonness | None = None) -> Register:
    """Every name of every entry as one record, by the key of the entry. Nicknames stand beside the
    names, and are records only of whoever has no other name.

    `common`: how common names are, where these are some of many.
    """
    kept = [(row, entry) for place, entry in enumerate(entries) for row in _records(place, entry)]
    births = np.array([birth_columns(entry.birth) for _, entry in kept], dtype=np.int64)
    years, quality, born = births.reshape(-1, 3).T
    facts = [[text.casefold() for text in entry.facts] for _, entry in kept]
    codes = {field: coded([row[place] for row in facts]) for place, field in enumerate(CODED)}
    return assemble(
        ids=[entry.key for _, entry in kept],
        forms=[row.form for row, _ in kept],
        nicknames=["" if row.nickname else entry.called for row, entry in kept],
        known=Known(years, quality, born, codes),
        common=common,
    )


def _records(place: int, entry: Entry) -> list[NameRow]:
    rows = rows_of(place, entry)
    return [row for row in rows if not row.nickname] or rows


def assemble(
    *,
    ids: list[str],
    forms: list[NormalForm],
    nicknames: Sequence[str],
    known: Known,
    common: Commonness | None = None,
) -> Register:
    """A register from names made ready. Without `common`, names are as rare as in these records."""
    words, vocabulary = numbered([read.keys for read in forms])
    wholes = ["".join(sorted(read.keys)) for read in forms]
    common = common or commonness(forms)
    return Register(
        ids=ids,
        forms=forms,
        spelt=turned([read.keys for read in forms]),
        letters=turned([read.words for read in forms]),
        words=words,
        vocabulary=vocabulary,
        word_bits=common.bits(common.words, vocabulary),
        vietnamese=np.array([not families().isdisjoint(read.words) for read in forms], dtype=bool),
        whole=coded(wholes),
        whole_bits=common.bits(common.wholes, ["", *dict.fromkeys(w for w in wholes if w)]),
        script=coded([read.script or "" for read in forms]),
        nickname=texts(nicknames),
        known=known,
    )


class Held(Protocol):
    """How many hold a text; 0 for one that nobody holds."""

    def __getitem__(self, text: str, /) -> int: ...


@dataclass(frozen=True)
class Commonness:
    """How many of `records` names hold a word, and how many are the same whole name."""

    records: int
    words: Held
    wholes: Held

    def bits(self, counts: Held, of: Iterable[str]) -> Floats:
        """Return log2 of how many records there are to one that holds it: to share it
        says that much."""
        texts = list(of)
        held = counts.many(texts) if isinstance(counts, Tally) else [counts[text] for text in texts]
        each = np.maximum(np.array(held, dtype=np.float32), 1)
        # Self-information: a word that one in 2**k records holds says k bits (Fellegi & Sunter
        # 1969, 3.3.1).
        return np.log2(max(self.records, 1) / each).astype(np.float32)


def commonness(forms: Sequence[NormalForm]) -> Commonness:
    return Commonness(
        len(forms),
        Counter(key for read in forms for key in read.keys),
        Counter("".join(sorted(read.keys)) for read in forms),
    )


def turned(parts: Sequence[tuple[str, ...]]) -> tuple[Texts, Texts, Texts]:
    """Return the texts as written, the first word last, the last first; records of
    one name share them."""
    of = {p: ("".join(p), "".join(p[1:] + p[:1]), "".join(p[-1:] + p[:-1])) for p in set(parts)}
    return (
        texts(of[p][0] for p in parts),
        texts(of[p][1] for p in parts),
        texts(of[p][2] for p in parts),
    )


def texts(values: Iterable[str]) -> Texts:
    return np.array(list(values), dtype=np.object_)


def numbered(parts: Sequence[tuple[str, ...]]) -> tuple[Ints, Texts]:
    numbers: dict[str, int] = {}
    found = np.full((len(parts), MOST_WORDS), -1, dtype=np.int64)
    for line, keys in enumerate(parts):
        for place, key in enumerate(keys[:MOST_WORDS]):
            found[line, place] = numbers.setdefault(key, len(numbers))
    return found, np.array(list(numbers) or [""], dtype=np.object_)


def coded(values: Sequence[str]) -> Ints:
    """Return a number for each different text; 0 for none."""
    numbers: dict[str, int] = {"": 0}
    return np.array([numbers.setdefault(value, len(numbers)) for value in values], dtype=np.int64)


def skeletons(register: Register, record: int) -> list[str]:
    return [bare for bare in register.forms[record].skeletons if bare]


def whole_skeleton(register: Register, record: int) -> str:
    return register.forms[record].consonants
