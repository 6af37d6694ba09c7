"""The public tables that ship with the project, and small made-up ones."""

from functools import cache
from pathlib import Path

import numpy as np

import unseen.data
from unseen.data.lists import Lists
from unseen.data.reading import read_table

FOLDER = Path(unseen.data.__file__).parent / "tables"


@cache
def shipped(name):
    return read_table(FOLDER / f"{name}.csv")


def table(names, **counts):
    """`table("ABC", A=40, AB=6)`: 40 people on A alone, 6 on A and B."""
    return Lists(
        tuple(names),
        {sum(1 << names.index(x) for x in word): count for word, count in counts.items()},
    )


# Sparse: eight lists, 16 of 28 pairs share nobody. No real people.
ALONE = {"A": 25, "B": 8, "C": 70, "D": 33, "E": 5, "F": 6, "G": 7, "H": 21}
TOGETHER = ["AB", "AC", "AD", "BC", "CE", "DF", "DG", "GH", "CD", "ACE", "ABD"]
EIGHT = table("ABCDEFGH", **ALONE, **dict.fromkeys(TOGETHER, 1), AH=2)


@cache
def dense():
    """Eight lists and unequal people, 255 of 255 histories: all 28 pairs are chosen. Made up."""
    rng = np.random.default_rng(1)
    people, hard = rng.standard_normal((30_000, 1)), rng.uniform(-4, -2.2, 8)
    on = rng.random((30_000, 8)) < 1 / (1 + np.exp(-(hard + 1.6 * people)))
    histories, counts = np.unique(on @ (1 << np.arange(8)), return_counts=True)
    found = dict(zip(histories.tolist(), counts.tolist(), strict=True))
    found.pop(0)
    return Lists(tuple("ABCDEFGH"), found)
