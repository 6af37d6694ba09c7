"""All suitable methods side by side: how much the answer depends on the choice of method."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Unpack

from unseen.api import plots, showing
from unseen.api.estimates import Estimate
from unseen.api.options import ClassOptions
from unseen.api.options import choices as chosen_options
from unseen.data.lists import Lists
from unseen.errors import Refused
from unseen.messages import Sentence
from unseen.results import caution
from unseen.results.comparison import SideBySide, side_by_side
from unseen.results.method_names import NAMES
from unseen.results.provenance import Provenance, provenance
from unseen.results.quoted import Stated, at_least, quoted, stated
from unseen.results.record import Record


@dataclass(frozen=True, repr=False)
class Comparison:
    """What every method answers, and the one sentence that may be quoted.

    That methods agree is no evidence: most share the assumption that all people are alike to reach.
    """

    lists: Lists
    together: SideBySide
    own: Stated | None
    provenance: Provenance
    before: tuple[Sentence, ...] = ()

    @cached_property
    def estimates(self) -> Mapping[str, Estimate]:
        """Every answer that came out; one with `reasons` must not be quoted."""
        reasons = self.together.reasons
        return {
            # Each answer carries the reasons, so that none is passed on without them.
            name: Estimate(self.lists, result, self.provenance, (*self.before, *reasons[name]))
            for name, result in self.together.results.items()
        }

    @property
    def methods(self) -> tuple[str, ...]:
        """Every method that was tried, whether it answered or not."""
        return tuple(self.together.reasons)

    @property
    def refused(self) -> Mapping[str, list[Sentence]]:
        """Why a method has no answer, or one that must not be quoted."""
        return {name: reasons for name, reasons in self.together.reasons.items() if reasons}

    @property
    def ratio(self) -> float | None:
        """The largest answer by the smallest, of those that take all people to be alike."""
        return self.together.ratio

    @property
    def verdict(self) -> Sentence:
        return self.together.verdict

    @property
    def quoted(self) -> Sentence:
        """A lower limit; a range where `harder` was stated."""
        return quoted(self.lists, self.together.results, self.own)

    @property
    def at_least(self) -> float | None:
        """The lower limit that may be quoted, before it is rounded."""
        low = at_least(self.together.results)
        return None if low is None else low.people

    @cached_property
    def warnings(self) -> tuple[Sentence, ...]:
        """What the lists call for, whatever the method."""
        return tuple(caution.warnings_of_table(self.lists))

    def to_dict(self) -> Record:
        found = self.together.record(self.lists, self.own)
        return {**found, "provenance": self.provenance.to_dict()}

    def to_dataframe(self) -> Any:
        """Return one row a method that answered."""
        return showing.data_frame([one.row() for one in self.estimates.values()])

    def plot(self) -> Any:
        """Plot every answer that may be quoted on one axis; dashed, the lower limit to quote."""
        rows = []
        for name, one in self.estimates.items():
            # An answer that must not be quoted is not drawn beside those that may.
            if not one.reasons:
                low, high = one.interval() or (one.estimate, one.estimate)
                words = str(NAMES[name])
                rows.append({"name": words, "estimate": one.estimate, "low": low, "high": high})
        if self.own and (found := self.own.bounds):
            words = str(self.own.name)
            # No dot: within the bounds no number is likelier than another.
            rows.append({"name": words, "estimate": None, "low": found.low, "high": found.high})
        return plots.intervals(rows, self.at_least)

    def __repr__(self) -> str:
        lines = [f"{self.lists.n:,} people seen on {self.lists.lists} lists"]
        for name, reasons in self.together.reasons.items():
            one = self.estimates.get(name)
            if one is None or reasons:
                # With its reasons and without its number, which would be read all the same.
                why = "; ".join(map(str, reasons))
                lines.append(f"  {NAMES[name]}: refused: {why}")
            else:
                limits = showing.interval(one.interval())
                lines.append(f"  {NAMES[name]}: {showing.people(one.estimate)} ({limits})")
        lines += [f"  {warning}" for warning in self.warnings]
        return "\n".join([*lines, str(self.verdict), str(self.quoted)])

    def _repr_html_(self) -> str:
        rows = [
            (
                NAMES[name],
                showing.people(one.estimate),
                showing.interval(one.interval()),
                one.model or "–",
                "; ".join(map(str, one.reasons)) or "–",
            )
            for name, one in self.estimates.items()
        ]
        heads = ["method", "people", "95 % interval", "model", "refused"]
        table = showing.html_table(self.provenance.call, heads, rows)
        return table + showing.html_list([*self.warnings, self.verdict, self.quoted])


def compare(lists: Lists, *, anyway: bool = False, **options: Unpack[ClassOptions]) -> Comparison:
    """Every method that suits the lists; the keywords are those of `ClassOptions`.

    harder, unreachable, dependence: the class (see `bounds`) for which a range is quoted; without
    it a lower limit alone. Raises Refused where no method has an answer, unless `anyway`.
    """
    # Before any method runs: lists that share nobody would cost a bootstrap to say the same.
    before = caution.reasons_before(lists)
    if before and not anyway:
        raise Refused(*before)
    choices = chosen_options(**options)
    own = stated(lists, choices.stated, own=True) if choices.stated else None
    together = side_by_side(lists, choices)
    if not anyway and all(together.reasons.values()):
        raise Refused(*dict.fromkeys(r for each in together.reasons.values() for r in each))
    made_by = provenance("compare", lists, choices, *(["anyway=True"] * anyway))
    return Comparison(lists, together, own, made_by, tuple(before))
