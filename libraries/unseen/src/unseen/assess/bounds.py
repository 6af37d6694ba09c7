"""How many there are when some are harder to record than others: bounds, not a number.

Who is hard to reach cannot be learned from the lists (Link 2003, Biometrics 59: populations of
different size give the same overlaps). So the reader states how unequal people can be, and the
interval covers every population that fits the statement. The derivation, the measured coverage
and where it fails are in `docs/heterogeneity-bounds.md`.
"""

from dataclasses import dataclass
from itertools import combinations
from math import ceil, log, sqrt

from unseen.assess.limits import MOST_HARDER
from unseen.data.lists import Lists
from unseen.errors import BadInput, Refused, check_number
from unseen.estimators.overlap import Overlap, overlap_of
from unseen.messages import say

# Of refusing a statement that is true: kept small, since a refusal leaves the reader without an
# interval.
CHANCE_TO_CONTRADICT = 0.01
FACTOR_NEEDED = say("a number from 1 to {most:g} is needed", most=MOST_HARDER)


@dataclass(frozen=True)
class Assumption:
    """What the reader is ready to state about the people, before seeing the answer.

    harder: on every list, the person hardest to record is at most this many times less likely to
        be on it than the easiest; the same people need not be hard for every list. 1 = all alike.
    unreachable: at most this share of all people (0 to 1) can be reached by no list.
    dependence: for one person, being on one list multiplies or divides the chance of being on
        another by at most this factor (referrals, lists that exclude each other). 1 = none.
    """

    harder: float = 1.0
    unreachable: float = 0.0
    dependence: float = 1.0

    def __post_init__(self) -> None:
        for name in ("harder", "unreachable", "dependence"):
            check_number(name, getattr(self, name))
        if not 1 <= self.harder <= MOST_HARDER:
            raise BadInput("harder", FACTOR_NEEDED)
        if not 0 <= self.unreachable < 1:
            raise BadInput("unreachable", say("a share from 0 up to, not including, 1 is needed"))
        if not 1 <= self.dependence <= MOST_HARDER:
            raise BadInput("dependence", FACTOR_NEEDED)

    @property
    def factor(self) -> float:
        """The most by which unequal chances and dependence change an expected overlap."""
        return overlap_factor(self.harder) * self.dependence

    @property
    def hidden_factor(self) -> float:
        return 1 / (1 - self.unreachable)


@dataclass(frozen=True)
class BoundLimits:
    """The interval for the number of people, under the assumption that it carries.

    low, high: limits at `level`. inner_low, inner_high: the range that the assumption alone
    leaves open, were there no chance in the counts. low_if_same_people: the lower limit when,
    moreover, whoever is hard for one list is hard for all. least_harder: the smallest `harder`
    that the lists do not contradict.
    """

    assumption: Assumption
    level: float
    n: int
    low: float
    high: float
    inner_low: float
    inner_high: float
    low_if_same_people: float
    least_harder: float


def overlap_factor(harder: float) -> float:
    """(k + 1)² / 4k: two lists overlap at most this much more, or less, than if all were alike.

    From the variance of a quantity between m and k·m (Bhatia & Davis 2000, Amer. Math. Monthly
    107) and Grüss's inequality (1935); reached by two kinds of people.
    """
    return max(1.0, (harder + 1) ** 2 / (4 * harder))


def harder_of(factor: float) -> float:
    """The k whose `overlap_factor` this is; 1 for a factor that rounding left below 1."""
    factor = max(1.0, factor)
    return (sqrt(factor) + sqrt(factor - 1)) ** 2


def bounds(table: Lists, assumption: Assumption, level: float = 0.95) -> BoundLimits:
    """The interval that covers the truth with probability `level` in all populations assumed.

    Raises Refused when no two lists share a person (nothing limits the number from above), and
    when the pairs of lists differ by more than the assumption allows.
    """
    # Below one half the two limits would cross.
    if not 0.5 <= level < 1:
        raise BadInput("level", say("a probability from 0.5 up to, not including, 1 is needed"))
    overlap = overlap_of(table)
    if overlap.shared == 0:
        raise Refused(say("no person is on two lists: nothing limits the number from above"))
    least = least_harder(table, assumption.dependence)
    if least > assumption.harder:
        raise Refused(
            say(
                "the lists contradict it: people differ {times:.1f} times or more, or lists depend"
                " on each other more than stated",
                times=ceil(10 * least) / 10,
            )
        )
    return within(table.n, overlap, assumption, level, least)


def within(
    n: int, found: Overlap, assumption: Assumption, level: float, least: float
) -> BoundLimits:
    """The bounds from the pooled overlap. The number of people is never below those seen."""
    # Inequality and dependence can push the estimate either way; people whom no list reaches only
    # make it too low.
    up, down = assumption.factor, assumption.factor * assumption.hidden_factor
    low, high = found.limits(found.tail(log(up * down), level))
    # Where the same people are hard for all lists, inequality adds to the overlap: the estimate is
    # then never too high because of it, and only dependence can lower the truth below it.
    same = assumption.dependence
    low_if_same, _ = found.limits(found.tail(log(same * down), level))
    return BoundLimits(
        assumption=assumption,
        level=level,
        n=n,
        low=max(n, low / up),
        high=max(n, high * down),
        inner_low=max(n, found.estimate / up),
        inner_high=max(n, found.estimate * down),
        low_if_same_people=max(n, low_if_same / same),
        least_harder=least,
    )


def least_harder(table: Lists, dependence: float = 1.0) -> float:
    """The smallest `harder` with which all pairs of lists can speak of one and the same number.

    Each pair gives a number of its own; in the class they differ by no more than the square of
    the factor. A class that holds the people is contradicted in one case of a hundred at most:
    the limits hold for all pairs at once (Bonferroni). The pairs may contradict, but are not
    used to narrow the interval: under a class that is nearly contradicted it would look precise
    because the class is wrong (Andrews & Kwon 2024, Review of Economic Studies 91).
    """
    pairs = list(combinations(range(len(table.names)), 2))
    tail = CHANCE_TO_CONTRADICT / (2 * len(pairs))
    limits = [overlap_of(table, [pair]).limits(tail) for pair in pairs]
    apart = max(low for low, _ in limits) / min(high for _, high in limits)
    return harder_of(sqrt(apart) / dependence)
