"""Model averaging over decomposable graphs (Madigan & York 1997), the method known as dga.

Each chordal graph says which lists depend on each other; each gives every number of unseen
people a probability; the answer averages over all of them. The prior is 1/N for the total and
a hyper-Dirichlet with delta = 2**-lists for the histories.
"""

from dataclasses import dataclass
from functools import cache
from itertools import combinations

import numpy as np

from unseen.data.lists import Lists, bits
from unseen.errors import BadInput
from unseen.loglinear.fitting import Floats
from unseen.messages import say

# Two lists leave nothing to average over; seven would have 617,675 chordal graphs (OEIS A058862).
FEWEST, MOST = 3, 6
REACHES = (30, 240, 2000)
R_REACH, R_POINTS = 30, 1000
COARSE, FINE = 120, 4000
# A graph this far below the best on the coarse grid has e**-25 of its density at most, and is not
# worth computing finely.
WORTH_KEEPING = 25.0
# With more mass than this at its end, the grid and not the data would set the upper limit.
HEAVY_TAIL = 1e-3


@dataclass(frozen=True)
class Average:
    """Cumulated posterior of the unseen at points of a grid that is finer near 0.

    tail: the mass in the last 1 % of the grid; if it is not small, the answer depends on where
    the grid ends. graphs: how many graphs carry 95 % of the weight.
    """

    n: int
    unseen: Floats
    cumulated: Floats
    tail: float
    graphs: int

    def quantile(self, share: float) -> float:
        return self.n + float(np.interp(share, self.cumulated, self.unseen))

    @property
    def median(self) -> float:
        return self.quantile(0.5)

    def interval(self, level: float) -> tuple[float, float]:
        return self.quantile((1 - level) / 2), self.quantile((1 + level) / 2)

    @property
    def trustworthy(self) -> bool:
        return self.tail < HEAVY_TAIL


@dataclass(frozen=True)
class OnPoints(Average):
    """The posterior with all mass on the points of the grid, as R's users compute it."""

    def quantile(self, share: float) -> float:
        return self.n + float(self.unseen[np.searchsorted(self.cumulated, share)])


def average(table: Lists, r_compatible: bool = False) -> Average | OnPoints:
    """The posterior, on a grid that is stretched until its end carries no weight.

    r_compatible: the usual grid of 1,000 whole steps up to 30 n, quantiles at its points.

    Raises BadInput for fewer than 3 or more than 6 lists.
    """
    if not FEWEST <= table.lists <= MOST:
        raise BadInput(
            "lists",
            say(
                "this method takes {fewest} to {most} lists, not {n}",
                n=table.lists,
                fewest=FEWEST,
                most=MOST,
            ),
        )
    if r_compatible:
        return on_points(table, np.linspace(1.0, R_REACH * table.n, R_POINTS))
    for reach in REACHES:
        posterior = average_up_to(table, reach * table.n)
        # The shortest grid that carries the answer: on one that is too short the median itself is
        # nonsense, on one that is too long its steps are coarse.
        if posterior.trustworthy:
            break
    return posterior


def average_up_to(table: Lists, most: int) -> Average:
    graphs = chordal_graphs(table.lists)
    rough = log_posterior(table, graphs, grid(most, COARSE))
    best = rough.max(axis=1)
    unseen = grid(most, FINE)
    kept = graphs[best > best.max() - WORTH_KEEPING]
    logs = log_posterior(table, kept, unseen)
    densities = np.exp(logs - logs.max())
    gaps = np.diff(unseen)
    weights = np.sort(((densities[:, 1:] + densities[:, :-1]) / 2) @ gaps)[::-1]
    density = densities.sum(axis=0)
    mass = (density[1:] + density[:-1]) / 2 * gaps
    cumulated = np.concatenate([[0.0], np.cumsum(mass)]) / mass.sum()
    tail = 1.0 - float(np.interp(0.99 * most, unseen, cumulated))
    carrying = int(np.searchsorted(np.cumsum(weights) / weights.sum(), 0.95)) + 1
    return Average(table.n, unseen, cumulated, tail, carrying)


def on_points(table: Lists, unseen: Floats) -> OnPoints:
    logs = log_posterior(table, chordal_graphs(table.lists), unseen)
    masses = np.exp(logs - logs.max())
    weights = np.sort(masses.sum(axis=1))[::-1]
    cumulated = np.cumsum(masses.sum(axis=0)) / masses.sum()
    carrying = int(np.searchsorted(np.cumsum(weights) / weights.sum(), 0.95)) + 1
    tail = 1.0 - float(cumulated[int(0.99 * unseen.size)])
    return OnPoints(table.n, unseen, cumulated, tail, carrying)


def grid(most: int, points: int) -> Floats:
    """Return `points` values from 0 to `most`, evenly spaced on the scale log(1 + x / 50)."""
    # Fine near 0, where a step of one person changes much, and coarse in the tail.
    return 50.0 * np.expm1(np.linspace(0.0, np.log1p(most / 50.0), points))


def log_posterior(table: Lists, graphs: Floats, unseen: Floats) -> Floats:
    """Return the log posterior up to a constant, shape (graphs, points)."""
    from scipy.special import gammaln

    total = table.n + unseen
    # The number of ways to place the people, and the prior 1/N of the total.
    common = gammaln(total + 1) - gammaln(unseen + 1) - np.log(total)
    logs: Floats = graphs @ marginal_logs(table, unseen) + common
    return logs


def marginal_logs(table: Lists, unseen: Floats) -> Floats:
    """Return the log marginal likelihood of the table of every set of lists, shape
    (sets, points)."""
    from scipy.special import gammaln

    rows = []
    for chosen in range(table.size):
        # A cell of a marginal table has the prior of all the cells that it sums: 2**-lists times
        # 2**(lists - chosen).
        delta = 2.0 ** -chosen.bit_count()
        cells: dict[int, int] = {0: 0}
        for history, count in table.counts.items():
            cells[history & chosen] = cells.get(history & chosen, 0) + count
        # People on none of the chosen lists: those seen elsewhere, and all the unseen.
        none = cells.pop(0)
        empty = (1 << chosen.bit_count()) - 1 - len(cells)
        fixed = sum(gammaln(c + delta) for c in cells.values()) + empty * gammaln(delta)
        fixed -= (1 << chosen.bit_count()) * gammaln(delta)
        rows.append(gammaln(none + unseen + delta) + fixed)
    return np.array(rows)


@cache
def chordal_graphs(lists: int) -> Floats:
    """Return one row a graph: +1 for each clique, -1 for each separator, shape (graphs, sets).

    8, 61, 822 and 18,154 graphs for 3 to 6 lists.
    """
    edges = list(combinations(range(lists), 2))
    rows = []
    for picked in range(1 << len(edges)):
        near = [0] * lists
        for k in bits(picked):
            i, j = edges[k]
            near[i] |= 1 << j
            near[j] |= 1 << i
        if (row := factors(near)) is not None:
            rows.append(row)
    return np.array(rows, dtype=np.float64)


def factors(near: list[int]) -> list[int] | None:
    """Cliques less separators by perfect elimination; None if the graph is not chordal.

    Taking away a vertex whose neighbours are all linked adds its clique and takes off what it
    shares with the rest. The empty set stands for the norming constant.
    """
    row = [0] * (1 << len(near))
    left = (1 << len(near)) - 1
    while left:
        for v in bits(left):
            around = near[v] & left
            if all((around & ~(1 << u)) & ~near[u] == 0 for u in bits(around)):
                break
        else:
            return None
        row[around | 1 << v] += 1
        row[around] -= 1
        left &= ~(1 << v)
    return row
