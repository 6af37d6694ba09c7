"""The one sentence of an estimate that may be quoted, and why it is no more than that.

Methods that take all people to be alike agree with each other whether that is so or not; where it
is not, all of them answer too low (Link 2003, Biometrics 59). So what is quoted is a lower limit:
the lowest among the methods that let lists depend on each other, in either direction, and Chao's
bound, which lets people be as unequal as they like. An upper limit is given under a stated class
alone. How often the sentence holds is measured in `docs/measured-coverage.md`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from math import isfinite

from unseen.assess.bounds import Assumption, BoundLimits, bounds
from unseen.data.lists import Lists
from unseen.errors import Refused
from unseen.messages import Sentence, joined, say
from unseen.results.caution import FEWEST_RESAMPLES, has_few, reasons_before
from unseen.results.result import Result

# Chao's bound, and the methods that let lists depend and answer for their own choice of how. The
# limits of Bayesian thresholding take the chosen pairs for known.
LIMITING = ("chao", "stepwise", "bic", "dga")
LEVEL = 0.95
DIGITS = 2


@dataclass(frozen=True)
class AtLeast:
    """The lowest lower limit, and the method that it comes from."""

    people: float
    method: str


@dataclass(frozen=True)
class Stated:
    """An assumption on unequal people, and its interval or why there is none.

    own: stated by the analyst, not one of those that every report shows.
    """

    assumption: Assumption
    bounds: BoundLimits | None
    why_not: Sentence | None = None
    own: bool = False

    @property
    def name(self) -> Sentence:
        """The class in letters, as a chart has room for."""
        k, s, d = self.assumption.harder, self.assumption.unreachable, self.assumption.dependence
        if d > 1:
            return say("bounds: K = {k:g}, S = {s:.0%}, D = {d:g}", k=k, s=s, d=d)
        if s:
            return say("bounds: K = {k:g}, S = {s:.0%}", k=k, s=s)
        return say("bounds: K = {k:g}", k=k)


def at_least(results: Mapping[str, Result]) -> AtLeast | None:
    """Return the lowest lower limit, with its method.

    None where no method has a finite lower limit, or one that should have it was not resampled. An
    answer whose upper limit is absurd counts too: leaving it out would raise the limit.
    """
    limiting = [results[name] for name in LIMITING if name in results]
    # A method without resamples might have had the lowest limit: then none of the others may be
    # quoted.
    # Nor of a few resamples: their tails, which make the limit, are chance.
    if not all(result.limits for result in limiting) or any(map(has_few, limiting)):
        return None
    lows = [AtLeast(one.limits[LEVEL][0], one.method) for one in limiting]
    finite = [low for low in lows if isfinite(low.people)]
    return min(finite, key=lambda low: low.people, default=None)


def stated(table: Lists, assumption: Assumption, *, own: bool = False) -> Stated:
    """Return the interval under an assumption, or the reason where the lists contradict it."""
    try:
        return Stated(assumption, bounds(table, assumption, LEVEL), own=own)
    except Refused as refusal:
        return Stated(assumption, None, joined(*refusal.reasons), own)


def quoted(table: Lists, results: Mapping[str, Result], own: Stated | None = None) -> Sentence:
    """Return what may be quoted: the range of the analyst's own class, else a lower limit."""
    if reasons_before(table):
        return no_estimate(table.n)
    if own is not None and own.bounds is not None:
        return within(own.bounds)
    low = at_least(results)
    first = lower_limit(table.n, low) if low else no_limit(table.n, results)
    if own is None:
        return first
    return Sentence("{first} {second}", {"first": first, "second": against(own)})


def no_estimate(n: int) -> Sentence:
    return say(
        "{n:,} people were seen. These lists bear no estimate of how many there were in all.", n=n
    )


def no_limit(n: int, results: Mapping[str, Result]) -> Sentence:
    if not results:
        return no_estimate(n)
    if any(map(has_few, results.values())):
        return say(
            "{n:,} people were seen. With fewer than {least} resamples there is no limit to quote.",
            n=n,
            least=FEWEST_RESAMPLES,
        )
    return say("{n:,} people were seen. Without resamples there is no limit to quote.", n=n)


def lower_limit(n: int, low: AtLeast) -> Sentence:
    people = rounded_down(low.people)
    # Rounding downwards may fall below the people seen, who are certain.
    if people <= n:
        return say(
            "{n:,} people were seen. How many more there were, these lists do not tell: the"
            " lowest answer that they leave open is hardly more than those seen. {unless}",
            n=n,
            unless=UNLESS,
        )
    return say(
        "There were at least about {low:,} people in all, {n:,} of them seen (95 % limit)."
        " This holds also if some are much harder to reach than others or lists refer people to"
        " each other. {unless} How many more there were, these lists alone cannot tell.",
        low=people,
        n=n,
        unless=UNLESS,
    )


UNLESS = say(
    "It need not hold if people came or left meanwhile, if some were not recognised from one list"
    " to the next, or if lists mean different things by “victim” or reach opposite kinds of people."
)


def within(found: BoundLimits) -> Sentence:
    """Return the range under the class that the analyst stated."""
    return say(
        "There were between {low:,} and {high:,} people in all (95 % interval), {n:,} of them seen,"
        " if {assumption}, nobody came or left meanwhile, every person was recognised from one list"
        " to the next, and all lists mean the same by “victim”.",
        low=max(found.n, rounded_down(found.low)),
        high=rounded_up(found.high),
        n=found.n,
        assumption=in_words(found.assumption),
    )


def in_words(assumption: Assumption) -> Sentence:
    """Return K, and S and D where they are more than nothing, for a reader who knows
    no such letters."""
    hardest = say(
        "on every list the person hardest to record is at most {k:g} times less likely to be on it"
        " than the easiest",
        k=assumption.harder,
    )
    hidden = say(
        "at most {share:.0%} of all people can be reached by no list", share=assumption.unreachable
    )
    depend = say(
        "being on one list makes being on another at most {d:g} times more or less likely",
        d=assumption.dependence,
    )
    parts = [hardest]
    parts += [hidden] if assumption.unreachable else []
    parts += [depend] if assumption.dependence > 1 else []
    names = [f"part{k}" for k in range(len(parts))]
    return Sentence(
        ", ".join(f"{{{name}}}" for name in names), dict(zip(names, parts, strict=True))
    )


def against(own: Stated) -> Sentence:
    return say(
        "The range under the stated class (K = {k:g}) cannot be given: {why}.",
        k=own.assumption.harder,
        why=own.why_not,
    )


def rounded_down(value: float) -> int:
    """Round down to two significant digits: no interval knows more, and none is made narrower."""
    return _rounded(value, ROUND_FLOOR)


def rounded_up(value: float) -> int:
    return _rounded(value, ROUND_CEILING)


def _rounded(value: float, how: str) -> int:
    # Decimal: a power of ten as a float can put 0.30000000000000004 above the place it stands on.
    exact = Decimal(value)
    place = Decimal(1).scaleb(max(0, exact.adjusted() - DIGITS + 1))
    return int((exact / place).to_integral_value(how) * place)
