"""The methods by name, as a simulation, a group or a check calls them."""

from dataclasses import replace
from math import inf

from numpy.random import Generator

from unseen.assess.bounds import Assumption, bounds
from unseen.data.lists import Lists
from unseen.errors import BadInput, Refused
from unseen.estimators.overlap import overlap_of
from unseen.messages import say
from unseen.results.answer import Answer, Method
from unseen.results.caution import reasons_after, reasons_before
from unseen.results.choices import none_of
from unseen.results.comparison import side_by_side
from unseen.results.methods import METHODS, Choices, apply
from unseen.results.quoted import LIMITING, at_least, no_estimate, rounded_down


def by_name(
    name: str, choices: Choices, assumption: Assumption | None = None, *, careful: bool = False
) -> Method:
    """`bounds` under the assumption, `quoted` (the sentence of the report, without an assumption),
    or any of METHODS; its seed is drawn anew for each table. careful: one of METHODS refuses what
    `estimate` refuses; a simulation asks what its number would have been.
    """
    if name == "bounds":
        return _bounds(assumption or Assumption())
    if name == "quoted":
        return _quoted(choices)
    if name not in METHODS:
        raise BadInput("method", none_of(name, ["bounds", "quoted", *METHODS]))
    return _estimate(name, choices, careful)


def _estimate(name: str, choices: Choices, careful: bool) -> Method:
    def method(table: Lists, rng: Generator) -> Answer:
        # A seed of its own for each table, from the stream of the simulation: one seed for all
        # would make their luck the same.
        drawn = replace(choices, seed=int(rng.integers(2**31)))
        # A stratum is an answer to somebody; a simulation measures what the number would have been.
        if careful and (reasons := reasons_before(table)):
            raise Refused(*reasons)
        result = apply(name, table, drawn)
        if careful and (reasons := reasons_after(table, result)):
            raise Refused(*reasons)
        # A coverage without an interval cannot be measured.
        if 0.95 not in result.limits:
            raise Refused(say("without resamples there is no interval"))
        return Answer(result.estimate, *result.limits[0.95])

    return method


def _quoted(choices: Choices) -> Method:
    """The lower limit as it is quoted: rounded down, and never below the people seen."""

    def method(table: Lists, rng: Generator) -> Answer:
        drawn = replace(choices, seed=int(rng.integers(2**31)))
        low = at_least(side_by_side(table, drawn, only=LIMITING).results)
        if low is None:
            raise Refused(no_estimate(table.n))
        people = max(table.n, rounded_down(low.people))
        # No upper end: what is quoted is a lower limit.
        return Answer(people, people, inf, at_least=True)

    return method


def _bounds(assumption: Assumption) -> Method:
    """The estimate is the plain one: it need not lie in the middle."""

    def method(table: Lists, rng: Generator) -> Answer:
        found = bounds(table, assumption)
        return Answer(overlap_of(table).estimate, found.low, found.high)

    return method
