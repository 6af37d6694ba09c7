"""How many hold each of many texts, by marks of 32 bits: half a million in a few megabytes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray


def mark(text: str) -> int:
    """Return 32 bits of a text, the same in every process; 0 for none."""
    return crc32(text.encode()) if text else 0


@dataclass(frozen=True)
class Tally:
    """Marks in their order, each once, and how many hold each."""

    marks: NDArray[np.uint32]
    counts: NDArray[np.uint32]

    def __getitem__(self, text: str) -> int:
        return int(self.many([text])[0])

    @classmethod
    def of(cls, marks: NDArray[np.uint32], held: NDArray[np.int64] | None = None) -> Tally:
        """Return how often each mark stands in a column; with `held`, how many hold it in all."""
        if held is None:
            different, counts = np.unique(marks, return_counts=True)
            return cls(different, counts.astype(np.uint32))
        different, place = np.unique(marks, return_inverse=True)
        return cls(different, np.bincount(place, held, len(different)).astype(np.uint32))

    def many(self, texts: Sequence[str]) -> NDArray[np.uint32]:
        """Return how many hold each of these; 0 where nobody does."""
        return self.at(np.array([mark(text) for text in texts], dtype=np.uint32))

    def at(self, marks: NDArray[np.uint32]) -> NDArray[np.uint32]:
        """Return how many hold each, by the marks of the texts."""
        if not len(self.marks):
            return np.zeros(len(marks), dtype=np.uint32)
        place = np.minimum(np.searchsorted(self.marks, marks), len(self.marks) - 1)
        return np.where(self.marks[place] == marks, self.counts[place], np.uint32(0))

    def and_of(self, texts: Iterable[str]) -> Tally:
        """Return the tally with those added who hold these, a text once for each holder."""
        more = np.fromiter((mark(text) for text in texts), dtype=np.uint32)
        marks, place = np.unique(np.append(self.marks, more), return_inverse=True)
        held = np.append(self.counts, np.ones(len(more), dtype=np.uint32))
        return Tally(marks, np.bincount(place, held, len(marks)).astype(np.uint32))

    @classmethod
    def empty(cls) -> Tally:
        return cls(np.zeros(0, dtype=np.uint32), np.zeros(0, dtype=np.uint32))
