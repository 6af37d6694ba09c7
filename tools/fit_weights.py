"""Fit what each comparison level of a register is worth, on registers with known truth.

    python tools/fit_weights.py REGISTER... [--without OTHER] --out DIRECTORY

Each REGISTER is a .csv or .parquet with a column person_id. Persons of OTHER are left out, so that
it stays unseen. Writes weights.json (a pair by itself) and company.json (beside all others).
"""

import argparse
import re
from pathlib import Path

import duckdb
import numpy as np

from fanal.core.names.register import company, weights
from fanal.core.names.register.candidates import candidates
from fanal.core.names.register.columns import FIELDS, read
from fanal.core.names.register.levels import compare
from fanal.core.names.register.likely import AT_ONCE
from fanal.core.names.register.pairs import LOOKED_AT, alone

FAR, ONE_OF = -12.0, 20  # pairs further apart than FAR are sampled


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
    return read(columns), person


def by_itself(register, person, start):
    """Levels of candidate pairs, truth, and how many pairs each stands for."""
    left, right = candidates(register)
    dice, found = np.random.default_rng(1), []
    for at in range(0, len(left), AT_ONCE):
        one, other = left[at : at + AT_ONCE], right[at : at + AT_ONCE]
        levels = compare(register, one, other)
        near = start.score(levels, records=len(register)) >= FAR
        kept = near | (dice.random(len(near)) < 1 / ONE_OF)
        count = np.where(near, 1.0, ONE_OF)[kept]
        found.append(
            ({f: v[kept] for f, v in levels.items()}, (person[one] == person[other])[kept], count)
        )
    return joined(found)


def joined(parts):
    levels = {f: np.concatenate([part[0][f] for part in parts]) for f in parts[0][0]}
    return levels, np.concatenate([p[1] for p in parts]), np.concatenate([p[2] for p in parts])


def beside_others(register, person, fitted):
    found = alone(register, fitted, *candidates(register), least=LOOKED_AT)
    seen = company.company(found.left, found.right, found.bits, len(register))
    more = alone(register, fitted, *seen.proposed, least=-np.inf)
    left, right = np.append(found.left, more.left), np.append(found.right, more.right)
    seen = company.company(left, right, np.append(found.bits, more.bits), len(register))
    return seen.levels, person[left] == person[right], np.ones(len(left))


def zeros(sizes):
    return weights.Weights({field: np.zeros(size) for field, size in sizes.items()}, 0.0)


def fit(sizes, parts, records):
    levels, same, counts = joined(parts)
    fitted = weights.learn(zeros(sizes), levels, same, records=records, held=0.3, counts=counts)
    return weights.Weights(fitted.bits, fitted.prior)


def write(path, fitted):
    """The file with the levels of a field on one line."""
    text = re.sub(r"\[[^\]]*\]", lambda m: " ".join(m[0].split()), weights.dumps(fitted))
    path.write_text(text.replace("[ ", "[").replace(" ]", "]") + "\n", "utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("register", type=Path, nargs="+")
    parser.add_argument("--without", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    unseen = frozenset(load(options.without)[1]) if options.without else frozenset()
    registers = [load(path, unseen) for path in options.register]
    start, size = weights.shipped(), len(registers[0][0])
    first = fit(weights.SIZES, [by_itself(*one, start) for one in registers], size)
    write(options.out / "weights.json", first)
    second = fit(company.SIZES, [beside_others(*one, first) for one in registers], weights.RECORDS)
    write(options.out / "company.json", second)


if __name__ == "__main__":
    main()
