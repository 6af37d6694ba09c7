"""The simulation designs: populations of known size, each with the assumption it satisfies.

The rates of `BASE` and the first block follow the designs with which the published methods were
compared; the others break one assumption at a time (Chan, Silverman & Vincent 2021, section 3.4;
Binette & Steorts 2022, section 5).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.random import Generator

from fanal.core.errors import BadInput
from fanal.core.prevalence import populations as people
from fanal.core.prevalence.bounds import Assumption
from fanal.core.prevalence.lists import Table
from fanal.core.prevalence.populations import Histories

BASE = (0.015, 0.03, 0.09, 0.05, 0.02)
MANY, FEW = 5000, 1000
ALL_ALIKE = Assumption()


@dataclass(frozen=True)
class Design:
    """A population of `people`, drawn anew for each data set.

    assumption: the smallest class of `bounds` that holds it; None when no class does.
    """

    name: str
    says: str
    lists: int
    people: int
    draw: Callable[[Generator], Histories]
    assumption: Assumption | None = None

    def table(self, rng: Generator) -> Table:
        return people.table_of(self.draw(rng), self.lists)


def times(factor: float, chances: tuple[float, ...] = BASE) -> tuple[float, ...]:
    return tuple(factor * chance for chance in chances)


def _alike(n: int, chances: tuple[float, ...], rng: Generator) -> Histories:
    return people.independent(rng, people.alike(n, chances))


def _kinds(shares: list[float], chances: list[tuple[float, ...]], rng: Generator) -> Histories:
    return people.independent(rng, people.kinds(MANY, shares, chances))


def _pairs(pairs: dict[tuple[int, int], float], rng: Generator) -> Histories:
    return people.with_pairs(rng, MANY, BASE, pairs)


def _spread(sigma: float, rng: Generator) -> Histories:
    return people.independent(rng, people.spread(rng, MANY, BASE, sigma))


def _missed(share: float, rng: Generator) -> Histories:
    return people.links_lost(rng, _alike(MANY, BASE, rng), share, len(BASE))


def _false(share: float, rng: Generator) -> Histories:
    return people.wrongly_merged(rng, _alike(MANY, BASE, rng), share)


def _duplicates(share: float, rng: Generator) -> Histories:
    return people.duplicated(rng, _alike(MANY, BASE, rng), share, len(BASE))


def _turnover(share: float, rng: Generator) -> Histories:
    return people.replaced(rng, _alike(MANY, BASE, rng), share, late=0b11000)


def _referral(chance: float, rng: Generator) -> Histories:
    return people.referred(rng, _alike(MANY, BASE, rng), source=1, to=3, chance=chance)


def _three_way(log_xi: float, rng: Generator) -> Histories:
    cells = three_way_cells((0.1, 0.15, 0.2), log_xi)
    return people.from_cells(rng, FEW, cells)


def three_way_cells(chances: tuple[float, float, float], log_xi: float) -> np.ndarray:
    """Three independent lists whose dark cell is multiplied by xi: a three-way interaction."""
    cells = np.ones(8)
    for history in range(8):
        for j, chance in enumerate(chances):
            cells[history] *= chance if history >> j & 1 else 1 - chance
    cells[0] *= np.exp(log_xi)
    return cells


def _overlapping(wanted: int) -> Design:
    """Independent lists in which about `wanted` people are on two lists or more."""
    chances = times(scale_for(wanted))
    return Design(
        f"overlap{wanted}",
        f"independent lists, about {wanted} people on two or more",
        len(BASE),
        MANY,
        partial(_alike, MANY, chances),
        ALL_ALIKE,
    )


def scale_for(wanted: float) -> float:
    """By how much to multiply BASE so that `wanted` of MANY people are on two lists or more."""
    low, high = 0.0, 5.0
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if on_two(times(middle)) * MANY < wanted else (low, middle)
    return low


def on_two(chances: tuple[float, ...]) -> float:
    """The chance of being on at least two independent lists."""
    p = np.asarray(chances)
    none = float(np.prod(1 - p))
    return 1 - none - none * float(np.sum(p / (1 - p)))


def _five(
    name: str, says: str, draw: Callable[[Generator], Histories], holds: Assumption | None = None
) -> Design:
    return Design(name, says, len(BASE), MANY, draw, holds)


HALF_SPREAD = [0.25, 0.75]

DESIGNS: dict[str, Design] = {
    design.name: design
    for design in (
        _five("indep", "independent lists, all alike", partial(_alike, MANY, BASE), ALL_ALIKE),
        _five(
            "dep",
            "one pair of lists with odds ratio 5, one exclusive pair",
            partial(_pairs, {(0, 1): 5.0, (3, 4): 0.0}),
        ),
        Design(
            "lo3",
            "three lists, few people on two",
            3,
            FEW,
            partial(_alike, FEW, (0.01, 0.04, 0.2)),
            ALL_ALIKE,
        ),
        Design(
            "hi3",
            "three lists, each with 30% of the people",
            3,
            FEW,
            partial(_alike, FEW, (0.3, 0.3, 0.3)),
            ALL_ALIKE,
        ),
        _five(
            "hetero",
            "25% are 3 times as likely to be recorded as the average, 75% a third as likely",
            partial(_kinds, HALF_SPREAD, [times(3), times(1 / 3)]),
            Assumption(harder=9),
        ),
        _five(
            "hetero_hid",
            "30% can be reached by no list; sizes of the lists unchanged",
            partial(_kinds, [0.7, 0.3], [times(1 / 0.7), times(0)]),
            Assumption(unreachable=0.3),
        ),
        _five(
            "hetero_worst",
            "the hardest for k = 9: a tenth are 9 times as likely as the others",
            partial(_kinds, [0.1, 0.9], [times(5), times(5 / 9)]),
            Assumption(harder=9),
        ),
        _five(
            "hetero_worst_hid",
            "the hardest for k = 9 among 70%; 30% can be reached by no list",
            partial(_kinds, [0.07, 0.63, 0.3], [times(5), times(5 / 9), times(0)]),
            Assumption(harder=9, unreachable=0.3),
        ),
        _five(
            "hetero_four",
            "a fifth are 4 times as likely as the others",
            partial(_kinds, [0.2, 0.8], [times(2.5), times(0.625)]),
            Assumption(harder=4),
        ),
        Design(
            "opposed",
            "two lists; who is easy for one is 9 times harder for the other",
            2,
            MANY,
            partial(_kinds, [0.5, 0.5], [(0.18, 0.02), (0.02, 0.18)]),
            Assumption(harder=9),
        ),
        *(
            _five(
                f"miss{share}",
                f"{share}% of links between lists lost",
                partial(_missed, share / 100),
            )
            for share in (5, 10, 20)
        ),
        *(
            _five(
                f"false{share}",
                f"{share}% of the people seen wrongly merged",
                partial(_false, share / 100),
            )
            for share in (2, 5)
        ),
        _five("duplicates", "5% of records stand twice in their list", partial(_duplicates, 0.05)),
        *(_overlapping(wanted) for wanted in (10, 25, 50, 100, 200)),
        *(
            _five(
                f"sigma{tenths}",
                f"log-odds spread with sigma {tenths / 10}",
                partial(_spread, tenths / 10),
            )
            for tenths in (5, 10, 20)
        ),
        *(
            _five(
                f"refer{share}",
                f"{share}% of list B are referred to list D",
                partial(_referral, share / 100),
            )
            for share in (5, 20, 50)
        ),
        *(
            Design(
                f"xi{name}",
                f"three-way interaction, log xi = {log_xi}",
                3,
                FEW,
                partial(_three_way, log_xi),
            )
            for name, log_xi in (("low", -1.0), ("high", 1.0))
        ),
        *(
            _five(
                f"turnover{share}",
                f"{share}% of the people change before the last two lists",
                partial(_turnover, share / 100),
            )
            for share in (10, 30)
        ),
    )
}


def design(name: str) -> Design:
    if name not in DESIGNS:
        raise BadInput(name, f"no such design; there are {', '.join(DESIGNS)}")
    return DESIGNS[name]
