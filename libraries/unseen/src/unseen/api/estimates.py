"""One method on one set of lists: the number of people, with all that belongs beside it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Unpack

from unseen.api import plots, showing
from unseen.api.options import Options
from unseen.api.options import choices as chosen_options
from unseen.data.lists import Lists
from unseen.errors import BadInput, Refused, check_number
from unseen.loglinear.models import bracketed
from unseen.messages import Sentence
from unseen.results import caution
from unseen.results.choices import not_between
from unseen.results.method_names import NAMES
from unseen.results.methods import apply
from unseen.results.provenance import Provenance, provenance
from unseen.results.record import Record, record
from unseen.results.result import Limits, Result

FIRST = 0.95


@dataclass(frozen=True, repr=False)
class Estimate:
    """An estimate of people, seen and unseen. reasons: why the number must not be
    quoted; empty if it may be."""

    lists: Lists
    result: Result
    provenance: Provenance
    reasons: tuple[Sentence, ...] = ()

    @property
    def method(self) -> str:
        return self.result.method

    @property
    def name(self) -> Sentence:
        """The method in words."""
        return NAMES[self.method]

    @property
    def estimate(self) -> float:
        return self.result.estimate

    @property
    def n(self) -> int:
        """How many people were seen."""
        return self.lists.n

    @property
    def limits(self) -> dict[float, Limits]:
        """Intervals by level, 0.95 and 0.80; empty without resamples."""
        return dict(self.result.limits)

    def interval(self, level: float = FIRST) -> Limits | None:
        """Return the interval at a level; one other than 0.95 and 0.80 only where
        there are resamples."""
        # A method without resamples has only the intervals that it was asked for: no other level is
        # guessed from them.
        if level in self.result.limits:
            return self.result.limits[level]
        check_number("level", level)
        if not 0 < level < 1:
            raise BadInput("level", not_between(level, 0, 1))
        return self.result.bootstrap.bca(level) if self.result.bootstrap else None

    @property
    def model(self) -> str | None:
        """The log-linear model as the literature writes it, lists numbered from 1: [12,3]."""
        return None if self.result.model is None else bracketed(self.result.model)

    @cached_property
    def warnings(self) -> tuple[Sentence, ...]:
        """What to know before using the number."""
        return tuple(caution.warnings(self.lists, self.result))

    @cached_property
    def warnings_of_method(self) -> tuple[Sentence, ...]:
        """The warnings without those that the lists call for whatever the method."""
        return tuple(caution.warnings_of_result(self.lists, self.result))

    def to_dict(self) -> Record:
        """Return everything as plain data, for JSON."""
        found = record(self.lists, self.result, self.reasons)
        return {**found, "provenance": self.provenance.to_dict()}

    def to_dataframe(self) -> Any:
        """Return one row; data frames of several estimates can be put below each other."""
        return showing.data_frame([self.row()])

    def row(self) -> dict[str, object]:
        low95, high95 = self.interval(0.95) or (None, None)
        low80, high80 = self.interval(0.80) or (None, None)
        return {
            "method": self.method,
            "estimate": self.estimate,
            "low95": low95,
            "high95": high95,
            "low80": low80,
            "high80": high80,
            "n": self.n,
            "model": self.model,
            "may_be_quoted": not self.reasons,
            "seed": self.provenance.seed,
            "version": self.provenance.version,
            "digest": self.provenance.digest,
        }

    def plot(self) -> Any:
        """Plot the resamples with the interval; for a method without any, a dot with its line."""
        limits = self.interval()
        if self.result.bootstrap is not None and limits is not None:
            drawn = self.result.bootstrap.resampled
            chart = plots.resamples(drawn, self.estimate, limits)
            return plots.marked(chart, self.reasons, drawn)
        low, high = limits or (self.estimate, self.estimate)
        row = {"name": str(self.name), "estimate": self.estimate, "low": low, "high": high}
        return plots.marked(plots.intervals([row]), self.reasons)

    def __repr__(self) -> str:
        lines = [
            f"{self.name}: {showing.people(self.estimate)} people"
            f" (95 %: {showing.interval(self.interval())}), {self.n:,} of them seen"
        ]
        if self.model:
            lines.append(f"  model {self.model}")
        lines += [f"  NOT TO BE QUOTED: {reason}" for reason in self.reasons]
        lines += [f"  {warning}" for warning in self.warnings]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        heads = ["method", "people", "95 % interval", "80 % interval", "seen", "model"]
        row = [
            self.name,
            showing.people(self.estimate),
            showing.interval(self.interval(0.95)),
            showing.interval(self.interval(0.80)),
            f"{self.n:,}",
            self.model or "–",
        ]
        refused = [f"NOT TO BE QUOTED: {reason}" for reason in self.reasons]
        table = showing.html_table(self.provenance.call, heads, [row])
        return table + showing.html_list([*refused, *self.warnings])


def estimate(
    lists: Lists, method: str = "stepwise", *, anyway: bool = False, **options: Unpack[Options]
) -> Estimate:
    """The number of people, seen and unseen, by one method.

    method: independence, stepwise, bic, dga (3 to 6 lists), bayes (3 to 6), latent, chapman
    (2 lists), chao, mth-chao, mth-poisson, mth-darroch, mth-gamma, mh-chao, mh-poisson,
    mh-darroch, mh-gamma; `METHODS` says each in words. Options, each with what is taken without it:

    replicates  1000    resamples of the bootstrap; 0 for no interval
    seed        1234    of every random draw
    threshold   0.02    of the stepwise choice
    order       any     most lists in a term of a BIC model
    keep        7, 20, 100 at 3, 4, 5 lists: best models that compete in each resample (BIC)
    cores       1       threads; the answer does not depend on it
    r_compatible False  R's random numbers (stepwise, bic) and grid (dga)
    progress    none    called with the share done

    The answer has `estimate`, `interval(level)`, `warnings`, `model`, `to_dataframe()`, `plot()`
    and `provenance`. Raises Refused, with its reasons, where the lists bear no such number; with
    `anyway` the number is given and carries the reasons. Raises BadInput for what the method
    cannot take.
    """
    before = caution.reasons_before(lists)
    if before and not anyway:
        raise Refused(*before)
    choices = chosen_options(**options)
    result = apply(method, lists, choices)
    # Some reasons show only in the answer (an upper limit beyond all use, a fit at infinity).
    reasons = (*before, *caution.reasons_after(lists, result))
    if reasons and not anyway:
        raise Refused(*reasons)
    made_by = provenance("estimate", lists, choices, repr(method), *(["anyway=True"] * anyway))
    return Estimate(lists, result, made_by, reasons)
