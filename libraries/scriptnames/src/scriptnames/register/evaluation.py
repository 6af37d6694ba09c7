"""How good a list of scored pairs is, where the truth is known."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scriptnames.messages import BadInput, say
from scriptnames.register.pairs import Scored


@dataclass(frozen=True)
class Marks:
    """Best F1 over all thresholds with its precision and recall; recall where precision is 0.95."""

    f1: float
    precision: float
    recall: float
    recall_at_p95: float
    threshold: float


def marks(score: NDArray[np.float64], same: NDArray[np.bool_], true_pairs: int) -> Marks:
    """Return marks of scored pairs; true pairs that are not in the list count as missed."""
    order = np.argsort(-score, kind="stable")
    hits = np.cumsum(same[order])
    precision = hits / np.arange(1, len(order) + 1)
    recall = hits / max(true_pairs, 1)
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-12)
    if not len(f1):
        return Marks(0, 0, 0, 0, 0)
    best = int(f1.argmax())
    sure = np.nonzero(precision >= 0.95)[0]
    return Marks(
        float(f1[best]),
        float(precision[best]),
        float(recall[best]),
        # The last place, not the first: precision may fall below 0.95 and recover further down the
        # list.
        float(recall[sure.max()]) if len(sure) else 0.0,
        float(score[order[best]]),
    )


def count_pairs(person: NDArray[np.int64]) -> int:
    """Return how many pairs of records are of one person."""
    sizes = np.bincount(np.unique(person, return_inverse=True)[1])
    return int((sizes * (sizes - 1) // 2).sum())


def recall_across(
    person: NDArray[np.int64],
    script: NDArray[np.int64],
    pairs: Scored,
    same: NDArray[np.bool_],
    threshold: float,
) -> float:
    """The share found, at a threshold, of the true pairs that are written in two scripts."""
    within = count_pairs(person * (int(script.max(initial=0)) + 1) + script)
    total = count_pairs(person) - within
    found = same & (pairs.bits >= threshold) & (script[pairs.left] != script[pairs.right])
    return float(found.sum() / max(total, 1))


def recall_by(
    person: NDArray[np.int64],
    label: Sequence[str | None],
    pairs: Scored,
    same: NDArray[np.bool_],
    threshold: float,
) -> dict[str, float]:
    """The share of true pairs found at a threshold, for each label (the first that a record of
    the person has; persons without one are left out)."""
    of: dict[int, str] = {}
    for who, said in zip(person.tolist(), label, strict=True):
        if said:
            of.setdefault(who, said)
    total: Counter[str] = Counter()
    for who, records in Counter(person.tolist()).items():
        total[of.get(who, "")] += records * (records - 1) // 2
    right = person[pairs.left[same & (pairs.bits >= threshold)]]
    found = Counter(of.get(who, "") for who in right.tolist())
    return {name: found[name] / count for name, count in sorted(total.items()) if name and count}


@dataclass(frozen=True)
class Evaluation:
    """Marks of a list of pairs beside the truth. `by_label`: recall for each label of persons."""

    true_pairs: int
    found: int
    marks: Marks
    recall_across_scripts: float
    by_label: dict[str, float]


def check_length(field: str, given: int, records: int) -> None:
    if given != records:
        why = say("{n} values, where the register has {all} records", n=given, all=records)
        raise BadInput(field, why)


def evaluate(
    script: NDArray[np.int64],
    pairs: Scored,
    truth: Sequence[str | None],
    label: Sequence[str | None] | None = None,
) -> Evaluation:
    """Evaluate the list of pairs. `truth` says of each record whose it is; a record without a truth
    is a person of its own. Raises BadInput where `truth` or `label` has another length than the
    register."""
    check_length("truth", len(truth), len(script))
    if label is not None:
        check_length("label", len(label), len(script))
    named = [value or f"?{n}" for n, value in enumerate(truth)]
    person = np.unique(named, return_inverse=True)[1]
    same = person[pairs.left] == person[pairs.right]
    total = count_pairs(person)
    found = marks(pairs.bits, same, total)
    across = recall_across(person, script, pairs, same, found.threshold)
    by = recall_by(person, label, pairs, same, found.threshold) if label else {}
    return Evaluation(total, int(same.sum()), found, across, by)
