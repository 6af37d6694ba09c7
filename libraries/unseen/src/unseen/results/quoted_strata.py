"""What may be quoted of several strata: their lower limits, added up.

The sum is too high only where some stratum's limit is, and by more than the others leave to spare:
uncertainties of independent strata cancel out in part, while limits add up in full. A stratum
without a limit counts with the people seen in it, which no data can make too many.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from unseen.assess.bounds import BoundLimits
from unseen.assess.strata import Groups, LeftOut
from unseen.data.lists import Lists
from unseen.errors import Refused
from unseen.messages import Sentence, say
from unseen.results.caution import reasons_before
from unseen.results.choices import Choices
from unseen.results.comparison import side_by_side
from unseen.results.quoted import (
    LIMITING,
    UNLESS,
    at_least,
    in_words,
    quoted,
    rounded_down,
    rounded_up,
    stated,
)


@dataclass(frozen=True, repr=False)
class Quote:
    """The quotation of one stratum.

    at_least: the lower limit before rounding, never below the people seen (n). bounds: the range
    under the class that was stated, where there is one. sentence: what may be quoted of this
    stratum.
    """

    n: int
    # Before rounding, so that rounding down happens once, in the sum.
    at_least: float
    bounds: BoundLimits | None
    sentence: Sentence

    def __repr__(self) -> str:
        return str(self.sentence)


@dataclass(frozen=True, repr=False)
class StrataQuotes:
    """The quotations of all strata. parts: by stratum. n, at_least: added up. low, high: the range
    of the stated class, added up; None where none was stated or one stratum contradicts it."""

    parts: Mapping[str, Quote]
    n: int
    at_least: float
    low: float | None
    high: float | None
    sentence: Sentence

    def __repr__(self) -> str:
        return "\n".join(
            [*(f"{name}: {part}" for name, part in self.parts.items()), str(self.sentence)]
        )


def quote_of(table: Lists, choices: Choices) -> Quote:
    own = stated(table, choices.stated, own=True) if choices.stated else None
    bounds = own.bounds if own else None
    # Lists that bear no number still say how many people were seen.
    if reasons_before(table):
        return Quote(table.n, table.n, bounds, quoted(table, {}, own))
    results = side_by_side(table, choices, only=LIMITING).results
    low = at_least(results)
    # A limit below the people seen would deny some of them.
    people = max(float(table.n), low.people if low else 0.0)
    return Quote(table.n, people, bounds, quoted(table, results, own))


def quote_strata(groups: Groups, choices: Choices) -> StrataQuotes:
    """Return what may be quoted of the strata. Raises Refused where no stratum has a limit."""
    parts = {name: quote_of(table, choices) for name, table in groups.tables.items()}
    # Strata with which nothing can be reckoned count with their people, or the sum would lose them.
    parts |= {name: quote_without(one) for name, one in groups.left_out.items()}
    n = sum(part.n for part in parts.values())
    low = sum(part.at_least for part in parts.values())
    ranges = [part.bounds for part in parts.values()]
    within = [one for one in ranges if one is not None]
    # With no limit and no range anywhere the sum is the people seen, which is no estimate.
    if not parts or (all(part.at_least <= part.n for part in parts.values()) and not within):
        raise Refused(
            say("{n:,} people were seen. These strata bear no estimate of how many there were", n=n)
        )
    # One stratum without a range makes the sum of ranges one of some strata.
    if not within or len(within) < len(ranges):
        missing = tuple(name for name, part in parts.items() if part.bounds is None)
        said = lower_limit(n, low, seen_alone(parts))
        if choices.stated is not None:
            said = without_range(said, missing, tuple(groups.left_out))
        return StrataQuotes(parts, n, low, None, None, said)
    least, most = (sum(getattr(one, end) for one in within) for end in ("low", "high"))
    # Limits added up are wider than the sum's own interval: on the safe side (see above).
    return StrataQuotes(parts, n, low, least, most, between(n, least, most, choices))


def quote_without(one: LeftOut) -> Quote:
    """Return the quotation of a stratum for which nothing is known but how many were seen."""
    said = say("{n:,} people were seen in this stratum: {why}.", n=one.n, why=one.why)
    return Quote(one.n, one.n, None, said)


def seen_alone(parts: Mapping[str, Quote]) -> tuple[str, ...]:
    """Return the strata that count in the sum with the people seen in them, and no more."""
    return tuple(name for name, part in parts.items() if part.at_least <= part.n)


def lower_limit(n: int, low: float, only_seen: tuple[str, ...] = ()) -> Sentence:
    first = say(
        "There were at least about {low:,} people in all strata together, {n:,} of them seen: the"
        " lower 95 % limits of the strata added up. This holds also if some are much harder to"
        " reach than others or lists refer people to each other. {unless} How many more there were,"
        " these lists alone cannot tell.",
        low=max(n, rounded_down(low)),
        n=n,
        unless=UNLESS,
    )
    if not only_seen:
        return first
    seen = say(
        "Of these strata only the people seen are counted in it: {strata}.",
        strata=", ".join(only_seen),
    )
    return one_after_another(first, seen)


def without_range(said: Sentence, missing: tuple[str, ...], left_out: tuple[str, ...]) -> Sentence:
    """Return why there is no range of the stated class: strata that contradict it, or bear none."""
    if against := [name for name in missing if name not in left_out]:
        why = say(
            "The range under the stated class cannot be given: these strata contradict it:"
            " {strata}.",
            strata=", ".join(against),
        )
        said = one_after_another(said, why)
    if left_out:
        why = say(
            "The range under the stated class cannot be given: these strata bear none with these"
            " lists: {strata}.",
            strata=", ".join(left_out),
        )
        said = one_after_another(said, why)
    return said


def one_after_another(first: Sentence, second: Sentence) -> Sentence:
    return Sentence("{first} {second}", {"first": first, "second": second})


def between(n: int, low: float, high: float, choices: Choices) -> Sentence:
    assert choices.stated is not None
    return say(
        "There were between {low:,} and {high:,} people in all strata together (95 % intervals of"
        " the strata added up), {n:,} of them seen, if in each stratum {assumption}, nobody came or"
        " left meanwhile, every person was recognised from one list to the next, and all lists mean"
        " the same by “victim”.",
        low=max(n, rounded_down(low)),
        high=rounded_up(high),
        n=n,
        assumption=in_words(choices.stated),
    )
