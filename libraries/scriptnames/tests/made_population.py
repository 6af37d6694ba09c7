"""A made-up population from the parts of names in gold.tsv. Nobody in it exists."""

import random
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from scriptnames import Born, Interval

PLACES = [f"province {n}" for n in range(60)]


@dataclass(frozen=True)
class Made:
    name: str
    birth: Born
    place: str


@cache
def parts():
    found = {}
    for line in (Path(__file__).parent / "gold.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            language, written, spellings, _ = line.split("\t")
            found.setdefault(language, []).append((written, spellings.split("|")))
    return found


def people(count, *, seed, slips=False):
    """The same people for the same seed; with `slips` as a second office wrote them."""
    who, slip = random.Random(seed), random.Random(seed + 1)
    return [made(who, slip if slips else None) for _ in range(count)]


def made(who, slip):
    language = who.choice(sorted(parts()))
    pool = parts()[language]
    # Squaring makes some parts common and many rare, as names are.
    chosen = [pool[int(len(pool) * who.random() ** 2)] for _ in range(3)]
    year, place = who.randint(1960, 2020), who.choice(PLACES)
    native = who.random() < 0.5
    if slip and slip.random() < 0.4:
        native = not native
    latin = [who.choice(s) for _, s in chosen]
    if slip:
        latin = [slip.choice(s) for _, s in chosen]
    words = [written if native else latin[n] for n, (written, _) in enumerate(chosen)]
    if slip and slip.random() < 0.2:
        words.reverse()
    if slip and slip.random() < 0.3:
        year += slip.choice((-1, 1))
    return Made(" ".join(words), Born(Interval(date(year, 1, 1), date(year, 12, 31))), place)
