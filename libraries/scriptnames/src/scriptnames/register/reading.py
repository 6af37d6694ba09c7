"""A register as it is written: text columns, read into what records are compared by.

What cannot be read is refused by its line and column before any work is done.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from scriptnames.known import A_DATE, A_YEAR, AN_ESTIMATE, UNKNOWN, Known
from scriptnames.messages import BadInput, say
from scriptnames.normal_form import NormalForm, normalise
from scriptnames.person_facts import by_sound, last_digits, sex_of
from scriptnames.register.columns import CODED, Ints, Register, assemble, coded

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
QUALITY = {"dob": A_DATE, "year": A_YEAR, "est": AN_ESTIMATE}

FACT = {"sex": sex_of, "nationality": by_sound, "province": by_sound, "phone": last_digits}

Columns = Mapping[str, Sequence[str | None]]


@dataclass(frozen=True)
class Records:
    """What the records of a register say, one value a record; not numbered and compared yet."""

    ids: list[str]
    forms: list[NormalForm]
    nicknames: list[str]
    year: Ints
    quality: Ints
    born: Ints
    facts: Mapping[str, list[str]]

    def __add__(self, others: Records) -> Records:
        """These and then the others."""
        return Records(
            self.ids + others.ids,
            self.forms + others.forms,
            self.nicknames + others.nicknames,
            np.append(self.year, others.year),
            np.append(self.quality, others.quality),
            np.append(self.born, others.born),
            {field: said + others.facts[field] for field, said in self.facts.items()},
        )

    def register(self) -> Register:
        codes = {field: coded(said) for field, said in self.facts.items()}
        known = Known(self.year, self.quality, self.born, codes)
        return assemble(ids=self.ids, forms=self.forms, nicknames=self.nicknames, known=known)


def read_register(columns: Columns) -> Register:
    """A register from text columns, as `records` reads them."""
    return records(columns).register()


def records(columns: Columns) -> Records:
    """The records of text columns named as in FIELDS; a column that is absent is unknown.

    Raises BadInput naming line and column for a date or a year that does not exist, for a text
    that is no name, and for a rec_id that stands twice.
    """
    count = len(next(iter(columns.values()), []))
    blank: Sequence[str | None] = [None] * count
    said_in = {field: columns.get(field, blank) for field in FIELDS}
    forms = forms_of("name", said_in["name"])
    born = np.array(
        [read_day(text, line) for line, text in enumerate(said_in["dob"], 2)], dtype=np.int64
    )
    said = [read_year(text, line) for line, text in enumerate(said_in["birth_year"], 2)]
    years = np.where(born > 0, born // 10_000, np.array(said, dtype=np.int64))
    return Records(
        ids=identities(said_in["rec_id"]),
        forms=forms,
        nicknames=[read.joined for read in forms_of("nickname", said_in["nickname"])],
        year=years,
        quality=qualities(said_in["age_quality"], born, years),
        born=born,
        facts={field: as_facts(field, said_in[field]) for field in CODED},
    )


def forms_of(field: str, names: Sequence[str | None]) -> list[NormalForm]:
    """Half of the records of a large register share their name with another: one form for all."""
    made: dict[str | None, NormalForm] = {}
    for name in dict.fromkeys(names):
        try:
            made[name] = normalise(name or "")
        except BadInput as problem:
            where = f"line {names.index(name) + 2}, column {field}"
            raise BadInput(where, problem.why) from None
    return [made[name] for name in names]


def as_facts(field: str, said: Sequence[str | None]) -> list[str]:
    """Return each text by what it says (facts.py), or as written where that cannot be read."""
    read = FACT.get(field, str.casefold)
    written = {text: (text or "").strip() for text in set(said)}
    made = {text: read(plain) or plain.casefold() for text, plain in written.items()}
    return [made[text] for text in said]


def identities(said: Sequence[str | None]) -> list[str]:
    """Return what each record is called; by its place where none has an id. Raises BadInput for one
    without an id among others, and for two of one id: an answer about them could not be read."""
    if not any(said):
        return [str(place) for place in range(len(said))]
    if not all(said):
        line = next(line for line, text in enumerate(said, 2) if not text)
        raise BadInput(f"line {line}, column rec_id", say("there is no id"))
    ids = [text or "" for text in said]
    if len(set(ids)) < len(ids):
        first: dict[str, int] = {}
        for line, text in enumerate(ids, 2):
            if first.setdefault(text, line) != line:
                twice = say("{text} stands in line {line} too", text=text, line=first[text])
                raise BadInput(f"line {line}, column rec_id", twice)
    return ids


def qualities(texts: Sequence[str | None], born: Ints, years: Ints) -> Ints:
    """Return the quality of each year: where something else than a known word is
    said, an estimate."""
    read = {
        text: QUALITY.get((text or "year").strip().lower() or "year", AN_ESTIMATE)
        for text in set(texts)
    }
    said = np.array([read[text] for text in texts], dtype=np.int64)
    dated = np.where(years > 0, np.maximum(said, A_YEAR), UNKNOWN)
    return np.where(born > 0, A_DATE, dated)


def read_day(text: str | None, line: int) -> int:
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


def read_year(text: str | None, line: int) -> int:
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
    # No common-era year is that late and no Buddhist one of a living person that early.
    return era - 543 if era > 2400 else era
