"""Estimates by stratum (sex, age, country, year), added up, and their trend over years."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Unpack

import numpy as np

from unseen.api import plots, showing
from unseen.api.options import ClassOptions, Options
from unseen.api.options import choices as chosen_options
from unseen.assess import strata
from unseen.assess.strata import Groups, Strata, Trend, by_stratum, split
from unseen.data.lists import Lists
from unseen.data.people import People, named_columns
from unseen.errors import BadInput, Refused, check_kind
from unseen.messages import say
from unseen.results import quoted_strata
from unseen.results.answer import Answer
from unseen.results.by_name import by_name
from unseen.results.provenance import Provenance, chosen, digest_of_groups, with_call


@dataclass(frozen=True, repr=False)
class StratifiedEstimate(Strata):
    """The strata and their sum, with the estimate of all people together, which is too low where
    strata differ in how easily they are recorded."""

    provenance: Provenance

    def to_dict(self) -> dict[str, object]:
        return {
            **asdict(self),
            "refused": {group: str(why) for group, why in self.refused.items()},
            "ratio": self.ratio,
        }

    @property
    def answers(self) -> Mapping[str, Answer]:
        """The strata, their sum and all people together, those that have an answer."""
        sums = {"added up": self.unpooled, "all together": self.pooled}
        return {**self.parts, **{name: one for name, one in sums.items() if one is not None}}

    def to_dataframe(self) -> Any:
        return showing.data_frame(
            [
                {"stratum": name, "estimate": one.estimate, "low95": one.low, "high95": one.high}
                for name, one in self.answers.items()
            ]
            # Refused strata are rows, too: a table without them would seem complete.
            + [{"stratum": name, "refused": str(why)} for name, why in self.refused.items()]
        )

    def plot(self) -> Any:
        return plots.intervals(
            [
                {"name": name, "estimate": one.estimate, "low": one.low, "high": one.high}
                for name, one in self.answers.items()
            ]
        )

    def __repr__(self) -> str:
        lines = [
            f"{name}: {showing.people(one.estimate)} ({showing.interval((one.low, one.high))})"
            for name, one in self.answers.items()
        ]
        return "\n".join(
            [*lines, *(f"{name}: refused: {why}" for name, why in self.refused.items())]
        )

    def _repr_html_(self) -> str:
        rows = [
            (name, showing.people(one.estimate), showing.interval((one.low, one.high)))
            for name, one in self.answers.items()
        ]
        rows += [(name, "refused", str(why)) for name, why in self.refused.items()]
        return showing.html_table(self.provenance.call, ["stratum", "people", "95 %"], rows)


@dataclass(frozen=True, repr=False)
class QuotedStrata(quoted_strata.StrataQuotes):
    """What may be quoted of each stratum and of all together, with how it was made."""

    provenance: Provenance

    def to_dict(self) -> dict[str, object]:
        parts = {name: plain_quote(part) for name, part in self.parts.items()}
        return {**asdict(self), "parts": parts, "sentence": str(self.sentence)}

    def to_dataframe(self) -> Any:
        """Return a row for each stratum. at_least: before rounding. low, high: of the stated class,
        empty without one."""
        rows = [
            {
                "stratum": name,
                "n": part.n,
                "at_least": part.at_least,
                "low": part.bounds.low if part.bounds else None,
                "high": part.bounds.high if part.bounds else None,
                "sentence": str(part.sentence),
            }
            for name, part in self.parts.items()
        ]
        whole = {"n": self.n, "at_least": self.at_least, "low": self.low, "high": self.high}
        total = {"stratum": "added up", **whole, "sentence": str(self.sentence)}
        return showing.data_frame([*rows, total])

    def _repr_html_(self) -> str:
        rows = [(name, f"{part.n:,}", part.sentence) for name, part in self.parts.items()]
        rows.append(("added up", f"{self.n:,}", self.sentence))
        return showing.html_table(self.provenance.call, ["stratum", "seen", "to quote"], rows)


def plain_quote(quote: quoted_strata.Quote) -> dict[str, object]:
    return {**asdict(quote), "sentence": str(quote.sentence)}


def estimate_strata(
    people: People | Groups | Mapping[str, Lists],
    by: str | Sequence[str] = (),
    method: str = "stepwise",
    **options: Unpack[Options],
) -> StratifiedEstimate:
    """One estimate a stratum. people: one row a person, or the lists of each stratum.

    by: the column of the stratum, or several: every combination that occurs is one. A stratum of
    which `estimate` would refuse a number is named, and then there is no sum; so is one in which a
    list names nobody.
    """
    columns = named_columns("by", by)
    groups = groups_of(people, columns)
    choices = chosen_options(**options)
    # One stream for all strata: the same seed in each would give them the same luck.
    rng = np.random.default_rng(choices.seed)
    found = by_stratum(groups, by_name(method, choices, careful=True), rng)
    called = ", ".join(["people", repr(columns), repr(method), *chosen(choices)])
    call = f"unseen.estimate_strata({called})"
    made_by = with_call(call, choices.seed, digest_of_groups(groups))
    return StratifiedEstimate(**vars(found), provenance=made_by)


def quote_strata(
    people: People | Groups | Mapping[str, Lists],
    by: str | Sequence[str] = (),
    **options: Unpack[ClassOptions],
) -> QuotedStrata:
    """The sentence that may be quoted of each stratum and of all together; see `compare`.

    harder, unreachable, dependence: a class that holds in each stratum; then ranges are quoted.
    """
    columns = named_columns("by", by)
    groups = groups_of(people, columns)
    choices = chosen_options(**options)
    found = quoted_strata.quote_strata(groups, choices)
    call = f"unseen.quote_strata({', '.join(['people', repr(columns), *chosen(choices)])})"
    made_by = with_call(call, choices.seed, digest_of_groups(groups))
    return QuotedStrata(**vars(found), provenance=made_by)


def groups_of(people: People | Groups | Mapping[str, Lists], columns: Sequence[str]) -> Groups:
    check_kind("people", people, People, Groups, Mapping)
    if isinstance(people, Groups):
        return people
    if not isinstance(people, People):
        return Groups.of(people)
    if not columns:
        raise BadInput("by", say("the column of the strata is needed"))
    return split(people.lists, people.histories, people.groups(columns))


def trend(stratified: Strata | Mapping[str, Answer]) -> Trend:
    """The yearly ratio of estimates whose strata are years: all of an answer, or some by year.

    Raises BadInput for a stratum that is no year, Refused where one has no estimate.
    """
    check_kind("stratified", stratified, Strata, Mapping)
    if not isinstance(stratified, Strata):
        stratified = Strata(stratified, {}, None, None)
    for year in (*stratified.parts, *stratified.refused):
        # `isdecimal` takes digits of every script; years here are written 0 to 9.
        if not (str(year).isascii() and str(year).isdecimal()):
            raise BadInput("years", say("{text} is not a year", text=repr(year)))
    # A trend over the years that happen to have an estimate would be one of the data and not of
    # people.
    if stratified.refused:
        raise Refused(
            *(
                say("{group}: {what}", group=group, what=why)
                for group, why in stratified.refused.items()
            )
        )
    return strata.trend({int(year): answer for year, answer in stratified.parts.items()})
