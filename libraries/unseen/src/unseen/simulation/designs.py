"""The simulation designs: populations of known size, each with the assumption it satisfies.

The rates of `BASE` and the first block are those with which the published methods are commonly
compared; the others break one assumption at a time (Chan, Silverman & Vincent 2021, section 3.4;
Binette & Steorts 2022, section 5).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from unseen.assess.bounds import Assumption
from unseen.data.lists import Lists
from unseen.messages import Sentence, say
from unseen.simulation import populations as people
from unseen.simulation.populations import Histories

Rates = tuple[float, ...]
Draw = Callable[[Generator], Histories]

BASE: Rates = (0.015, 0.03, 0.09, 0.05, 0.02)
MANY, FEW = 5000, 1000
ALIKE = Assumption()


@dataclass(frozen=True)
class Design:
    """A population of `people`, drawn anew for each data set.

    assumption: the smallest class of `bounds` that holds it; None when no class does.
    """

    name: str
    says: Sentence
    draw: Draw
    assumption: Assumption | None = None
    lists: int = len(BASE)
    people: int = MANY

    def table(self, rng: Generator) -> Lists:
        """Draw one data set. Raises BadInput when a list was drawn empty."""
        return people.table_of(self.draw(rng), self.lists)


def times(factor: float, rates: Rates = BASE) -> Rates:
    return tuple(factor * rate for rate in rates)


def alike(n: int, rates: Rates, rng: Generator) -> Histories:
    return people.independent(rng, people.alike(n, rates))


def kinds(shares: list[float], rates: list[Rates], rng: Generator, n: int = MANY) -> Histories:
    return people.independent(rng, people.kinds(n, shares, rates))


def then(change: Callable[[Generator, Histories], Histories], rng: Generator) -> Histories:
    """Draw independent lists at the rates of BASE, and apply what then happens to them."""
    return change(rng, alike(MANY, BASE, rng))


def simple() -> Iterator[Design]:
    """Yield the easiest designs, all alike and lists independent, down to few people
    on two lists."""
    yield Design("indep", say("independent lists, all alike"), partial(alike, MANY, BASE), ALIKE)
    low = partial(alike, FEW, (0.01, 0.04, 0.2))
    yield Design("lo3", say("three lists, few people on two"), low, ALIKE, 3, FEW)
    high = partial(alike, FEW, (0.3, 0.3, 0.3))
    says = say("three lists, each with {share:.0%} of the people", share=0.3)
    yield Design("hi3", says, high, ALIKE, 3, FEW)
    for wanted in (10, 25, 50, 100, 200):
        draw = partial(alike, MANY, times(scale_for(wanted)))
        yield Design(f"overlap{wanted}", about(wanted), draw, ALIKE)


def about(wanted: int) -> Sentence:
    return say("about {n} people on two lists", n=wanted)


def scale_for(wanted: float) -> float:
    """Return the factor by which BASE is multiplied so that `wanted` of MANY are on
    two lists or more."""
    # Bisection: `on_two` grows with the factor. 50 halvings of 5 are far below a person.
    low, high = 0.0, 5.0
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if on_two(times(middle)) * MANY < wanted else (low, middle)
    return low


def on_two(rates: Rates) -> float:
    """Return the chance of being on at least two independent lists."""
    p = np.asarray(rates)
    none = float(np.prod(1 - p))
    return 1 - none - none * float(np.sum(p / (1 - p)))


def unequal() -> Iterator[Design]:
    """Yield designs in which some are harder to record than others, or not to be reached at all."""
    yield Design(
        "hetero",
        say("a quarter are 3 times as likely to be recorded as the average, the others a third"),
        partial(kinds, [0.25, 0.75], [times(3), times(1 / 3)]),
        Assumption(harder=9),
    )
    yield Design(
        "hetero_hid",
        say("{share:.0%} can be reached by no list; sizes of the lists unchanged", share=0.3),
        partial(kinds, [0.7, 0.3], [times(1 / 0.7), times(0)]),
        Assumption(unreachable=0.3),
    )
    for tenths in (5, 10, 20):
        draw = partial(spread, tenths / 10)
        says = say("log-odds spread with sigma {sigma}", sigma=tenths / 10)
        yield Design(f"sigma{tenths}", says, draw)


def spread(sigma: float, rng: Generator) -> Histories:
    return people.independent(rng, people.spread(rng, MANY, BASE, sigma))


def hardest() -> Iterator[Design]:
    """Yield populations at the very edge of their class, where nothing narrower covers."""
    yield Design(
        "worst9",
        say("the hardest case of k = 9: a tenth are 9 times as likely as the others"),
        partial(kinds, [0.1, 0.9], [times(5), times(5 / 9)]),
        Assumption(harder=9),
    )
    yield Design(
        "worst9_hid",
        say(
            "the same among {reached:.0%}; {share:.0%} can be reached by no list",
            reached=0.7,
            share=0.3,
        ),
        partial(kinds, [0.07, 0.63, 0.3], [times(5 / 0.7), times(5 / 6.3), times(0)]),
        Assumption(harder=9, unreachable=0.3),
    )
    yield Design(
        "worst4",
        say("the hardest case of k = 4: a fifth are 4 times as likely as the others"),
        partial(kinds, [0.2, 0.8], [times(2.5), times(0.625)]),
        Assumption(harder=4),
    )


def in_other_orders() -> Iterator[Design]:
    """Yield designs in which who is easy for one list is not for another."""
    yield Design(
        "opposed",
        say("two lists; who is easy for one is 9 times harder for the other"),
        partial(kinds, [0.5, 0.5], [(0.18, 0.02), (0.02, 0.18)]),
        Assumption(harder=9),
        lists=2,
    )
    yield Design(
        "random9",
        say(
            "a new population for each data set: four kinds, ease 1 to 9, up to {share:.0%} "
            "unreachable",
            share=0.3,
        ),
        partial(at_random, 9.0, 0.3),
        Assumption(harder=9, unreachable=0.3),
        lists=4,
    )


def at_random(harder: float, hidden: float, rng: Generator) -> Histories:
    """Draw histories where every list has its own order of ease; half of the kinds are at one end
    or the other."""
    reached = round(MANY * (1 - rng.uniform(0, hidden)))
    # Half of the places at an end, where the bounds are hardest to keep.
    place = rng.uniform(0, 1, (4, 4))
    place = np.where(rng.random((4, 4)) < 0.5, np.round(place), place)
    rates = harder**place * rng.uniform(0.005, 0.05, 4)
    kind = rng.choice(4, size=reached, p=rng.dirichlet(np.ones(4)))
    return people.independent(rng, rates[kind])


def dependent() -> Iterator[Design]:
    """Yield designs in which being on one list changes the chance of another."""
    pairs = {(0, 1): 5.0, (3, 4): 0.0}
    draw = partial(people.with_pairs, people=MANY, chances=BASE, pairs=pairs)
    yield Design("dep", say("one pair of lists with odds ratio 5, one exclusive pair"), draw)
    for percent in (5, 20, 50):
        chance = percent / 100
        change = partial(people.referred, source=1, to=3, chance=chance)
        yield Design(
            f"refer{percent}",
            say("{share:.0%} of list B are referred to list D", share=chance),
            partial(then, change),
            Assumption(dependence=referral_factor(chance)),
        )
    for name, log_xi in (("low", -1.0), ("high", 1.0)):
        draw = partial(people.from_cells, people=FEW, cells=three_way(log_xi))
        says = say("three-way interaction, log xi = {log_xi}", log_xi=log_xi)
        share = dark_share(log_xi)
        holds = Assumption(unreachable=share) if share >= 0 else None
        yield Design(f"xi_{name}", says, draw, holds, 3, FEW)


def referral_factor(chance: float) -> float:
    """Return how much being on list B changes a person's chance of list D when B refers to D."""
    first, second = BASE[1], BASE[3]
    referred = second + (1 - second) * chance
    return referred / (first * referred + (1 - first) * second)


