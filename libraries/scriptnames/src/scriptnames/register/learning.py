"""Weights moved by what people answered about pairs of this register.

What the other records of the register say (collective_linkage.py) stays as it is: the answers tell
where pairs judged so were judged wrongly, and by which fields. The weights are held near those of
the first day, and a better level never weighs less.
"""

import numpy as np
from numpy.typing import NDArray

from scriptnames.register.columns import Ints, Register
from scriptnames.register.levels import compare
from scriptnames.register.pairs import Scored, best_first
from scriptnames.register.pruning import AT_ONCE
from scriptnames.register.weights import Weights, learn

HELD = 5.0  # how strongly the weights are held; 2 to 10 did as well
AT_THE_LINE = -0.5  # bits: where one more pair is about as often right as wrong for the list
POOL = 4  # of so many times the pairs asked, nearest to that line, each is as likely to be asked

Answers = tuple[Ints, Ints, NDArray[np.bool_]]


def worth_asking(found: Scored, most: int) -> Scored:
    """The pairs whose answers teach most: doubtful ones, drawn so that they are of many kinds."""
    # Uncertainty sampling: a pair that is sure either way teaches nothing.
    doubtful = np.argsort(np.abs(found.evidence - AT_THE_LINE), kind="stable")[: most * POOL]
    # A fixed seed: whoever asks twice is asked about the same pairs.
    drawn = np.random.default_rng(1).permutation(doubtful)[:most]
    return found.at(np.sort(drawn))


def from_answers(start: Weights, register: Register, found: Scored, answers: Answers) -> Weights:
    """Return `start` moved by the answers (left, right, same). Raises Refused for too few.

    `found` are the pairs as judged by `start`, with what the other records say. Whether a pair is
    asked may depend on its bits, and not on what the answer will be: then the answers also tell
    where the line lies between one person and two.
    """
    left, right, same = answers
    levels = compare(register, left, right)
    alone = start.score(levels, records=len(register))
    # As an offset: what the other records say is not to be learned as if the fields had said it.
    said = known(found, len(register), left, right, alone) - alone
    return learn(start, levels, same, records=len(register), held=HELD, offset=said)


def known(
    found: Scored, records: int, left: Ints, right: Ints, otherwise: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return what spoke for some pairs as they were found; `otherwise` for those that were not."""
    codes = found.left * records + found.right
    order = np.argsort(codes)
    wanted = np.minimum(left, right) * records + np.maximum(left, right)
    if not len(codes):
        return otherwise
    place = np.minimum(np.searchsorted(codes, wanted, sorter=order), len(codes) - 1)
    there = codes[order[place]] == wanted
    return np.where(there, found.evidence[order[place]], otherwise)


def moved(
    register: Register, found: Scored, start: Weights, taught: Weights, least: float
) -> Scored:
    """The pairs found by `start`, judged by what it was `taught`, likeliest first."""
    bits = found.bits.copy()
    for at in range(0, len(found), AT_ONCE):
        part = slice(at, at + AT_ONCE)
        levels = compare(register, found.left[part], found.right[part])
        size = len(register)
        bits[part] += taught.score(levels, records=size) - start.score(levels, records=size)
    return best_first(Scored(found.left, found.right, bits, found.beside), least)
