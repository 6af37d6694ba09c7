"""Fit what each kind of composite key is worth, on a register with known truth.

    .venv/bin/python tools/fit_between.py REGISTER.parquet [--keep 0.05]

The register has the columns rec_id, person_id, office, name, nickname, sex, dob, birth_year,
nationality, province, phone. Offices VN, KH, CN are one party, TH, LA, MM the other. Kinds whose
weight an L1 penalty takes to nothing are dropped. Prints the table to standard output.
"""

import sys
from collections import Counter, defaultdict
from itertools import product

import duckdb
import numpy as np
from sklearn.linear_model import LogisticRegression

from fanal.core.names.between import composites as c

NAMES = ["none", "whole", "bones", "joined", "two", "onsets", "rare"]
MOST_SHARED = 20


def load(path):
    columns = (
        "person_id, office, name, nickname, sex, dob, birth_year, nationality, province, phone"
    )
    for row in duckdb.sql(f"select {columns} from '{path}' order by rec_id").fetchall():
        person, office, *fields = row
        name, nick, sex, dob, year, nation, province, phone = (f or "" for f in fields)
        yield (
            person,
            office in ("VN", "KH", "CN"),
            c.Described(name, nick, sex, dob, year or None, nation, province, phone),
        )


def all_kinds():
    contexts = [kind for kind, _ in c.contexts(c.Described())]
    return [
        f"{name}+{context}"
        for name, context in product(NAMES, contexts)
        if name != "none" or " " in context or context in ("phone",)
    ]


def pairs(path):
    ours, theirs = [], []
    for person, is_ours, described in load(path):
        (ours if is_ours else theirs).append((person, c.composites(described)))
    held = defaultdict(list)
    for j, (_, keys) in enumerate(theirs):
        for key in keys:
            held[key].append(j)
    count = Counter(key for _, keys in ours for key in keys)
    shared = defaultdict(set)
    for i, (_, keys) in enumerate(ours):
        for key in keys:
            if key in held and len(held[key]) <= MOST_SHARED and count[key] <= MOST_SHARED:
                for j in held[key]:
                    shared[i, j].add(key.kind)
    same = np.array([ours[i][0] == theirs[j][0] for i, j in shared])
    a, b = Counter(p for p, _ in ours), Counter(p for p, _ in theirs)
    return shared, same, sum(a[p] * b[p] for p in a)


def matrix(shared, kinds):
    column = {kind: n for n, kind in enumerate(kinds)}
    table = np.zeros((len(shared), len(kinds)), np.float32)
    for row, held in enumerate(shared.values()):
        table[row, [column[kind] for kind in held if kind in column]] = 1
    return table


def recall_at(score, same, truth, precision=0.95):
    order = np.argsort(-score, kind="stable")
    hits = np.cumsum(same[order])
    ok = hits / np.arange(1, len(hits) + 1) >= precision
    return hits[ok].max() / truth if ok.any() else 0.0


def main(path, check=None, strength=0.02):
    c.weights = lambda: dict.fromkeys(all_kinds(), 0.0)
    shared, same, truth = pairs(path)
    kinds = all_kinds()
    table = matrix(shared, kinds)
    model = LogisticRegression(
        solver="liblinear", l1_ratio=1.0, penalty="l1", C=strength, max_iter=400
    )
    model.fit(table, same)
    kept = [k for k, w in zip(kinds, model.coef_[0]) if abs(w) > 0.01]
    print(
        f"# kept {len(kept)} of {len(kinds)}; recall at .95 here {recall_at(model.decision_function(table), same, truth):.3f}",
        file=sys.stderr,
    )
    again = LogisticRegression(C=1.0, max_iter=2000).fit(matrix(shared, kept), same)
    print(f"start\t{again.intercept_[0]:.3f}")
    for kind, weight in zip(kept, again.coef_[0]):
        print(f"{kind}\t{weight:.3f}")
    if check:
        shared, same, truth = pairs(check)
        score = again.decision_function(matrix(shared, kept))
        print(
            f"# recall at .95 on {check}: {recall_at(score, same, truth):.3f}; blocked {same.sum() / truth:.3f}",
            file=sys.stderr,
        )


if __name__ == "__main__":
    main(
        sys.argv[1],
        sys.argv[2] if len(sys.argv) > 2 else None,
        float(sys.argv[3]) if len(sys.argv) > 3 else 0.02,
    )
