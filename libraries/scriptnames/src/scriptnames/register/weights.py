"""A score in bits from comparison levels: the sum of one weight a field (Fellegi & Sunter 1969).

The weights are data (data/weights.json), so that the first day needs no labels. Answers of
people move them: a logistic regression held near the weights it started from, in which a better
level never weighs less than a worse one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from scriptnames.messages import BadInput, Refused, say
from scriptnames.register.levels import EDGES, LACKS, SPELT, WORDS, YEARS, Levels

VERSION = 1
HELD = 8.0  # how strongly the weights are held where they were; about so many answers a level
# Of each kind: answers of one kind alone would move every weight the same way.
FEWEST_ANSWERS = 30
TOO_FEW = say("fewer than {n} answers of each kind: nothing is learned yet", n=FEWEST_ANSWERS)
REFERENCE_RECORDS = 100_000  # the size of register for which the prior is written

# Runs of levels along which the weight may only rise ("up") or fall ("down"); the rest is free.
SIZES = {name: len(edges) + 1 for name, edges in EDGES.items()} | {
    "sound": 2 * (len(EDGES["sound"]) + 1),
    "letters": 1 + len(EDGES["letters"]) + 1,
    "spelling": 2 * (len(LACKS) + 1) * (len(SPELT) + 1),
    "worded": 2 * (len(WORDS) + 1) * (len(SPELT) + 1),
    "parts": 4,
    "middle": 3,
    "office": 3,
    "sex": 3,
    "nationality": 3,
    "province": 3,
    "phone": 3,
    "nickname": 4,
    "born": 6,
    "years": 1 + 3 * (len(YEARS) + 1),
}
Runs = Callable[[str, int], list[tuple[int, int]]]

DOWN = ("lacking", "fewer", "more")
FREE = ("office", "parts")


@dataclass(frozen=True)
class Weights:
    """Bits of each level of each field, and the bits from which a pair is more likely than not."""

    bits: Mapping[str, NDArray[np.float64]]
    prior: float
    learned_from: int = 0

    def score(self, levels: Levels, *, records: int) -> NDArray[np.float64]:
        """Bits for (above 0) or against (below 0) one person, a pair of a register that large."""
        # Fields are taken as independent given the truth (Fellegi & Sunter 1969); `spelling` and
        # `worded` are joint levels where that fails most.
        total = np.full(len(next(iter(levels.values()))), self.start(records))
        for field, level in levels.items():
            total += self.bits[field][level]
        return total

    def start(self, records: int) -> float:
        """The bits before anything is compared: the larger the register, the more strangers."""
        # With n records each one has n - 1 possible strangers, so twice the records cost a pair
        # one bit.
        return self.prior + float(np.log2(REFERENCE_RECORDS / max(records, 1)))

    def by_field(self, levels: Levels, pair: int) -> dict[str, float]:
        """The bits that each field gives one pair: what the score is made of."""
        return {field: float(self.bits[field][level[pair]]) for field, level in levels.items()}

    @classmethod
    def from_json(cls, text: str, sizes: Mapping[str, int] = SIZES) -> Weights:
        """Weights from a model file. Raises BadInput where it is of another version or shape.

        A field that the file does not know, because it was saved before we had it, weighs nothing.
        """
        try:
            stored = json.loads(text)
            version, known = stored.get("version"), stored.get("bits", {})
            bits = {
                f: np.array(known.get(f, [0.0] * size), dtype=float) for f, size in sizes.items()
            }
            prior, learned_from = float(stored.get("prior", 0)), int(stored.get("learned_from", 0))
        except (ValueError, TypeError, AttributeError):
            raise BadInput("weights", say("this is no model that --save-weights wrote")) from None
        # Refused and not read as far as it goes: weights of other levels would score every pair
        # wrongly without a word.
        if version != VERSION:
            wrong = say("version {version}, expected {known}", version=version, known=VERSION)
            raise BadInput("weights", wrong)
        for field, size in sizes.items():
            if len(bits[field]) != size:
                held = len(bits[field])
                wrong = say(
                    "{field} has {n} levels, expected {size}", field=field, n=held, size=size
                )
                raise BadInput("weights", wrong)
        return cls(bits, prior, learned_from)

    def to_json(self) -> str:
        """A model file, which `from_json` reads."""
        bits = {field: [round(float(b), 3) for b in values] for field, values in self.bits.items()}
        return json.dumps(
            {
                "version": VERSION,
                "prior": round(self.prior, 3),
                "learned_from": self.learned_from,
                "bits": bits,
            },
            indent=1,
        )


def probability(bits: NDArray[np.float64]) -> NDArray[np.float64]:
    # Beyond 60 bits the chance is 0 or 1 in double precision.
    return 1 / (1 + np.exp2(-np.clip(bits, -60, 60)))


@cache
def default_weights() -> Weights:
    """The weights of the first day."""
    text = (files("scriptnames") / "data" / "weights.json").read_text("utf-8")
    return Weights.from_json(text)


def learn(
    start: Weights,
    levels: Levels,
    same: NDArray[np.bool_],
    *,
    records: int,
    held: float = HELD,
    counts: NDArray[np.float64] | None = None,
    runs: Runs | None = None,
    offset: NDArray[np.float64] | None = None,
) -> Weights:
    """Weights moved by reviewed pairs. Raises Refused for too few answers of either kind.

    `runs`: in which levels of a field the weight only rises or falls; those of a register.
    `offset`: bits that each pair has besides.
    """
    if min(int(same.sum()), int((~same).sum())) < FEWEST_ANSWERS:
        raise Refused(TOO_FEW)
    fields = list(levels)
    offsets = np.cumsum([0, *(len(start.bits[field]) for field in fields)])
    places = np.stack([levels[f] + o for f, o in zip(fields, offsets[:-1], strict=True)]).astype(
        int
    )
    began = np.append(np.concatenate([start.bits[field] for field in fields]), start.start(records))
    steps, bounds = rising(fields, start.bits, runs or RUNS)
    importance = counts if counts is not None else np.ones(len(same))
    from scipy.optimize import minimize  # 35 MB: only where something is learned

    found = minimize(
        objective(places, same, importance, began, held, steps, offset),  # type: ignore[no-untyped-call]
        np.linalg.solve(steps, began),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": 2000, "maxfun": 4000},
        bounds=bounds,
    )
    values = steps @ found.x
    moved = {f: values[offsets[n] : offsets[n + 1]] for n, f in enumerate(fields)}
    prior = start.prior + float(values[-1] - began[-1])
    return Weights({**start.bits, **moved}, prior, start.learned_from + len(same))


def objective(places, same, importance, began, held, steps, offset=None):  # type: ignore[no-untyped-def]
    """Log-loss plus the pull towards where the weights began, with its gradient, over steps."""

    besides = 0.0 if offset is None else offset

    def loss(x: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        values = steps @ x
        chance = probability(values[places].sum(0) + values[-1] + besides)
        wrong = importance * (chance - same) * np.log(2)
        gradient = np.append(
            np.bincount(places.ravel(), np.tile(wrong, len(places)), len(values) - 1), wrong.sum()
        )
        away = values - began
        sure = np.maximum(np.where(same, chance, 1 - chance), 1e-12)
        # The quadratic pull is a normal prior around the weights of the first day: what few
        # answers say of a level moves it little.
        cost = -(importance * np.log(sure)).sum() + held / 2 * (away**2).sum()
        return float(cost), steps.T @ (gradient + held * away)

    return loss


def rising(
    fields: Sequence[str], bits: Mapping[str, NDArray[np.float64]], runs: Runs
) -> tuple[NDArray[np.float64], list[tuple[float | None, None]]]:
    """The matrix that sums steps into weights, and the bounds that keep each step from falling."""
    blocks, bounds = [], []
    for field in fields:
        for length, sign in runs(field, len(bits[field])):
            blocks.append(sign * np.tril(np.ones((length, length))))
            least = 0.0 if sign and length > 1 else None
            bounds += [(None, None), *[(least, None)] * (length - 1)]
    from scipy.linalg import block_diag

    return block_diag(*blocks, np.ones((1, 1))), [*bounds, (None, None)]


def runs(field: str, size: int) -> list[tuple[int, int]]:
    """Stretches of levels in which the weight only rises (1) or only falls (-1)."""
    if field in FREE:
        return [(1, 1)] * size
    if field == "years":
        return [(1, 1)] + [(len(YEARS) + 1, 1)] * 3
    if field in ("spelling", "worded"):
        return [(len(SPELT) + 1, 1)] * (size // (len(SPELT) + 1))
    if field == "sound":
        return [(len(EDGES["sound"]) + 1, 1)] * 2
    if field in ("letters", "whole", "middle"):
        return [(1, 1), (size - 1, 1)]
    if field == "born":
        return [(1, 1), (1, 1), (size - 2, 1)]
    return [(size, -1 if field in DOWN else 1)]


RUNS: Runs = runs
