"""Choose which composites two registers compare, on a register with known truth.

    python tools/fit_composites.py REGISTER.parquet [--check OTHER.parquet] --out composites.tsv

The register has the columns rec_id, person_id, office, name, nickname, sex, dob, birth_year,
nationality, province, phone. Offices VN, KH, CN are one party, TH, LA, MM the other; it is cut
into registers of about 10,000 records. A rule is a part of a name, how many of a list may hold it,
and what it is met with. Rules are taken one by one, by how many true pairs each adds less a price
for every false one; the price falls, so that the surest come first.
"""

import argparse
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

import duckdb
import numpy as np

from fanal.core.private_linkage import composites as c
from fanal.core.private_linkage.registers import described
from scriptnames import normalise

PARTS = ("whole", "bones", "joined", "two", "two keys", "onsets", "rare", "bone", "onset", "core",
         "core bones", "two rare")  # fmt: skip
MET = ("near", "year", "place", "sex", "nationality", "nick", "day", "phone")
MOST = (np.inf, 150, 50, 20, 10, 5, 2)
# Where little is known of people nothing else finds them; in a register where their sex is known it
# adds nothing.
BESIDES = ("whole", 0, ("year",))
PRICES, LEAST = (60, 30, 15, 8, 5, 3.5), 8
NONE = 1e6  # no such part in common
PEOPLE = 7_000  # of one register of about 10,000 records
COLUMNS = "person_id, office, name, nickname, sex, dob, birth_year, nationality, province, phone"
HEAD = """\
# The composites by which two registers meet: part of a name, what it is met with, how many
# of a list may hold the part besides her, and the natural logarithm of the odds that what a composite
# finds is one person. Chosen by tools/fit_composites.py on {pairs} true pairs of a synthetic register
# of six populations; no real person is in it.
"""


def load(path):
    """(person, ours, described) of each record of a register."""
    for person, office, *told in duckdb.sql(
        f"select {COLUMNS} from '{path}' order by rec_id"
    ).fetchall():
        said = [str(one or "") for one in told]
        titles = (
            "name",
            "nickname",
            "sex",
            "dob",
            "birth_year",
            "nationality",
            "province",
            "phone",
        )
        yield person, office in ("VN", "KH", "CN"), described(dict(zip(titles, said)), 0)


def pairs(rows):
    """One row a pair: how many hold each part that both have, and which facts agree."""
    parts = [set(c.name_parts(normalise(one.name))) for _, _, one in rows]
    facts = [c.contexts(one) for _, _, one in rows]
    sides = [[n for n, row in enumerate(rows) if row[1] is side] for side in (True, False)]
    holders = [Counter(part for n in side for part in parts[n]) for side in sides]
    held = defaultdict(list)
    for n in sides[1]:
        for mark in marks(parts[n], facts[n]):
            held[mark].append(n)
    found = {}
    for n in sides[0]:
        for mark in marks(parts[n], facts[n]):
            for other in held[mark]:
                line = found.setdefault((n, other), [NONE] * len(PARTS))
                if mark[0] in PARTS:
                    at = PARTS.index(mark[0])
                    line[at] = min(line[at], max(holders[s][mark] - 1 for s in (0, 1)))
    kept = {
        pair: line for pair, line in found.items() if promising(line, *(facts[n] for n in pair))
    }
    table = [line + agreeing(facts[a], facts[b]) for (a, b), line in kept.items()]
    same = [rows[a][0] == rows[b][0] for a, b in kept]
    ours, theirs = (Counter(rows[n][0] for n in side) for side in sides)
    return np.array(table, np.float32), np.array(same), sum(ours[p] * theirs[p] for p in ours)


def marks(parts, facts):
    yield from (part for part in parts if part[0] != "none")
    yield from ((f"met {one}", text) for one in ("nick", "day", "phone") for text in facts[one])


def agreeing(ours, theirs):
    return [float(not set(ours[one]).isdisjoint(theirs[one])) for one in MET]


def promising(line, ours, theirs):
    near, _, place, *_, nick, day, phone = agreeing(ours, theirs)
    return nick or day or phone or (near and place) or (min(line) <= 100 and (near or place))


def rules():
    for part in (*PARTS, "none"):
        for most in MOST if part != "none" else MOST[:1]:
            for year in ((), ("near",), ("year",), ("day",)):
                for many in range(5):
                    for met in combinations(("place", "sex", "nationality", "nick", "phone"), many):
                        alone = part == "none" and not {"day", "phone", "nick"} & {*year, *met}
                        if (year or met) and not alone:
                            yield part, most, year + met


def fires(table, rule):
    part, most, met = rule
    found = np.ones(len(table), bool)
    if part != "none":
        besides = table[:, PARTS.index(part)]
        found = (besides <= most) & (besides < NONE)
    for one in met:
        found &= table[:, len(PARTS) + MET.index(one)] > 0
    return found


def choose(table, same):
    covers, known = [], []
    for rule in rules():
        found = fires(table, rule)
        if (true := (found & same).sum()) >= 5 and true / found.sum() >= 0.6:
            covers.append(np.packbits(found))
            known.append(rule)
    covers, truth = np.array(covers), np.packbits(same)
    done, chosen = np.zeros_like(truth), []
    for price in PRICES:
        while True:
            new = covers & ~done
            true = np.bitwise_count(new & truth).sum(1, dtype=int)
            gain = true - price * np.bitwise_count(new & ~truth).sum(1, dtype=int)
            if gain.max() < LEAST:
                break
            done |= covers[gain.argmax()]
            chosen.append(known[gain.argmax()])
    return chosen


def weighed(table, same, chosen):
    left, found = np.ones(len(table), bool), []
    for rule in chosen:
        new = fires(table, rule) & left
        left &= ~new
        odds = np.log(((new & same).sum() + 0.5) / ((new & ~same).sum() + 0.5))
        found.append((odds, rule))
    return sorted(found, key=lambda one: (-one[0], str(one[1])))


def told(table, same, truth, kinds):
    score = np.full(len(table), -9.0)
    for odds, rule in kinds:
        score = np.maximum(score, np.where(fires(table, rule), odds, -9))
    order = np.argsort(-score, kind="stable")
    order = order[score[order] > -9]
    hits = np.cumsum(same[order])
    share = hits / np.arange(1, len(hits) + 1)
    print(
        f"# recall at .95: {hits[share >= 0.95].max() / truth:.3f}; of all that is found "
        f"{share[-1]:.3f} is right, recall {hits[-1] / truth:.3f}, of {truth}"
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("register", type=Path)
    parser.add_argument("--check", type=Path)
    parser.add_argument("--registers", type=int, default=4)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    rows = sorted(load(options.register), key=lambda row: row[0])
    parts = [[row for row in rows if row[0] // PEOPLE == n + 2] for n in range(options.registers)]
    tables, sames, truths = zip(*map(pairs, parts), strict=True)
    table, same = np.concatenate(tables), np.concatenate(sames)
    kinds = weighed(table, same, [*choose(table, same), BESIDES])
    lines = [f"{part}\t{' '.join(met)}\t{most}\t{odds:.2f}" for odds, (part, most, met) in kinds]
    options.out.write_text(HEAD.format(pairs=sum(truths)) + "\n".join(lines) + "\n", "utf-8")
    told(table, same, sum(truths), kinds)
    if options.check:
        told(*pairs(list(load(options.check))), kinds)


if __name__ == "__main__":
    main()
