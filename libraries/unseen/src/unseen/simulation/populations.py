"""Made-up populations with a known number of people, and the lists that are drawn from them.

A draw is an array with one history (bitmask of lists) for each person, 0 for a person on no list.
"""

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from unseen.data.lists import Lists

# A bitmask for each person, so that joining lists is an "or" and counting is `bincount`.
Histories = NDArray[np.int64]
Chances = NDArray[np.float64]


def table_of(histories: Histories, lists: int) -> Lists:
    """Count the histories that were seen; lists are called A, B, C …"""
    # `minlength`, since the last histories may be empty.
    counts = np.bincount(histories, minlength=2**lists)
    seen = {int(h): int(counts[h]) for h in np.flatnonzero(counts) if h}
    return Lists(tuple(chr(ord("A") + j) for j in range(lists)), seen)


def masks(captured: NDArray[np.bool_]) -> Histories:
    """Return one row a person, one column a list, as bitmasks."""
    return np.asarray(captured.astype(np.int64) @ (1 << np.arange(captured.shape[1])))


def independent(rng: Generator, chances: Chances) -> Histories:
    """chances: people x lists. Given the chances of a person, the lists are independent."""
    return masks(rng.random(chances.shape) < chances)


def alike(people: int, chances: tuple[float, ...]) -> Chances:
    return np.tile(chances, (people, 1))


def kinds(people: int, shares: list[float], chances: list[tuple[float, ...]]) -> Chances:
    """Return the chances of some kinds of people; the last kind takes what rounding leaves over."""
    sizes = [round(people * share) for share in shares[:-1]]
    return np.vstack(
        # Shares are rounded but for the last, so that there are exactly `people`.
        [alike(size, c) for size, c in zip([*sizes, people - sum(sizes)], chances, strict=True)]
    )


def spread(rng: Generator, people: int, chances: tuple[float, ...], sigma: float) -> Chances:
    """Log-odds shifted by sigma times a normal of the person, the same for all lists."""
    # log1p keeps its digits where the chance is small.
    base = np.log(chances) - np.log1p(-np.asarray(chances))
    shift = sigma * rng.standard_normal((people, 1))
    return np.asarray(1 / (1 + np.exp(-(base + shift))))


def joint_chance(first: float, second: float, odds_ratio: float) -> float:
    """P(on both) with these margins and odds ratio (Plackett 1965); 0 when the ratio is 0."""
    # The formula below divides by the ratio less one.
    if odds_ratio == 1:
        return first * second
    total = 1 + (first + second) * (odds_ratio - 1)
    root = total**2 - 4 * odds_ratio * (odds_ratio - 1) * first * second
    return float((total - np.sqrt(root)) / (2 * (odds_ratio - 1)))


def with_pairs(
    rng: Generator, people: int, chances: tuple[float, ...], pairs: dict[tuple[int, int], float]
) -> Histories:
    """Independent lists except disjoint pairs (a, b), which have the odds ratio given."""
    captured = rng.random((people, len(chances))) < chances
    for (a, b), odds_ratio in pairs.items():
        both = joint_chance(chances[a], chances[b], odds_ratio)
        # The second list is drawn given the first, so that both margins stay as they were set.
        given = np.where(captured[:, a], both / chances[a], (chances[b] - both) / (1 - chances[a]))
        captured[:, b] = rng.random(people) < given
    return masks(captured)


def referred(
    rng: Generator, histories: Histories, source: int, to: int, chance: float
) -> Histories:
    """Put who is on list `source` on list `to` with this chance."""
    goes = (histories >> source & 1 == 1) & (rng.random(len(histories)) < chance)
    return np.where(goes, histories | 1 << to, histories)


def links_lost(rng: Generator, histories: Histories, share: float, lists: int) -> Histories:
    """Make each record after a person's first stand alone with this chance: one
    person becomes two."""
    kept, alone = histories.copy(), [np.zeros(0, np.int64)]
    # The first record of a person cannot be lost: what would it be linked to?
    for j in range(1, lists):
        # Only where a record on an earlier list is there to be linked with.
        later = (kept >> j & 1 == 1) & (kept & (1 << j) - 1 > 0)
        lost = later & (rng.random(len(kept)) < share)
        kept[lost] ^= 1 << j
        alone.append(np.full(int(lost.sum()), 1 << j))
    return np.concatenate([kept, *alone])


def wrongly_merged(rng: Generator, histories: Histories, share: float) -> Histories:
    """A share of the people seen are taken, two by two, for one person."""
    seen = rng.permutation(histories[histories > 0])
    # Two people each, so half as many pairs.
    pairs = round(share * len(seen) / 2)
    merged = seen[:pairs] | seen[pairs : 2 * pairs]
    return np.concatenate([merged, seen[2 * pairs :]])


def duplicated(rng: Generator, histories: Histories, share: float, lists: int) -> Histories:
    """A share of the records of every list stand twice in it, the second time unlinked."""
    again = [
        # A record that stands twice is another person to whoever links.
        np.full(rng.binomial(int((histories >> j & 1).sum()), share), 1 << j)
        for j in range(lists)
    ]
    return np.concatenate([histories, *again])


def replaced(rng: Generator, histories: Histories, share: float, late: int) -> Histories:
    """A share of the people leave and as many come before the lists of bitmask `late` open."""
    # Who leaves keeps the early lists, who comes has the late ones alone: the population is open,
    # which no method here allows for.
    changed = rng.random(len(histories)) < share
    return np.concatenate(
        [np.where(changed, histories & ~late, histories), histories[changed] & late]
    )


def from_cells(rng: Generator, people: int, cells: NDArray[np.float64]) -> Histories:
    """Draw `people` from 2^t cells with these weights; cell 0 is who is on no list."""
    counts = rng.multinomial(people, cells / cells.sum())
    return np.repeat(np.arange(len(cells)), counts)
