"""Does the extended maximum likelihood estimate exist, and is it the only one? Exactly.

Fienberg & Rinaldo 2012; Chan, Silverman & Vincent 2021, section 2. Both questions depend only
on which histories were observed, so the answers are remembered by support and model.
"""

from collections.abc import Iterable
from functools import lru_cache
from math import gcd, lcm

import numpy as np

OK, NOT_EXIST, NOT_IDENTIFIED, NEITHER = 0, 1, 2, 3

type Row = list[int]


def judge(support: Iterable[int], terms: Iterable[int], lists: int) -> int:
    """Return the verdict: 0 ok, 1 does not exist, 2 not identified, 3 both.

    support: histories with at least one person; terms: masks of the model's parameters.
    """
    return judged(frozenset(support), frozenset(terms), lists)


@lru_cache(maxsize=65536)
def judged(support: frozenset[int], terms: frozenset[int], lists: int) -> int:
    # A term that nobody carries is minus infinity, and the histories that hold it have mean 0:
    # they say nothing about the others (the extended estimate of Fienberg & Rinaldo 2012).
    kept = sorted(q for q in terms if any(w & q == q for w in support))
    gone = [q for q in terms if q not in kept]
    alive = [w for w in range(1, 1 << lists) if not any(w & q == q for q in gone)]
    seen = null_space([row(w, kept) for w in alive if w in support], len(kept))
    empty = [row(w, kept) for w in alive if w not in support]
    directions = [[dot(b, x) for b in seen] for x in empty]
    identified = rank(directions) == len(seen)
    exists = not seen or leaves_no_way_down(directions)
    return (0 if exists else NOT_EXIST) + (0 if identified else NOT_IDENTIFIED)


def row(history: int, kept: list[int]) -> Row:
    return [int(q & history == q) for q in kept]


def dot(one: Row, other: Row) -> int:
    return sum(a * b for a, b in zip(one, other, strict=True))


def leaves_no_way_down(directions: list[Row]) -> bool:
    """Whether there is no b with directions b <= 0, other than directions b = 0 (Stiemke's lemma).

    The columns span what can move while every observed mean stays; the rows are the empty
    histories. A way down would send some empty history to mean 0 at no cost: no maximum.
    """
    moving = [r for r in directions if any(r)]
    if not moving:
        return True
    reduced = independent_columns(moving)
    width = len(reduced[0])
    # One or two dimensions are decided by signs alone; the programme of `has_way_down` costs a
    # thousand times as much, and is hardly ever reached.
    if width == 1:
        return min(r[0] for r in reduced) < 0 < max(r[0] for r in reduced)
    if width == 2:
        return not has_way_down_in_plane(reduced)
    return not has_way_down(reduced)


def has_way_down_in_plane(rows: list[Row]) -> bool:
    """Whether there is a way down in the plane, where a cone that is not a point has an edge at
    right angles to one of the rows."""
    edges = [[y, -x] for x, y in rows] + [[-y, x] for x, y in rows]
    return any(all(dot(r, edge) <= 0 for r in rows) for edge in edges)


def has_way_down(rows: list[Row]) -> bool:
    """Whether there is a way down, by linear programme: the lowest sum of the rows' values, each
    within -1 and 0."""
    from scipy.optimize import linprog

    matrix = np.array([[x / max(map(abs, r)) for x in r] for r in rows])
    found = linprog(
        matrix.sum(axis=0),
        A_ub=np.vstack([matrix, -matrix]),
        b_ub=np.concatenate([np.zeros(len(rows)), np.ones(len(rows))]),
        bounds=[(None, None)] * matrix.shape[1],
        method="highs",
    )
    # Rows are scaled to at most 1, so any way down is far longer than this; 0 is met but for
    # rounding.
    return bool(found.fun < -1e-7)


def independent_columns(rows: list[Row]) -> list[Row]:
    """Return the same rows with only the pivot columns of their elimination."""
    _, pivots = eliminated([list(r) for r in rows])
    return [[r[c] for c in pivots] for r in rows]


def rank(rows: list[Row]) -> int:
    return len(eliminated([list(r) for r in rows])[1]) if rows else 0


def eliminated(rows: list[Row]) -> tuple[list[Row], list[int]]:
    """Return the row echelon form reduced but for the leads, in whole numbers, and
    its pivot columns."""
    pivots: list[int] = []
    for column in range(len(rows[0]) if rows else 0):
        top = len(pivots)
        found = next((i for i in range(top, len(rows)) if rows[i][column]), None)
        if found is None:
            continue
        rows[top], rows[found] = rows[found], rows[top]
        lead = rows[top][column]
        for i in range(len(rows)):
            if i != top and (times := rows[i][column]):
                rows[i] = [lead * x - times * y for x, y in zip(rows[i], rows[top], strict=True)]
                # Divided out at each step, or the whole numbers would grow without limit.
                if (common := gcd(*rows[i])) > 1:
                    rows[i] = [x // common for x in rows[i]]
        pivots.append(column)
    return rows, pivots


def null_space(rows: list[Row], width: int) -> list[Row]:
    """Return a basis of all b with rows b = 0."""
    reduced, pivots = eliminated([list(r) for r in rows])
    common = lcm(*(reduced[i][pivot] for i, pivot in enumerate(pivots)))
    basis = []
    for free in (c for c in range(width) if c not in pivots):
        b = [0] * width
        b[free] = common
        for i, pivot in enumerate(pivots):
            b[pivot] = -reduced[i][free] * (common // reduced[i][pivot])
        basis.append(b)
    return basis
