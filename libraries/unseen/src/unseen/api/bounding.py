"""The interval under a stated class of people, with how it was made."""

from dataclasses import asdict, dataclass
from typing import Any

from unseen.api import plots, showing
from unseen.assess import bounds as assessed
from unseen.assess.bounds import Assumption, BoundLimits
from unseen.data.lists import Lists
from unseen.results.caution import check_lists
from unseen.results.provenance import Provenance, digest_of, with_call


@dataclass(frozen=True, repr=False)
class Bounds(BoundLimits):
    """low, high: between them lies the number of people, if they are as `assumption` states."""

    provenance: Provenance

    def to_dict(self) -> dict[str, object]:
        return asdict(self)

    def to_dataframe(self) -> Any:
        return showing.data_frame([self.row()])

    def row(self) -> dict[str, object]:
        # One flat row: data frames of several classes can be put below each other.
        plain = {k: v for k, v in asdict(self).items() if k not in ("assumption", "provenance")}
        made_by = {"version": self.provenance.version, "digest": self.provenance.digest}
        return {**asdict(self.assumption), **plain, **made_by}

    def plot(self) -> Any:
        """A line without a dot: no number within the bounds is likelier than another."""
        row = {"name": self.title, "estimate": None, "low": self.low, "high": self.high}
        return plots.intervals([row])

    @property
    def title(self) -> str:
        stated = self.assumption
        return (
            f"bounds: harder {stated.harder:g}, unreachable {stated.unreachable:.0%},"
            f" dependence {stated.dependence:g}"
        )

    def __repr__(self) -> str:
        return (
            f"{self.title}: {showing.interval((self.low, self.high))} people"
            f" ({self.level:.0%}), {self.n:,} of them seen"
        )

    def _repr_html_(self) -> str:
        heads = ["harder", "unreachable", "dependence", "lowest", "highest", "seen"]
        stated = self.assumption
        row = [
            f"{stated.harder:g}",
            f"{stated.unreachable:.0%}",
            f"{stated.dependence:g}",
            showing.people(self.low),
            showing.people(self.high),
            f"{self.n:,}",
        ]
        return showing.html_table(self.provenance.call, heads, [row])


def bounds(
    lists: Lists,
    harder: float,
    unreachable: float = 0.0,
    dependence: float = 1.0,
    *,
    level: float = 0.95,
) -> Bounds:
    """The interval that covers the number of people with probability `level`, if

    on every list the person hardest to record is at most `harder` times less likely to be on it
    than the easiest; at most the share `unreachable` can be reached by no list; and being on one
    list changes a person's chance of another by at most a factor `dependence`.

    Raises Refused where the lists contradict it, or share nobody.
    """
    check_lists(lists)
    found = assessed.bounds(lists, Assumption(harder, unreachable, dependence), level)
    # The call itself is kept: the number can be made again by whoever doubts it.
    call = f"unseen.bounds(lists, {harder!r}, {unreachable!r}, {dependence!r}, level={level!r})"
    # No seed: bounds draw nothing.
    made_by = with_call(call, 0, digest_of(lists))
    return Bounds(**vars(found), provenance=made_by)
