"""Several methods side by side: how much the answer depends on the choice of method."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from unseen.data.lists import Lists
from unseen.errors import BadInput, Refused
from unseen.messages import Sentence, joined, say
from unseen.results.caution import UNDETERMINED, reasons_after
from unseen.results.methods import ALIKE, Choices, Result, apply, check_known, suitable
from unseen.results.quoted import Stated, at_least, quoted, rounded_down
from unseen.results.record import Record, record, table_record


@dataclass(frozen=True)
class SideBySide:
    """Results by method; reasons why one must not be given, empty if it may."""

    results: Mapping[str, Result]
    reasons: Mapping[str, list[Sentence]]

    @property
    def ratio(self) -> float | None:
        """The largest by the smallest of the answers that take all people to be alike to reach."""
        # Methods for unequal people rest on another assumption: a difference to them is no
        # disagreement among these.
        totals = [self.results[name].estimate for name in ALIKE if name in self.results]
        return max(totals) / min(totals) if totals else None

    @property
    def disagree(self) -> bool:
        """Whether they differ so much that none can be taken for the number."""
        return self.ratio is not None and self.ratio > UNDETERMINED

    @property
    def verdict(self) -> Sentence:
        """The verdict on how far the methods agree; that they do is no evidence: what they share
        stays untested."""
        if self.ratio is None:
            return say("These data bear no estimate.")
        if self.disagree:
            return say(
                "These data do not determine the number: the methods that take all people to be"
                " alike to reach differ by a factor of {ratio:.2f}.",
                ratio=self.ratio,
            )
        return say(
            "The methods that take all people to be alike to reach differ by a factor of"
            " {ratio:.2f}. They share that assumption: that they agree is no evidence for it.",
            ratio=self.ratio,
        )

    def record(self, table: Lists, own: Stated | None = None) -> Record:
        """Return the comparison as plain data. own: the class that the analyst
        stated, with its range."""
        return {
            **table_record(table),
            "methods": {
                name: record(table, self.results[name], reasons)
                if name in self.results
                else {"refused": [str(r) for r in reasons]}
                for name, reasons in self.reasons.items()
            },
            "largest_to_smallest": self.ratio,
            "methods_disagree": self.disagree,
            "verdict": str(self.verdict),
            "at_least": at_least_record(self.results),
            "quoted": str(quoted(table, self.results, own)),
        }


def at_least_record(results: Mapping[str, Result]) -> Record | None:
    """Return the lower limit that may be quoted, as it comes out and rounded down."""
    low = at_least(results)
    if low is None:
        return None
    return {"limit": low.people, "rounded": rounded_down(low.people), "method": low.method}


def side_by_side(
    table: Lists, choices: Choices, chosen: str = "all", only: Iterable[str] = ()
) -> SideBySide:
    """Every suitable method, and `chosen`; one without a finite answer leaves its reasons.

    only: of the suitable methods no others than these.
    """
    results: dict[str, Result] = {}
    reasons: dict[str, list[Sentence]] = {}
    for name in tried(table, chosen, only):
        try:
            results[name] = apply(name, table, choices)
            reasons[name] = reasons_after(table, results[name])
        except Refused as refused:
            reasons[name] = [joined(reason) for reason in refused.reasons]
        except BadInput as problem:
            reasons[name] = [joined(problem.why)]
    return SideBySide(results, reasons)


def tried(table: Lists, chosen: str, only: Iterable[str] = ()) -> list[str]:
    """Return the suitable methods, and `chosen`. Raises BadInput for one that is not known."""
    if chosen != "all":
        check_known(chosen)
    names = [name for name in suitable(table) if name in (set(only) or {name})]
    return names if chosen in ("all", *names) else [*names, chosen]
