"""Fit what each comparison level of a register is worth, on registers with known truth.

    python tools/fit_weights.py REGISTER[=SHARE]... [--without OTHER] --out DIRECTORY

Each REGISTER is a .csv or .parquet with a column person_id; each of its pairs counts SHARE times (1).
Persons of OTHER are left out, so that it stays unseen. Writes weights.json (a pair by itself) and
collective-weights.json (beside all others).
"""

import argparse
import re
from pathlib import Path

import duckdb
import numpy as np

from scriptnames.comparer import Comparer
from scriptnames.register import collective_linkage, weights
from scriptnames.register.candidates import candidates
from scriptnames.register.levels import compare
from scriptnames.register.pairs import LOOKED_AT
from scriptnames.register.pruning import AT_ONCE
from scriptnames.register.reading import FIELDS, read_register
from scriptnames.register.weights import REFERENCE_RECORDS

# Below so many bits one pair of so many is kept, and counts for all of them.
THIN = ((-2.0, 2), (-5.0, 6), (-9.0, 20), (-14.0, 40))


def load(path, without=frozenset()):
    """The register and who each record is of."""
    source = f"read_csv('{path}', all_varchar=true)" if path.suffix == ".csv" else f"'{path}'"
    table = duckdb.sql(f"select * from {source}")
    rows = [r for r in table.fetchall() if int(r[table.columns.index("person_id")]) not in without]
    held = dict(zip(table.columns, zip(*rows, strict=True), strict=True))
    person = np.array([int(one) for one in held["person_id"]])
    columns = {
        f: [None if v in (None, "") else str(v) for v in held[f]] for f in FIELDS if f in held
    }
    return read_register(columns), person


def by_itself(register, person, start):
    """Levels of candidate pairs, truth, and how many pairs each stands for."""
    left, right = candidates(register)
    dice, found = np.random.default_rng(1), []
    for at in range(0, len(left), AT_ONCE):
        one, other = left[at : at + AT_ONCE], right[at : at + AT_ONCE]
        levels = compare(register, one, other)
        stands_for = thinned(start.score(levels, records=len(register)))
        kept = dice.random(len(one)) < 1 / stands_for
        found.append(
            (
                {f: v[kept] for f, v in levels.items()},
                (person[one] == person[other])[kept],
                stands_for[kept],
            )
        )
    return joined(found)


def thinned(bits):
    stands_for = np.ones(len(bits))
    for least, one_of in THIN:
        stands_for[bits < least] = one_of
    return stands_for


def joined(parts):
    levels = {f: np.concatenate([part[0][f] for part in parts]) for f in parts[0][0]}
    return levels, np.concatenate([p[1] for p in parts]), np.concatenate([p[2] for p in parts])


def beside_others(register, person, fitted):
    comparer = Comparer(fitted)
    found = comparer.alone(register, *candidates(register), least=LOOKED_AT)
    seen = collective_linkage.collective(found.left, found.right, found.bits, len(register))
    more = comparer.alone(register, *seen.proposed, least=-np.inf)
    left, right = np.append(found.left, more.left), np.append(found.right, more.right)
    seen = collective_linkage.collective(
        left, right, np.append(found.bits, more.bits), len(register)
    )
    return seen.levels, person[left] == person[right], np.ones(len(left))


def zeros(sizes):
    return weights.Weights({field: np.zeros(size) for field, size in sizes.items()}, 0.0)


def fit(sizes, parts, shares, records):
    """`records`: of each register, for the prior; REFERENCE_RECORDS where the bits know of it already."""
    levels, same, counts = joined(
        [
            (levels, same, counts * n)
            for (levels, same, counts), n in zip(parts, shares, strict=True)
        ]
    )
    size = np.repeat(np.array(records, dtype=float), [len(part[1]) for part in parts])
    fitted = weights.learn(
        zeros(sizes), levels, same, records=REFERENCE_RECORDS, held=0.3, counts=counts,
        offset=np.log2(REFERENCE_RECORDS / size),
    )  # fmt: skip
    return weights.Weights(fitted.bits, fitted.prior)


def write(path, fitted):
    """The file with the levels of a field on one line."""
    text = re.sub(r"\[[^\]]*\]", lambda m: " ".join(m[0].split()), fitted.to_json())
    path.write_text(text.replace("[ ", "[").replace(" ]", "]") + "\n", "utf-8")


def shared(text):
    """REGISTER or REGISTER=SHARE."""
    path, _, share = text.partition("=")
    return Path(path), float(share or 1)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("register", type=shared, nargs="+")
    parser.add_argument("--without", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    unseen = frozenset(load(options.without)[1]) if options.without else frozenset()
    registers = [load(path, unseen) for path, _ in options.register]
    shares, start = [share for _, share in options.register], weights.default_weights()
    sizes = [len(one) for one, _ in registers]
    first = fit(
        weights.SIZES, [by_itself(*register, start) for register in registers], shares, sizes
    )
    write(options.out / "weights.json", first)
    beside = [beside_others(*register, first) for register in registers]
    second = fit(collective_linkage.SIZES, beside, shares, [REFERENCE_RECORDS] * len(sizes))
    write(options.out / "collective-weights.json", second)


if __name__ == "__main__":
    main()
