"""Several methods side by side: how much the answer depends on the choice of method."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fanal.core.errors import BadInput, Refused
from fanal.core.prevalence.caution import UNDETERMINED, reasons_after
from fanal.core.prevalence.lists import Table
from fanal.core.prevalence.methods import Choices, Result, apply, suitable
from fanal.core.prevalence.record import Record, record, table_record
from fanal.core.words import Sentence, joined, say


@dataclass(frozen=True)
class Together:
    """Results by method; reasons why one must not be given, empty if it may."""

    results: Mapping[str, Result]
    reasons: Mapping[str, list[Sentence]]

    @property
    def defensible(self) -> dict[str, Result]:
        """Independence is a baseline: it is shown, but weighs in no verdict."""
        return {
            name: r
            for name, r in self.results.items()
            if name != "independence" and not self.reasons[name]
        }

    @property
    def ratio(self) -> float | None:
        """The largest by the smallest, over all finite answers, the baseline included."""
        totals = [r.estimate for r in self.results.values()]
        return max(totals) / min(totals) if totals else None

    @property
    def determined(self) -> bool:
        """Whether the methods agree well enough."""
        return self.ratio is not None and self.ratio <= UNDETERMINED

    @property
    def verdict(self) -> Sentence:
        if self.ratio is None:
            return say("These data bear no estimate.")
        if self.determined:
            return say("The methods differ by a factor of {ratio:.2f}.", ratio=self.ratio)
        return say(
            "These data do not determine the number: the methods differ by a factor of"
            " {ratio:.2f}.",
            ratio=self.ratio,
        )

    def record(self, table: Table) -> Record:
        return {
            **table_record(table),
            "methods": {
                name: record(table, self.results[name], reasons)
                if name in self.results
                else {"refused": [str(r) for r in reasons]}
                for name, reasons in self.reasons.items()
            },
            "largest_to_smallest": self.ratio,
            "determined": self.determined,
            "verdict": str(self.verdict),
        }


def side_by_side(table: Table, choices: Choices, chosen: str = "all") -> Together:
    """Every suitable method, and `chosen`; one without a finite answer leaves its reasons."""
    results: dict[str, Result] = {}
    reasons: dict[str, list[Sentence]] = {}
    also = [] if chosen in ("all", *suitable(table)) else [chosen]
    for name in [*suitable(table), *also]:
        try:
            results[name] = apply(name, table, choices)
            reasons[name] = reasons_after(table, results[name])
        except Refused as refused:
            reasons[name] = [joined(reason) for reason in refused.reasons]
        except BadInput as problem:
            reasons[name] = [joined(problem.why)]
    return Together(results, reasons)
