"""Two lists alone: Lincoln–Petersen and Chapman (Chapman 1951; Seber 1970 for the variance)."""

import math
from dataclasses import dataclass

from unseen.data.lists import Lists
from unseen.errors import BadInput, Refused
from unseen.loglinear.bootstrap import NORMAL, tails
from unseen.messages import say


@dataclass(frozen=True)
class TwoLists:
    """Two lists. Both answers assume that being on one makes being on the other no likelier."""

    n: int
    first: int
    second: int
    both: int

    @property
    def lincoln_petersen(self) -> float:
        if self.both == 0:
            raise Refused(say("nobody is on both lists: there is no finite estimate"))
        return self.first * self.second / self.both

    @property
    def chapman(self) -> float:
        """The estimate of Chapman: nearly unbiased where the lists are short, and never below n."""
        return max(self.n, (self.first + 1) * (self.second + 1) / (self.both + 1) - 1)

    def chapman_interval(self, level: float) -> tuple[float, float]:
        """Return limits on the logarithm of the unseen, so that they never fall below n."""
        unseen = self.chapman - self.n
        if unseen <= 0:
            return float(self.n), float(self.n)
        a, b, m = self.first, self.second, self.both
        # Seber 1970, equation for the variance of Chapman's estimator.
        variance = (a + 1) * (b + 1) * (a - m) * (b - m) / ((m + 1) ** 2 * (m + 2))
        spread = math.sqrt(math.log1p(variance / unseen**2))
        low, high = (math.exp(NORMAL.inv_cdf(p) * spread) for p in tails(level))
        return self.n + unseen * low, self.n + unseen * high


def two_lists(table: Lists) -> TwoLists:
    if table.lists != 2:
        raise BadInput("lists", say("this method takes exactly two lists, not {n}", n=table.lists))
    return TwoLists(table.n, table.people_on(0), table.people_on(1), int(table.margins[3]))
