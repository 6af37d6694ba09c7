"""A register as columns: what each record says, made ready to be compared a million at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from scriptnames.messages import BadInput
from scriptnames.person_facts import by_sound, last_digits, sex_of
from scriptnames.fold import skeleton
from scriptnames.forms import Form, form
from scriptnames.normal import families
from scriptnames.tally import Tally
from scriptnames.messages import say

FIELDS = (
    "rec_id",
    "office",
    "name",
    "nickname",
    "sex",
    "dob",
    "birth_year",
    "age_quality",
    "nationality",
    "province",
    "phone",
)
MOST_WORDS = 5  # of one name; the sixth and later are read in the whole spelling only
QUALITY = {"dob": 0, "year": 1, "est": 2}

CODED = ("office", "sex", "nationality", "province", "phone")
FACT = {"sex": sex_of, "nationality": by_sound, "province": by_sound, "phone": last_digits}

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]
Texts = NDArray[np.object_]


@dataclass(frozen=True)
class Register:
    """One value a record in every array; 0 or '' where nothing is known."""

    ids: list[str]
    forms: list[Form]
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
    year: Ints
    quality: Ints  # 0 a date, 1 a year, 2 an estimate, 3 unknown
    born: Ints  # yyyymmdd
    codes: Mapping[str, Ints]  # office, sex, nationality, province, phone

    def __len__(self) -> int:
        return len(self.ids)


def read(columns: Mapping[str, Sequence[str | None]]) -> Register:
    """A register from text columns named as in FIELDS; a column that is absent is unknown.

    Raises BadInput naming line and column for a date or a year that does not exist, for a text
    that is no name, and for a rec_id that stands twice.
    """
    count = len(next(iter(columns.values()), []))
    blank: Sequence[str | None] = [None] * count
    said_in = {field: columns.get(field, blank) for field in FIELDS}
    forms = forms_of("name", said_in["name"])
    born = np.array(
        [day(text, line) for line, text in enumerate(said_in["dob"], 2)], dtype=np.int64
    )
    said = [year(text, line) for line, text in enumerate(said_in["birth_year"], 2)]
    years = np.where(born > 0, born // 10_000, np.array(said, dtype=np.int64))
    return assemble(
        ids=identities(said_in["rec_id"]),
        forms=forms,
        nicknames=[read.joined for read in forms_of("nickname", said_in["nickname"])],
        year=years,
        quality=qualities(said_in["age_quality"], born, years),
        born=born,
        codes={field: coded(as_facts(field, said_in[field])) for field in CODED},
    )


def forms_of(field: str, names: Sequence[str | None]) -> list[Form]:
    """Half of the records of a large register share their name with another: one form for all."""
    made: dict[str | None, Form] = {}
    for name in dict.fromkeys(names):
        try:
            made[name] = form(name or "")
        except BadInput as problem:
            where = f"line {names.index(name) + 2}, column {field}"
            raise BadInput(where, problem.why) from None
    return [made[name] for name in names]


def as_facts(field: str, said: Sequence[str | None]) -> list[str]:
    """Each text by what it says (facts.py), or as it is written where that cannot be read."""
    read = FACT.get(field, str.casefold)
    written = {text: (text or "").strip() for text in set(said)}
    made = {text: read(plain) or plain.casefold() for text, plain in written.items()}
    return [made[text] for text in said]


def identities(said: Sequence[str | None]) -> list[str]:
    """What each record is called; by its place where it has no name. Raises BadInput for two
    that are called the same: an answer about them could not be read."""
    ids = [text or str(place) for place, text in enumerate(said)]
    if len(set(ids)) < len(ids):
        first: dict[str, int] = {}
        for line, text in enumerate(ids, 2):
            if first.setdefault(text, line) != line:
                twice = say("{text} stands in line {line} too", text=text, line=first[text])
                raise BadInput(f"line {line}, column rec_id", twice)
    return ids


def assemble(
    *,
    ids: list[str],
    forms: list[Form],
    nicknames: Sequence[str],
    year: Ints,
    quality: Ints,
    born: Ints,
    codes: Mapping[str, Ints],
    known: Commonness | None = None,
) -> Register:
    """A register from names made ready. Without `known`, names are as rare as in these records."""
    words, vocabulary = numbered([read.keys for read in forms])
    wholes = ["".join(sorted(read.keys)) for read in forms]
    common = known or commonness(forms)
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
        year=year,
        quality=quality,
        born=born,
        codes=codes,
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
        """log2 of how many records there are to one that holds it: to share it says that much."""
        texts = list(of)
        held = counts.many(texts) if isinstance(counts, Tally) else [counts[one] for one in texts]
        each = np.maximum(np.array(held, dtype=np.float32), 1)
        return np.log2(max(self.records, 1) / each).astype(np.float32)


def commonness(forms: Sequence[Form]) -> Commonness:
    return Commonness(
        len(forms),
        Counter(key for read in forms for key in read.keys),
        Counter("".join(sorted(read.keys)) for read in forms),
    )


def turned(parts: Sequence[tuple[str, ...]]) -> tuple[Texts, Texts, Texts]:
    """As written, the first word last, the last first; records of one name share their texts."""
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
    """A number for each different text; 0 for none."""
    numbers: dict[str, int] = {"": 0}
    return np.array([numbers.setdefault(value, len(numbers)) for value in values], dtype=np.int64)


def qualities(texts: Sequence[str | None], born: Ints, years: Ints) -> Ints:
    """Where something else than a known word is said of a year, it is an estimate."""
    read = {text: QUALITY.get((text or "year").strip().lower() or "year", 2) for text in set(texts)}
    said = np.array([read[text] for text in texts], dtype=np.int64)
    return np.where(born > 0, 0, np.where(years > 0, np.maximum(said, 1), 3))


def day(text: str | None, line: int) -> int:
    """2001-05-07 → 20010507; 2544-05-07 of the Buddhist era → the same; nothing → 0."""
    if not text or not text.strip():
        return 0
    try:
        era, month, of_month = map(int, text.strip().split("-"))
        known = date(christian(era), month, of_month)
    except ValueError:
        why = say("{text} is no date of the calendar (expected like 2001-05-07)", text=text)
        raise BadInput(f"line {line}, column dob", why) from None
    return known.year * 10_000 + known.month * 100 + known.day


def year(text: str | None, line: int) -> int:
    """2001 → 2001; 2544 of the Buddhist era → 2001; nothing → 0."""
    if not text or not str(text).strip():
        return 0
    try:
        return christian(int(str(text).strip().removesuffix(".0")))
    except ValueError:
        why = say("{text} is no year", text=text)
        raise BadInput(f"line {line}, column birth_year", why) from None


def christian(era: int) -> int:
    """The year of the common era. Raises ValueError where nobody in a register can be born."""
    if not 1850 <= era <= 2700:
        raise ValueError(era)
    return era - 543 if era > 2400 else era


def skeletons(register: Register, record: int) -> list[str]:
    return [bare for bare in register.forms[record].skeletons if bare]


def whole_skeleton(register: Register, record: int) -> str:
    return skeleton(register.spelt[0][record])
