"""Hierarchical models: sets of bitmasks closed downwards, and how the literature writes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from unseen.data.lists import bits

# Brings numba, which a model by itself does not need.
if TYPE_CHECKING:
    from unseen.loglinear.fitting import Ints

type Model = tuple[int, ...]


def subsets(mask: int) -> Iterator[int]:
    """Yield all submasks, from the mask itself down to 0."""
    part = mask
    while part:
        yield part
        # The next smaller number with bits of the mask alone: the usual walk over submasks.
        part = (part - 1) & mask
    yield 0


def closed(terms: Iterable[int], lists: int) -> Model:
    """The smallest hierarchical model with all single lists that holds `terms`.

    Sorted by order, then as written: 0, lists, pairs (1,2), (1,3) …, triples …
    """
    # The constant and every single list always stand in a model: lists differ in size.
    model = {0, *(1 << j for j in range(lists))}
    for term in terms:
        model.update(subsets(term))
    return tuple(sorted(model, key=reading_order))


def reading_order(mask: int) -> tuple[int, tuple[int, ...]]:
    return mask.bit_count(), tuple(bits(mask))


def full_order(lists: int) -> list[int]:
    """Return all histories by number of lists, the last list toggling fastest within each."""
    # The row order of R's tables, which a seed depends on (MultipleSystemsEstimation).
    return sorted(range(1, 1 << lists), key=reading_order)


def interactions(model: Iterable[int]) -> list[int]:
    """The terms of two lists and more, in reading order."""
    return sorted((q for q in model if q.bit_count() > 1), key=reading_order)


def generators(model: Iterable[int]) -> list[int]:
    """The largest interactions: those in no other, as in [123,25,34]."""
    terms = interactions(model)
    # With all their parts they make the whole model, so the literature writes these alone.
    return [q for q in terms if not any(q != r and q & r == q for r in terms)]


def written(mask: int) -> str:
    """Lists numbered from 1: `125`; from ten lists on `1-2-10`."""
    numbers = [str(j + 1) for j in bits(mask)]
    return ("-" if max(map(len, numbers), default=1) > 1 else "").join(numbers)


def bracketed(model: Model) -> str:
    """`[123,25,34]`; the lists themselves where none depends on another."""
    # [1,2,3] for independence.
    terms = generators(model) or [q for q in model if q]
    return f"[{','.join(map(written, terms))}]"


def pairwise_model(chosen: int, lists: int) -> Model:
    """The model whose pairs are the bits of `chosen`, in the order (1,2), (1,3) … (2,3) …"""
    pairs = [1 << i | 1 << j for i, j in combinations(range(lists), 2)]
    return closed((pairs[k] for k in bits(chosen)), lists)


@dataclass(frozen=True)
class Family:
    """Many models over the same terms: `held[m, k]` says that model m holds `terms[k]`."""

    terms: Ints
    held: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.held)

    def model(self, m: int) -> Model:
        return tuple(int(q) for q in self.terms[self.held[m]])

    def only(self, which: Ints) -> Family:
        return Family(self.terms, self.held[which])


# One matrix for many models, so that compiled code walks over rows.
def family_of(models: Iterable[Model]) -> Family:
    """The given models, in their order."""
    rows = [set(model) for model in models]
    terms = sorted(set().union(*rows), key=reading_order)
    return Family(
        np.array(terms, np.int64), np.array([[q in row for q in terms] for row in rows], bool)
    )


def hierarchical(lists: int, order: int) -> Family:
    """All hierarchical models with every single list and terms of at most `order` lists.

    Without the saturated one, which is never identified. 8, 113, 6,893 models for 3, 4 and 5
    lists; pairwise 1,024 and 32,768 for 5 and 6.
    """
    # A term of more lists than there are does not exist.
    order = min(order, lists)
    terms = [q for q in sorted(range(1 << lists), key=reading_order) if q.bit_count() <= order]
    place = {q: k for k, q in enumerate(terms)}
    held = np.zeros((1, len(terms)), bool)
    # Every model begins with the constant and the single lists.
    held[0, : 1 + lists] = True
    for size in range(2, order + 1):
        added = [q for q in terms if q.bit_count() == size]
        # A term may be added where all its parts one list smaller are held: hierarchical.
        parts = np.array([[place[q ^ 1 << j] for j in bits(q)] for q in added])
        columns = np.array([place[q] for q in added])
        held = np.concatenate([expanded(row, columns, parts) for row in held])
    # The saturated model has as many terms as histories and no equation left for the unseen.
    if order == lists:
        held = held[~held.all(axis=1)]
    return Family(np.array(terms, np.int64), held)


def expanded(row: NDArray[np.bool_], columns: Ints, parts: Ints) -> NDArray[np.bool_]:
    """Return `row` with every selection of those `columns` whose `parts` it holds."""
    possible = columns[row[parts].all(axis=1)]
    rows = np.repeat(row[None, :], 1 << possible.size, axis=0)
    # The bits of the row's number choose among the terms that are possible.
    rows[:, possible] = np.arange(len(rows))[:, None] >> np.arange(possible.size) & 1
    return rows
