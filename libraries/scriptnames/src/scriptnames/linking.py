"""Duplicates of one register and links between two: likely pairs for people to look at.

Nothing is merged. Registers are given as columns of text (`FIELDS` of register/reading.py; only
`name` is needed), as a data frame, or as rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from scriptnames.comparer import Comparer
from scriptnames.messages import BadInput, Refused, Sentence, say
from scriptnames.register import learning, pairs, weights
from scriptnames.register.candidates import Spill, blocks
from scriptnames.register.clusters import Group, Link, groups
from scriptnames.register.columns import Register
from scriptnames.register.evaluation import Evaluation, evaluate
from scriptnames.register.pairs import LEAST_BITS, Scored
from scriptnames.register.reading import FIELDS, records
from scriptnames.register.weights import Weights, probability


class Frame(Protocol):
    """A data frame of any library: titles, and a column by its title."""

    @property
    def columns(self) -> Iterable[Any]: ...

    def __getitem__(self, title: Any, /) -> Iterable[Any]: ...


Data = Frame | Mapping[str, Iterable[object]] | Iterable[Mapping[str, object]]
SHOWN = 10  # pairs of a list that is printed
Answer = tuple[str, str, bool]  # two records, and whether they are one person


@dataclass(frozen=True)
class Match:
    """Two records that may be one person's: bits above 0 say rather one than two.

    `why_alone`: the reasons that the two records give; `why_beside`: those that others give.
    """

    left: str
    right: str
    bits: float
    probability: float
    why_alone: tuple[Sentence, ...]
    why_beside: tuple[Sentence, ...] = ()

    @property
    def why(self) -> tuple[Sentence, ...]:
        return self.why_alone + self.why_beside


@dataclass(frozen=True)
class Matches:
    """Pairs of a register, likeliest first, judged by `weights`. Iterating gives each `Match`.

    `split`: where two registers were linked, the place of the first record of the second.
    """

    register: Register
    found: Scored
    weights: Weights
    split: int | None = None

    @cached_property
    def chances(self) -> NDArray[np.float64]:
        """The probability of each pair to be one person."""
        return probability(self.found.bits)

    def __len__(self) -> int:
        return len(self.found)

    def __getitem__(self, place: int) -> Match:
        at = range(len(self))[place]
        left, right = int(self.found.left[at]), int(self.found.right[at])
        bits = float(self.found.bits[at])
        alone, beside = (
            pairs.why(self.register, left, right),
            pairs.why_beside(self.found.beside, at),
        )
        ids = self.register.ids
        return Match(ids[left], ids[right], bits, float(self.chances[at]), alone, beside)

    def __iter__(self) -> Iterator[Match]:
        return (self[place] for place in range(len(self)))

    def __repr__(self) -> str:
        among = _counted(len(self.register), "record")
        head = f"{_counted(len(self), 'likely pair')} among {among}"
        shown = [f"  {m.left}  {m.right}  {m.probability:.2f}  {_said(m)}" for m in self._first()]
        return "\n".join([head, *shown, *(["  …"] if len(self) > SHOWN else [])])

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td>{escape(m.left)}<td>{escape(m.right)}<td>{m.probability:.2f}"
            f"<td>{escape(_said(m))}"
            for m in self._first()
        )
        head = "<tr><th>left<th>right<th>probability<th>why"
        return f"<p>{_counted(len(self), 'likely pair')}</p><table>{head}{rows}</table>"

    def _first(self) -> list[Match]:
        return [self[place] for place in range(min(SHOWN, len(self)))]

    def to_rows(self) -> list[dict[str, Any]]:
        """The pairs as rows of plain values, reasons in English."""
        return [
            {
                "left": m.left,
                "right": m.right,
                "bits": m.bits,
                "probability": m.probability,
                "why": _said(m),
            }
            for m in self
        ]

    def to_dataframe(self) -> Any:
        """The same as a pandas data frame (extra `pandas`)."""
        import pandas as pd

        return pd.DataFrame(self.to_rows(), columns=["left", "right", "bits", "probability", "why"])

    def groups(self, *, least: float = 0.0) -> tuple[Group, ...]:
        """The records that hang together by links of `least` bits or more, and the weakest link."""
        sides = zip(self.found.left, self.found.right, self.found.bits, strict=True)
        ids = self.register.ids
        return groups((Link(ids[a], ids[b], float(bits)) for a, b, bits in sides), least=least)

    def questions(self, most: int) -> Matches:
        """The pairs whose answers teach most, for people to answer."""
        return replace(self, found=learning.worth_asking(self.found, most))

    def learned(self, answers: Iterable[Answer]) -> Weights:
        """The weights moved by what people answered. Raises Refused for too few answers, and
        BadInput for one about a record that is not here."""
        ids, split = self.register.ids, self.split
        ours = {record: at for at, record in enumerate(ids[:split])}
        theirs = ours if split is None else {one: split + at for at, one in enumerate(ids[split:])}
        try:
            known = [(ours[one], theirs[other], same) for one, other, same in answers]
        except KeyError as missing:
            where = say("{value} is no record of the register", value=str(missing))
            raise BadInput("answers", where) from None
        table = np.array(known, dtype=np.int64).reshape(-1, 3)
        said = (table[:, 0], table[:, 1], table[:, 2].astype(bool))
        return learning.from_answers(self.weights, self.register, self.found, said)

    def rescored(self, by: Weights, *, least: float = LEAST_BITS) -> Matches:
        """The same pairs judged by other weights, those of `least` bits or more."""
        found = learning.moved(self.register, self.found, self.weights, by, least)
        return replace(self, found=found, weights=by)

    def evaluated(
        self, truth: Sequence[str | None], label: Sequence[str | None] | None = None
    ) -> Evaluation:
        """Return how good the list is, where it is known whose each record is."""
        return evaluate(self.register.script, self.found, truth, label)


def _counted(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'s' * (number > 1)}"


def _said(match: Match) -> str:
    return "; ".join(map(str, match.why))


def dedupe(
    data: Register | Data, *, least: float = LEAST_BITS, spill: Path | None = None
) -> Matches:
    """The likely duplicates of a register, best first. Nothing is merged.

    `least`: bits from which a pair is listed. `spill`: a folder for what does not fit in memory;
    without one nothing touches the disk. Needs the extra `registers`. Raises BadInput for data that
    cannot be read, and Refused where the pairs do not fit.
    """
    register = data if isinstance(data, Register) else records(columns_of(data)).register()
    return Matches(register, _pairs(register, least, spill), weights.default_weights())


def link(
    left: Data, right: Data, *, least: float = LEAST_BITS, spill: Path | None = None
) -> Matches:
    """The likely pairs of a record of `left` and one of `right`, best first.

    All records of both speak for and against a pair, as they do for duplicates; pairs within one
    register are left out of the list. Raises what `dedupe` raises.
    """
    ours, theirs = records(columns_of(left)), records(columns_of(right))
    both = (ours + theirs).register()
    found = _pairs(both, least, spill)
    split = len(ours.ids)
    # After judging, not before: duplicates within one register are evidence about pairs between
    # the two.
    between = (found.left < split) & (found.right >= split)
    return Matches(both, found.at(np.nonzero(between)[0]), weights.default_weights(), split)


def _pairs(register: Register, least: float, spill: Path | None) -> Scored:
    try:
        import duckdb
    except ModuleNotFoundError:
        extra = "whole registers need DuckDB and scipy: pip install duckdb scipy"
        raise ModuleNotFoundError(extra) from None
    among = blocks(register, Spill(spill) if spill else None)
    try:
        return Comparer().pairs(register, least=least, among=among)
    except duckdb.Error as problem:
        full = say("the pairs could not be made, nothing was written: {why}", why=str(problem))
        raise Refused(full) from None


def columns_of(data: Data) -> dict[str, list[str | None]]:
    """Columns of text from a mapping of columns, a data frame, or rows.

    Raises BadInput where there is no column `name`.
    """
    held = _titled(data)
    if "name" not in held:
        raise BadInput("register", say("there is no column {name}", name="name"))
    read = {field: [_text(value) for value in held[field]] for field in FIELDS if field in held}
    for field, values in read.items():
        if len(values) != len(read["name"]):
            n, names = len(values), len(read["name"])
            why = say("{n} values, where column name has {names}", n=n, names=names)
            raise BadInput(f"column {field}", why)
    return read


def _titled(data: Data) -> Mapping[str, Iterable[object]]:
    """The columns by their titles."""
    if isinstance(data, Mapping):
        return data
    if isinstance(titles := getattr(data, "columns", None), Iterable):
        return {str(title): data[title] for title in titles}  # type: ignore[index]
    rows = [] if isinstance(data, str | bytes) else list(data)  # type: ignore[arg-type]
    if isinstance(data, str | bytes) or not all(isinstance(row, Mapping) for row in rows):
        raise BadInput("register", say("rows, columns or a data frame are expected"))
    titles = {title for row in rows for title in row} if rows else {"name"}
    return {title: [row.get(title) for row in rows] for title in titles}


def _text(value: Any) -> str | None:
    """A value as text; None where it is missing, whatever a data frame calls that."""
    # By its text: pandas need not be installed, and its missing values compare with nothing.
    if value is None or str(value) in ("nan", "NaT", "<NA>"):
        return None
    if isinstance(value, date):
        return value.isoformat()[:10]
    # A column of numbers with one gap comes as decimals: 1998.0 is a year.
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
