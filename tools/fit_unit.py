"""Fit what each level of the comparing unit is worth, on a register with known truth.

.venv/bin/python tools/fit_unit.py REGISTER.parquet [CHECK.parquet]
"""

import sys
from collections import Counter

import numpy as np
from fit_between import load, recall_at
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from fanal.core.names.between import unit
from fanal.core.names.between.encodings import Encoder


def sides(path):
    encoder = Encoder(b"a key for fitting only")
    ours, theirs = [], []
    for person, is_ours, described in load(path):
        (ours if is_ours else theirs).append((person, encoder.encode(described)))
    return ours, theirs


def read(path):
    ours, theirs = sides(path)
    a, b = [e for _, e in ours], [e for _, e in theirs]
    found = [(i, j, unit.levels(a[i], b[j], n)) for i, j, n in unit.candidates(a, b)]
    same = np.array([ours[i][0] == theirs[j][0] for i, j, _ in found])
    left, right = Counter(p for p, _ in ours), Counter(p for p, _ in theirs)
    return [held for _, _, held in found], same, sum(left[p] * right[p] for p in left)


def matrix(levels, column):
    rows = [r for r, held in enumerate(levels) for level in held if level in column]
    cols = [column[level] for held in levels for level in held if level in column]
    return csr_matrix((np.ones(len(rows), np.float32), (rows, cols)), (len(levels), len(column)))


def main(path, check=None):
    levels, same, truth = read(path)
    known = sorted({level for held in levels for level in held})
    column = {level: n for n, level in enumerate(known)}
    table = matrix(levels, column)
    model = LogisticRegression(C=0.05, max_iter=3000).fit(table, same)
    score = model.decision_function(table)
    print(f"start\t{model.intercept_[0]:.3f}")
    for level, weight in zip(known, model.coef_[0]):
        print(f"{level}\t{weight:.3f}")
    print(
        f"# {len(same)} pairs, {same.sum() / truth:.3f} kept, recall at .95 {recall_at(score, same, truth):.3f}",
        file=sys.stderr,
    )
    if check:
        levels, same, truth = read(check)
        score = model.decision_function(matrix(levels, column))
        print(
            f"# {check}: {same.sum() / truth:.3f} kept, recall at .95 {recall_at(score, same, truth):.3f}",
            file=sys.stderr,
        )


if __name__ == "__main__":
    main(*sys.argv[1:])