THREE: Rates = (0.1, 0.15, 0.2)


def three_way(log_xi: float) -> NDArray[np.float64]:
    """Return weights of the cells of three independent lists, the dark one multiplied by xi."""
    cells = np.ones(8)
    for history in range(8):
        for j, rate in enumerate(THREE):
            cells[history] *= rate if history >> j & 1 else 1 - rate
    # xi = 1 is "no highest-order interaction", which every log-linear answer assumes and no data
    # can show (Aleshin-Guendel, Sadinle & Wakefield 2024).
    cells[0] *= np.exp(log_xi)
    return cells


def dark_share(log_xi: float) -> float:
    """Return the share of people that a dark cell larger than under independence
    makes unreachable."""
    extra = float(np.prod(1 - np.asarray(THREE))) * (float(np.exp(log_xi)) - 1)
    return extra / (1 + extra)


def spoilt() -> Iterator[Design]:
    """Yield designs with links missed or wrong, people twice on a list, people who come and go."""
    lists = len(BASE)
    for percent in (5, 10, 20):
        lost = partial(people.links_lost, share=percent / 100, lists=lists)
        says = say("{share:.0%} of links lost", share=percent / 100)
        yield Design(f"miss{percent}", says, partial(then, lost))
    for percent in (2, 5):
        wrong = partial(people.wrongly_merged, share=percent / 100)
        says = say("{share:.0%} of the people seen wrongly merged", share=percent / 100)
        yield Design(f"false{percent}", says, partial(then, wrong))
    twice = partial(people.duplicated, share=0.05, lists=lists)
    says = say("{share:.0%} of records stand twice in their list", share=0.05)
    yield Design("duplicates", says, partial(then, twice))
    for percent in (10, 30):
        change = partial(people.replaced, share=percent / 100, late=0b11000)
        says = say(
            "{share:.0%} of the people change before the last two lists", share=percent / 100
        )
        yield Design(f"turnover{percent}", says, partial(then, change))


