"""What an analyst decides before seeing a number."""

from collections.abc import Iterable
from dataclasses import dataclass

from unseen.assess.bounds import Assumption
from unseen.errors import BadInput, check_number
from unseen.loglinear.parallel import Progress, silent
from unseen.messages import Sentence, say


def not_between(value: float, low: int, high: int) -> Sentence:
    return say("{value} is not between {low:,} and {high:,}", value=value, low=low, high=high)


def none_of(name: str, known: Iterable[str]) -> Sentence:
    return say("{value} is not one of {names}", value=repr(name), names=", ".join(known))


@dataclass(frozen=True)
class Choices:
    """harder, unreachable, dependence: the class of `bounds` in which the analyst believes the
    people to be; with it the report quotes a range, without it a lower limit alone.
    """

    # As SparseMSE takes them (Chan, Silverman & Vincent 2021), so that a call without options can
    # be compared with one in R.
    threshold: float = 0.02
    order: int = 99
    replicates: int = 1000
    seed: int = 1234
    r_compatible: bool = False
    keep: int | None = None
    cores: int = 1
    progress: Progress = silent
    # None by default: a class is a belief of the analyst, and nothing may be assumed in her place.
    harder: float | None = None
    unreachable: float = 0.0
    dependence: float = 1.0

    def __post_init__(self) -> None:
        check_number("threshold", self.threshold)
        for name in ("order", "replicates", "seed", "cores"):
            check_number(name, getattr(self, name), whole=True)
        if self.keep is not None:
            check_number("keep", self.keep, whole=True)
        if not 0.0 <= self.threshold <= 1.0:
            raise BadInput("threshold", not_between(self.threshold, 0, 1))
        if not 0 <= self.replicates <= 1_000_000:
            raise BadInput("replicates", not_between(self.replicates, 0, 1_000_000))
        if not 0 <= self.seed < 2**31:
            raise BadInput("seed", not_between(self.seed, 0, 2**31 - 1))
        if self.keep is not None and self.keep < 1:
            raise BadInput("keep", say("keep at least one model"))
        if self.harder is None and (self.unreachable, self.dependence) != (0.0, 1.0):
            raise BadInput("harder", say("state a K too; 1 takes all people to be alike"))
        _ = self.stated

    @property
    def stated(self) -> Assumption | None:
        """The class that was stated; None where none was."""
        if self.harder is None:
            return None
        return Assumption(self.harder, self.unreachable, self.dependence)
