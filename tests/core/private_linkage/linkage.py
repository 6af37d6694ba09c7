"""Two lists that meet, and what those who look on can read of whom they do not know."""

import csv
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from random import Random

from fanal.core.private_linkage import composites, meeting
from fanal.core.private_linkage.composites import Described
from fanal.core.private_linkage.registers import described
from scriptnames import normalise

REGISTER = Path(__file__).parents[3] / "libraries" / "scriptnames" / "tests" / "register.csv"
OURS = ("VN", "KH", "CN")  # offices of one side; the others are the other's
YEARS = {"near", "year", "day"}


@dataclass(frozen=True)
class Listed:
    """One record: whose it is, and what is said of her."""

    person: str
    told: Described


def lists(path=REGISTER, most=None):
    """Both lists of a register with known truth, by the office that wrote each record."""
    sides: tuple[dict[str, Listed], dict[str, Listed]] = ({}, {})
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            side = sides[row["office"] not in OURS]
            if most is None or len(side) < most:
                side[row["rec_id"]] = Listed(row["person_id"], described(row, 0))
    return sides


def composed(side):
    return composites.composites({record: [one.told] for record, one in side.items()})


def told_to(theirs, ours, size):
    """What `theirs` learns by the protocol: the composites of its own that `ours` holds too."""
    one, other = (
        meeting.LinkageSide.begin("spring", composed(side), size, Random(n))
        for n, side in enumerate((theirs, ours))
    )
    answer = one.answer(other.first(), size)
    return {one.keys[at] for at, _ in other.met(answer, other.second(one.first(), size))}


def in_common(ours, theirs):
    """The composites that both hold: what either is told, of its own."""
    held = [{key for keys in composed(side).values() for key in keys} for side in (ours, theirs)]
    return held[0] & held[1]


def found(ours, theirs):
    """(odds, one person) of every pair that shares a composite, the surest first; all true pairs."""
    holders = [defaultdict(set), defaultdict(set)]
    for side, held in zip((ours, theirs), holders, strict=True):
        for record, keys in composed(side).items():
            for key in keys:
                held[key].add(record)
    best = {}
    for key in holders[0].keys() & holders[1].keys():
        for pair in ((a, b) for a in holders[0][key] for b in holders[1][key]):
            best[pair] = max(best.get(pair, 0.0), composites.odds()[key.kind])
    pairs = [(odds, ours[a].person == theirs[b].person) for (a, b), odds in best.items()]
    counts = [Counter(one.person for one in side.values()) for side in (ours, theirs)]
    return sorted(pairs, reverse=True), sum(n * counts[1][who] for who, n in counts[0].items())


def recall_at(pairs, truth, precision=0.95):
    right, reached = 0, 0.0
    for many, (_, same) in enumerate(pairs, 1):
        right += same
        reached = right / truth if right / many >= precision else reached
    return reached


def read(ours, theirs, told):
    """Of the people of `ours` whom `theirs` does not hold, those whose name (a word, or its first
    three letters) and year (within three) stand in what `theirs` was told; and how many there are.

    `theirs` is given more than it has: all that it was told and that is true of one of our records
    is put together for it, as if it knew which belongs to whom.
    """
    known = {one.person for one in theirs.values()}
    unknown, seen = set(), set()
    keys = composed(ours)
    for record, one in ours.items():
        if one.person not in known:
            unknown.add(one.person)
            texts = [readable(key) for key in keys[record] if key in told]
            words = {word for said, _ in texts for word in said}
            years = {year for _, said in texts for year in said}
            if names(one.told, words) and near(one.told.year, years):
                seen.add(one.person)
    return len(seen), len(unknown)


def readable(key):
    """The words of a name and the years that a composite says, to whoever holds it."""
    part, _, met = key.kind.partition("+")
    text, *facts = key.text.split("|")
    years = {
        int(fact.split()[0]) * (composites.WINDOW if one == "near" else 1)
        for one, fact in zip(met.split(), facts, strict=True)
        if one in YEARS
    }
    return text.split() if part != "none" else [], years


def names(told, words):
    name = normalise(told.name)
    whole = {*name.keys, *name.skeletons, "".join(sorted("".join(name.skeletons)))}
    return bool(words & whole) or any(word[:3] == key[:3] for word in words for key in name.keys)


def near(year, years):
    return year is not None and any(abs(year - one) <= 3 for one in years)