FIVE: Rates = (0.10, 0.08, 0.12, 0.06, 0.09)
FOUR: Rates = (0.15, 0.12, 0.20, 0.10)
OF_FIVE, OF_FOUR = 4000, 600


def for_what_is_quoted() -> Iterator[Design]:
    """Yield populations that an outside check chose: the sentence of the report is
    measured on them."""
    draw = partial(alike, OF_FIVE, FIVE)
    yield Design("plain", say("five longer lists, all alike"), draw, ALIKE, 5, OF_FIVE)
    says = say("{share:.0%} of the first list are put on the second too", share=0.5)
    refers = Assumption(dependence=6)
    yield Design("referral", says, referring, refers, 5, OF_FIVE)
    says = say("{share:.0%} are 2.2 times as likely to be recorded as the average", share=0.3)
    apart = Assumption(harder=4.53)
    for name, rates, n in (("two_groups", FIVE, OF_FIVE), ("small_two_groups", FOUR, OF_FOUR)):
        two = [times(2.2, rates), times(0.34 / 0.7, rates)]
        draw = partial(kinds, [0.3, 0.7], two, n=n)
        yield Design(name, says, draw, apart, len(rates), n)
    says = say("a factor for each person on all lists, its logarithm spread by 0.8")
    yield Design("lognormal", says, lognormal, None, 5, OF_FIVE)
    says = say("{share:.0%} can be reached by no list; sizes of the lists unchanged", share=0.2)
    draw = partial(kinds, [0.8, 0.2], [times(1.25, FIVE), times(0, FIVE)], n=OF_FIVE)
    yield Design("uncatch", says, draw, Assumption(unreachable=0.2), 5, OF_FIVE)


def referring(rng: Generator) -> Histories:
    return people.referred(rng, alike(OF_FIVE, FIVE, rng), source=0, to=1, chance=0.5)


def lognormal(rng: Generator) -> Histories:
    factors = np.exp(0.8 * rng.standard_normal((OF_FIVE, 1)))
    return people.independent(rng, np.minimum(factors * np.asarray(FIVE), 0.95))


DESIGNS: dict[str, Design] = {
    each.name: each
    for each in (
        *(*simple(), *unequal(), *hardest(), *in_other_orders(), *dependent(), *spoilt()),
        *for_what_is_quoted(),
    )
}
