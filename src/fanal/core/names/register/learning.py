"""Weights moved by what people answered about pairs of this register."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from fanal.core.names.register.columns import Ints, Register
from fanal.core.names.register.levels import Levels, compare
from fanal.core.names.register.weights import Weights, learn, probability

SAMPLE = 200_000  # candidate pairs by which the prior is kept
STEPS = 40  # halvings: to a ten-millionth of a bit

Answers = tuple[Ints, Ints, NDArray[np.bool_]]


def from_answers(
    start: Weights, register: Register, answers: Answers, among: tuple[Ints, Ints]
) -> Weights:
    """`start` moved by the answers (left, right, same). Raises Refused for too few.

    People review the doubtful pairs, not a sample: how many of their answers say "same" tells
    nothing of how many pairs of the register are. So the prior stays such that as many of the
    candidates (`among`) are expected to be pairs as before.
    """
    left, right, same = answers
    size = len(register)
    learned = learn(start, compare(register, left, right), same, records=size)
    chosen = np.random.default_rng(1).permutation(len(among[0]))[:SAMPLE]
    levels = compare(register, among[0][chosen], among[1][chosen])
    return rebased(learned, start, levels, size) if len(chosen) else learned


def rebased(learned: Weights, start: Weights, levels: Levels, records: int) -> Weights:
    """`learned` with the prior under which as many pairs are expected as by `start`."""
    expected = probability(start.score(levels, records=records)).sum()
    bits = learned.score(levels, records=records)
    low, high = -30.0, 30.0
    for _ in range(STEPS):
        middle = (low + high) / 2
        if probability(bits + middle).sum() < expected:
            low = middle
        else:
            high = middle
    return replace(learned, prior=learned.prior + (low + high) / 2)
