"""Latent classes: people of several unknown kinds, lists independent within a kind.

Manrique-Vallier 2016, Biometrics 72. An option only: the kinds that no list reaches stay unknown,
chains often disagree, and the answer depends on the cap of the unseen. All three are shown.
"""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from unseen.data.lists import Lists
from unseen.errors import BadInput
from unseen.estimators.chains import SETTLED, r_hat
from unseen.estimators.ridge import move_along_ridge
from unseen.messages import Sentence, say

# As many as Manrique-Vallier's LCMCR takes: more than lists of this length can tell apart.
CLASSES = 10
# Gamma(0.25, 0.25) for the concentration, as in Manrique-Vallier 2016.
CONCENTRATION = 0.25
# LCMCR has the same limit and does not say so; here the share of steps that met it is told.
CAP = 20
# Short, middle and long moves in turn: which one is accepted depends on how well the data fix a
# class.
LENGTHS = (0.1, 0.4, 1.2)

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Latent:
    """Posterior median and equal-tailed intervals of the number of people.

    r_hat: of the unseen, over all chains. cap: unseen people were kept below `cap` times the
    seen. at_cap: the share of steps that wanted to go beyond it.
    """

    estimate: float
    interval95: tuple[float, float]
    interval80: tuple[float, float]
    r_hat: float
    chains: int
    cap: int
    at_cap: float

    @property
    def notes(self) -> tuple[Sentence, ...]:
        """How far the chains can be trusted: R-hat and the cap always, and what is wrong."""
        found = [
            say(
                "{k} chains, R-hat {r:.3f}; at most {cap} times the people seen are unseen.",
                k=self.chains,
                r=self.r_hat,
                cap=self.cap,
            )
        ]
        # Written so that NaN, the R-hat of chains that never moved, is warned about too.
        if not self.r_hat <= SETTLED:
            found.append(say("The chains do not agree: R-hat is above {most}.", most=SETTLED))
        if self.at_cap > 0:
            found.append(
                say("{share:.1%} of the steps wanted to go beyond the cap.", share=self.at_cap)
            )
        return tuple(found)


@dataclass
class State:
    """One step of all chains. sticks: chains x classes. chances: chains x classes x lists."""

    sticks: Floats
    chances: Floats
    concentration: Floats
    unseen: NDArray[np.int64]

    @property
    def shares(self) -> Floats:
        """The shares of the classes, by stick-breaking; chains x classes."""
        left = np.cumprod(1 - self.sticks[:, :-1], axis=1)
        return np.hstack([self.sticks[:, :1], self.sticks[:, 1:] * left])


def latent(
    table: Lists,
    rng: Generator,
    *,
    chains: int = 4,
    draws: int = 20000,
    burn_in: int = 5000,
    cap: int = CAP,
) -> Latent:
    """Sample with Gibbs steps in `chains` chains at once. Raises BadInput for too short a run."""
    if chains < 2 or draws < 100 or burn_in < 0 or cap < 1:
        raise BadInput("latent", say("at least 2 chains, 100 draws and a cap of 1 are needed"))
    seen, counts = histories(table)
    state = start(rng, chains, len(table.names), table.n)
    kept = np.empty((chains, draws))
    touched = 0
    for step in range(-burn_in, draws):
        move_classes(state, rng, seen, counts, cap, LENGTHS[step % len(LENGTHS)])
        beyond = move(state, rng, seen, counts, cap)
        if step >= 0:
            kept[:, step] = state.unseen
            touched += beyond
    return summary(kept, table.n, cap, touched / kept.size)


def summary(unseen: Floats, n: int, cap: int, at_cap: float) -> Latent:
    q = np.quantile(unseen, (0.025, 0.1, 0.5, 0.9, 0.975)) + n
    return Latent(
        estimate=float(q[2]),
        interval95=(float(q[0]), float(q[4])),
        interval80=(float(q[1]), float(q[3])),
        r_hat=r_hat(unseen),
        chains=len(unseen),
        cap=cap,
        at_cap=at_cap,
    )


def histories(table: Lists) -> tuple[Floats, NDArray[np.int64]]:
    """Return histories as rows of 0 and 1 (the unseen one last), and the counts of those seen."""
    order = [*(w for w, count in sorted(table.counts.items()) if count), 0]
    rows = np.array([[w >> j & 1 for j in range(len(table.names))] for w in order], float)
    return rows, np.array([table.counts[w] for w in order[:-1]], np.int64)


