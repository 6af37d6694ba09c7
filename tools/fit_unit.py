"""Fit what each level of the comparing unit is worth, on registers with known truth.

    python tools/fit_unit.py REGISTER [--without OTHER] [--most N] --out unit-weights.json
        [--check OTHER]

Persons of OTHER are left out of the fit, so that they stay unseen. Offices VN, KH, CN are one
party, TH, LA, MM the other; the unit compares within both and across.
"""

import argparse
import sys
from collections import Counter
from pathlib import Path

import numpy as np
from fit_between import load, recall_at
from fit_weights import write

from fanal.core.names.between import columns, levels, unit
from fanal.core.names.between.encodings import Encoder
from fanal.core.names.register import weights

NEAR, ONE_OF = -4.0, 10  # pairs whose keys are worth less than NEAR are sampled


def encoded(path, without=frozenset(), most=None):
    """Who each record is of, whether it is ours, and the record as the unit sees it."""
    encoder = Encoder(b"a key for fitting only")
    rows = [row for row in load(path) if row[0] not in without][:most]
    person, ours, described = zip(*rows, strict=True)
    return np.array(person), np.array(ours), [encoder.encode(one) for one in described]


def fit(person, records):
    pairs, table = columns.shared(records), columns.table(records)
    same = person[pairs.left] == person[pairs.right]
    near = same | (pairs.odds > NEAR)
    kept = near | (np.random.default_rng(1).random(len(near)) < 1 / ONE_OF)
    found = levels.compare(table, pairs.at(kept))
    start = weights.Weights({field: np.zeros(n) for field, n in levels.SIZES.items()}, 0.0)
    counts = np.where(near, 1.0, ONE_OF)[kept]
    fitted = weights.learn(
        start, found, same[kept], records=len(records), held=0.3, counts=counts, runs=levels.runs
    )
    return weights.Weights(fitted.bits, fitted.prior)


def check(person, ours, records, fitted):
    pairs, bits = unit.likely(columns.table(records), columns.shared(records), fitted)
    across, same = ours[pairs.left] != ours[pairs.right], person[pairs.left] == person[pairs.right]
    a, b = Counter(person[ours].tolist()), Counter(person[~ours].tolist())
    truth = sum(a[p] * b[p] for p in a)
    beside = unit.in_company(pairs, bits, len(records))
    for how, score in (("by itself", bits), ("beside all others", beside)):
        reached = recall_at(score[across], same[across], truth)
        print(f"# recall at .95, each pair {how}: {reached:.3f} of {truth}", file=sys.stderr)
    for least in (np.log2(19), 0.0, -2.2 / np.log(2)):
        band = across & (beside >= least)
        share, found = same[band].mean(), same[band].sum() / truth
        print(
            f"# {least:.1f} bits or more: precision {share:.3f}, recall {found:.3f}",
            file=sys.stderr,
        )


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("register", type=Path)
    parser.add_argument("--without", type=Path)
    parser.add_argument("--check", type=Path)
    parser.add_argument("--most", type=int)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    unseen = frozenset(row[0] for row in load(options.without)) if options.without else frozenset()
    person, _, records = encoded(options.register, unseen, options.most)
    fitted = fit(person, records)
    write(options.out, fitted)
    if options.check:
        check(*encoded(options.check), weights.loads(options.out.read_text(), sizes=levels.SIZES))


if __name__ == "__main__":
    main()
