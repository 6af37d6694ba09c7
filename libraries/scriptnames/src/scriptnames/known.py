"""What is known of people besides their names, as columns: birth and facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scriptnames.birth import Born

Column = NDArray[Any]
A_DATE, A_YEAR, AN_ESTIMATE, UNKNOWN = range(4)  # how well a birth is known


@dataclass(frozen=True)
class Known:
    """One value a person in every array, or one for all of them; 0 where nothing is known."""

    year: Column
    quality: Column  # A_DATE, A_YEAR, AN_ESTIMATE, UNKNOWN
    born: Column  # yyyymmdd
    codes: Mapping[str, Column]  # a number for each different text, field by field

    def at(self, places: NDArray[Any]) -> Known:
        codes = {field: code[places] for field, code in self.codes.items()}
        return Known(self.year[places], self.quality[places], self.born[places], codes)


def born(birth: Born | None) -> tuple[int, int, int]:
    """Year, quality and day as a register has them; a span of years counts as an estimate."""
    if birth is None:
        return 0, UNKNOWN, 0
    if day := birth.day:
        return day.year, A_DATE, day.year * 10_000 + day.month * 100 + day.day
    first, last = birth.span.earliest.year, birth.span.latest.year
    return (first + last) // 2, AN_ESTIMATE if birth.estimated or first != last else A_YEAR, 0


def above(ours: Known, theirs: Known) -> Known:
    """Return one table of both, `ours` first; the facts of either that the other has
    not are left out."""
    return Known(
        np.append(ours.year, theirs.year).astype(np.int64),
        np.append(ours.quality, theirs.quality).astype(np.int64),
        np.append(ours.born, theirs.born).astype(np.int64),
        {
            field: np.append(code, theirs.codes[field]).astype(np.int64)
            for field, code in ours.codes.items()
            if field in theirs.codes
        },
    )