def start(rng: Generator, chains: int, lists: int, n: int) -> State:
    """Draw a state from the prior, the unseen between a tenth and three times the seen."""
    sticks = rng.beta(1, 1, (chains, CLASSES))
    # The last class takes what is left, which truncates the infinite mixture at CLASSES.
    sticks[:, -1] = 1
    return State(
        sticks=sticks,
        chances=rng.beta(1, 1, (chains, CLASSES, lists)),
        concentration=np.ones(chains),
        unseen=np.asarray(n * rng.uniform(0.1, 3, chains), np.int64),
    )


def move(state: State, rng: Generator, seen: Floats, counts: NDArray[np.int64], cap: int) -> int:
    """Make one Gibbs step in place; return how many chains wanted more unseen than the cap."""
    weights = class_weights(state, seen)
    beyond = move_unseen(state, rng, weights[:, -1].sum(axis=1), int(counts.sum()), cap)
    everyone = np.hstack([np.tile(counts, (len(weights), 1)), state.unseen[:, None]])
    members = rng.multinomial(everyone, weights / weights.sum(axis=2, keepdims=True))
    move_chances(state, rng, members, seen)
    move_sticks(state, rng, members.sum(axis=1))
    return beyond


def move_classes(
    state: State, rng: Generator, seen: Floats, counts: NDArray[np.int64], cap: int, length: float
) -> None:
    """Make each class harder or easier, about `length` on the scale of log-odds; before `move`."""
    by = length * rng.standard_normal(state.sticks.shape)
    uniform = 1.0 - rng.random(state.sticks.shape)
    state.sticks = np.ascontiguousarray(state.sticks)
    state.chances = np.ascontiguousarray(state.chances)
    move_along_ridge(
        state.sticks, state.chances, state.concentration, seen, counts, float(cap), by, uniform
    )


def class_weights(state: State, seen: Floats) -> Floats:
    """Return the joint probability of class and history; chains x histories x
    classes, unseen last."""
    likely = np.log(state.chances) @ seen.T + np.log1p(-state.chances) @ (1 - seen.T)
    shares = np.log(np.maximum(state.shares, 1e-300))
    return np.exp(np.swapaxes(likely + shares[:, :, None], 1, 2)) + 1e-300


def move_unseen(state: State, rng: Generator, missed: Floats, n: int, cap: int) -> int:
    """Draw the unseen, negative binomial given the chance to be missed; beyond the
    cap the old value stays."""
    # Under the prior 1/N the unseen, given the chance to be missed, are negative binomial.
    drawn = rng.negative_binomial(n, np.clip(1 - missed, 1e-9, 1))
    within = drawn <= cap * n
    state.unseen = np.where(within, drawn, state.unseen)
    return int((~within).sum())


def move_chances(state: State, rng: Generator, members: NDArray[np.int64], seen: Floats) -> None:
    """Draw the chances from Beta posteriors with uniform priors. members: chains x
    histories x classes."""
    on_list = np.swapaxes(members, 1, 2) @ seen
    everyone = members.sum(axis=1)[:, :, None]
    drawn = rng.beta(1 + on_list, 1 + everyone - on_list)
    state.chances = np.clip(drawn, 1e-12, 1 - 1e-12)


def move_sticks(state: State, rng: Generator, sizes: NDArray[np.int64]) -> None:
    """Draw the sticks. sizes: chains x classes."""
    later = np.cumsum(sizes[:, ::-1], axis=1)[:, ::-1] - sizes
    alpha = state.concentration[:, None]
    drawn = np.clip(rng.beta(1 + sizes[:, :-1], alpha + later[:, :-1]), 1e-12, 1 - 1e-12)
    state.sticks = np.hstack([drawn, np.ones((len(drawn), 1))])
    # The gamma prior is conjugate: each stick adds one to the shape and its -log(1 - stick) to the
    # rate.
    rate = CONCENTRATION - np.log1p(-drawn).sum(axis=1)
    state.concentration = rng.gamma(CONCENTRATION + CLASSES - 1, 1 / rate)
