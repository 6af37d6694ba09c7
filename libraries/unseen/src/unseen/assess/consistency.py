"""Would the method have found the number we know? Each list in turn is the whole population.

Everyone on one list is known. The other lists cover a part of them; a method that is told only of
that part should find how many the list holds. Binette & Steorts 2022, J. R. Statist. Soc. A 185.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import log, sqrt

from numpy.random import Generator

from unseen.data.lists import Lists
from unseen.errors import BadInput, Refused
from unseen.messages import Sentence, joined, say
from unseen.results.answer import Answer, Method

# A judgement, no figure of the paper: a count of 30 has a relative standard error of 1/sqrt(30),
# 18 %, by chance alone. With fewer the check would tell of chance and not of the method.
FEWEST_ELSEWHERE = 30


@dataclass(frozen=True)
class Check:
    """One list as the population. answer is None, with the reason why, where it cannot be done."""

    name: str
    truth: int
    elsewhere: int
    answer: Answer | None
    why_not: Sentence | None = None

    @property
    def log_bias(self) -> float:
        """log(estimate / truth), for a check with an answer."""
        if self.answer is None:
            raise BadInput(self.name, say("this list could not be checked"))
        return log(self.answer.estimate / self.truth)

    @property
    def covered(self) -> bool:
        return self.answer is not None and self.answer.low <= self.truth <= self.answer.high


@dataclass(frozen=True)
class Consistency:
    """All lists. The figures are over the lists that could be checked; None if there is none."""

    checks: tuple[Check, ...]

    @property
    def done(self) -> list[Check]:
        return [check for check in self.checks if check.answer is not None]

    @property
    def mean_log_bias(self) -> float | None:
        biases = [check.log_bias for check in self.done]
        return sum(biases) / len(biases) if biases else None

    @property
    def rmse(self) -> float | None:
        biases = [check.log_bias for check in self.done]
        return sqrt(sum(b * b for b in biases) / len(biases)) if biases else None

    @property
    def coverage(self) -> float | None:
        covered = [check.covered for check in self.done]
        return sum(covered) / len(covered) if covered else None


def consistency(table: Lists, method: Method, rng: Generator) -> Consistency:
    return Consistency(tuple(_checks(table, method, rng)))


def _checks(table: Lists, method: Method, rng: Generator) -> Iterator[Check]:
    for j, name in enumerate(table.names):
        truth = sum(count for w, count in table.counts.items() if w >> j & 1)
        counts = people_on(table, j)
        elsewhere = sum(counts.values())
        yield _check(name, truth, elsewhere, others(table, j), counts, method, rng)


def _check(
    name: str,
    truth: int,
    elsewhere: int,
    names: list[str],
    counts: dict[int, int],
    method: Method,
    rng: Generator,
) -> Check:
    if elsewhere < FEWEST_ELSEWHERE:
        why = say("only {n} of its people are on another list", n=elsewhere)
        return Check(name, truth, elsewhere, None, why)
    try:
        answer = method(without_empty(names, counts), rng)
    except Refused as refusal:
        return Check(name, truth, elsewhere, None, joined(*refusal.reasons))
    # The others may leave a list empty, or one list alone: no method takes such a table.
    except BadInput as problem:
        return Check(name, truth, elsewhere, None, joined(problem.why))
    return Check(name, truth, elsewhere, answer)


def others(table: Lists, j: int) -> list[str]:
    return [name for i, name in enumerate(table.names) if i != j]


def people_on(table: Lists, j: int) -> dict[int, int]:
    """The people on list `j` by their history on the other lists; those on no other left out."""
    low = (1 << j) - 1
    counts: dict[int, int] = {}
    for w, count in table.counts.items():
        rest = (w & low) | (w >> 1 & ~low)
        # Those on no other list are what the method is to find: it must not be told of them.
        if w >> j & 1 and rest and count:
            counts[rest] = counts.get(rest, 0) + count
    return counts


def without_empty(names: list[str], counts: dict[int, int]) -> Lists:
    """Lists that hold none of these people are left out. Raises BadInput with one list left."""
    kept = [j for j in range(len(names)) if any(w >> j & 1 for w in counts)]
    packed = {
        sum((w >> j & 1) << place for place, j in enumerate(kept)): n for w, n in counts.items()
    }
    return Lists(tuple(names[j] for j in kept), packed)
