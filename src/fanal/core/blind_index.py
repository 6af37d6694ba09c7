"""A keyed index over sounds of names: narrows a search before anything is opened.

For teams of more than about 50,000 people, and only where the organisation has decided it. A
token is the truncated keyed hash of a sound; the key is the team's and never stored beside the
index. What a thief of the index learns is how many people share a token, and which tokens stand
beside one another; with a sample of the population she could tell the commonest names by that. So
every sound has many tokens, its shares: each person who has the sound holds one of them, and a
search asks for all. One share is filled first, then three, then twelve, each up to
`most_of_a_share` people, so that thousands of tokens are held by exactly as many (frequency
smoothing: Lacharité and Paterson 2018, "Frequency-smoothing encryption using deterministic
encryption", with shares instead of copies). When all are full the sound is stored no more: it
narrows nothing either. THREAT_MODEL.md has the figures; tests/bench/test_blind_index.py measures
them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from scriptnames import Born, Entry, NormalForm

BITS = 40  # of each token: enough to keep ten million apart
SHARES = (1, 3, 12)  # one after the other
MOST_OF_A_SHARE, ONE_IN = 64, 250  # people who hold one token: never more than one in ONE_IN
GRAM = 4  # consonants
YEARS_A_BAND = 4
SURE_YEARS = 3  # a birth within so many years is asked for together with the place, year by year
# Of the bits of a sound's rarity, what it says that two share it: less than all, because sounds of
# one name overlap. For those of the search itself, and for those asked for besides (a near birth).
# Between what fits to 2,000 searches among 70,000 people and to 500 among a million gave
# (conditional logit).
WORTH = {
    "T": (0.60, 0.60), "D": (0.35, 0.12), "S": (0.27, 0.14), "F": (0.20, 0.20), "W": (0.08, 0.08),
    "Y": (0.08, 0.04), "P": (0.075, 0.075), "K": (0.075, 0.035), "L": (0.06, 0.06),
    "C": (0.055, 0.055), "J": (0.055, 0.055), "G": (0.04, 0.04),
}  # fmt: skip
MUCH = 0.05  # worth from which a sound that hundreds hold is asked for

Keyed = Callable[[bytes], bytes]  # HMAC under the team's index key
Counted = Callable[[set[int]], Mapping[int, int]]  # how many hold each of some tokens


def token(keyed: Keyed, sound: str) -> int:
    """One token: the first BITS of the keyed hash, its kind part of what is hashed."""
    return int.from_bytes(keyed(sound.encode())[: BITS // 8], "big")


def shares(keyed: Keyed, sound: str, level: int) -> list[int]:
    """The tokens of a sound at a level of SHARES, of which everybody there holds one."""
    return [_share(keyed, sound, level, n) for n in range(SHARES[level])]


def own_share(keyed: Keyed, row: int, sound: str, level: int) -> int:
    """The token that a row may hold of a sound, at a level of SHARES.

    Always the same for one row, and told by the key alone.
    """
    many = SHARES[level]
    dice = int.from_bytes(keyed(f"{row}:{sound}".encode())[:8], "big") if many > 1 else 0
    return _share(keyed, sound, level, dice % many)


def stored(
    keyed: Keyed, rows: Mapping[int, Entry], held_by: Counted, most: int
) -> set[tuple[int, int]]:
    """The tokens to be stored, as pairs of row and token: of each sound the first share that is
    free. `held_by` is asked how many hold a token already."""
    found: set[tuple[int, int]] = set()
    left = [(row, sound) for row, one in rows.items() for sound in sorted(sounds_of(one))]
    for level in range(len(SHARES)):
        own = [(row, sound, own_share(keyed, row, sound, level)) for row, sound in left]
        held = Counter(held_by({token for *_, token in own}))
        left = []
        for row, sound, token in own:
            if held[token] < most:
                held[token] += 1
                found.add((row, token))
            else:
                left.append((row, sound))
    return found


@dataclass(frozen=True)
class Wanted:
    """A sound of a search, and which part of the bits of its rarity it is worth."""

    sound: str
    worth: float


def asked(keyed: Keyed, entry: Entry) -> dict[int, Wanted]:
    """The sounds of a search by the first share of each; births on both sides are asked for too.

    Only of a sound whose first share is at least half full the others (`shares`) need be asked for.
    """
    own = sounds_of(entry)
    return {
        _share(keyed, sound, 0, 0): Wanted(sound, WORTH[sound[0]][sound not in own])
        for sound in sounds_of(entry, asked=True)
    }


def _share(keyed: Keyed, sound: str, level: int, n: int) -> int:
    return token(keyed, f"{level}.{n}:{sound}")


def most_of_a_share(people: int) -> int:
    """How many may hold one token."""
    return max(1, min(MOST_OF_A_SHARE, people // ONE_IN))


def read_at_most(people: int) -> int:
    """How many holders of tokens a search reads."""
    return min(max(2_000, people // 150), 6_000)


def opened_at_most(people: int) -> int:
    """How many rows a search opens."""
    return min(max(350, people // 1_000), 1_000)


def sounds_of(entry: Entry, *, asked: bool = False) -> set[str]:
    """What is hashed of a person: all her names, and what else is known of her."""
    near = (-1, 0, 1) if asked else (0,)
    years = {band + step for band in bands(entry.birth) for step in near}
    found = {f"T{entry.phone}"} if entry.phone else set()
    for reading in entry.readings:
        found |= sounds(reading, years, entry.place)
    found |= {f"D{day}" for day in days(entry.birth, turned=asked)}
    if entry.place:
        found |= {f"S{entry.place}|{entry.sex}|{y}" for y in sure_years(entry.birth, near)}
    return found


def days(birth: Born | None, *, turned: bool) -> Iterator[str]:
    """The day of birth, and with day and month turned round."""
    if birth and (day := birth.day):
        yield f"{day:%Y%m%d}"
        if turned:
            yield f"{day:%Y%d%m}"


def sure_years(birth: Born | None, near: Iterable[int]) -> set[int]:
    """The years of a birth that is known to within SURE_YEARS."""
    if birth is None:
        return set()
    first, last = birth.span.earliest.year, birth.span.latest.year
    few = last - first <= SURE_YEARS
    return {year + step for year in range(first, last + 1) for step in near} if few else set()


def sounds(name: NormalForm, years: Iterable[int], place: str) -> set[str]:
    """What is hashed: whole names, words, pairs and runs of consonants, alone, with a band of
    birth or with a place."""
    bare = sorted({s for s in name.skeletons if s})
    whole = name.consonants
    found = {"F" + "".join(sorted(name.keys)), "J" + whole}
    found |= {f"W{key}" for key in name.keys}
    found |= {f"P{one}|{other}" for one, other in combinations(bare, 2)}
    found |= {f"G{whole[at : at + GRAM]}" for at in range(len(whole) - GRAM + 1)}
    places = {place.casefold()} - {""}
    runs = {whole[at : at + 3] for at in range(max(len(whole) - 2, 1))}
    for word in {*bare, *runs}:
        found |= {f"Y{word}|{band}" for band in years}
        found |= {f"L{word}|{where}" for where in places}
    # Half a country is called Nguyễn Thị: two words tell where one does not.
    for one, other in combinations(sorted(set(name.keys)), 2):
        found |= {f"K{one}|{other}|{band}" for band in years}
        found |= {f"C{one}|{other}|{where}" for where in places}
    return found


def bands(birth: Born | None) -> set[int]:
    """The bands of YEARS_A_BAND years that a birth may fall into; none when unknown."""
    if birth is None:
        return set()
    first, last = birth.span.earliest.year, birth.span.latest.year
    return set(range(first // YEARS_A_BAND, last // YEARS_A_BAND + 1))


def with_room(held: Mapping[int, int], room: int) -> set[int]:
    """The sounds that fewest hold so far, as many as there is `room` for: each takes twice what it
    holds, since its last shares are not read yet."""
    found = set()
    for sound, holders in sorted(held.items(), key=lambda pair: pair[1]):
        if room <= 0:
            break
        found.add(sound)
        room -= 2 * holders
    return found


def rarest(held: Mapping[int, int], most: int) -> list[int]:
    """The sounds that fewest hold, `most` holders together: what comes after tells little."""
    found: list[int] = []
    read = 0
    for sound, holders in sorted(held.items(), key=lambda pair: pair[1]):
        read += holders
        if found and read > most:
            break
        found.append(sound)
    return found


def narrowed(
    rows: NDArray[np.int64],
    sounds: NDArray[np.int64],
    worth: NDArray[np.float64],
    people: int,
    *,
    most: int,
) -> list[int]:
    """The rows that share most of what is rare with a search, `most` of them at most.

    `rows` that hold a sound each, the place of that sound, and by its place what a sound is worth.
    """
    held = np.bincount(sounds, minlength=len(worth))
    bits = worth * np.log2(max(people, 2) / np.maximum(held, 1))
    who, place = np.unique(rows, return_inverse=True)
    score = np.bincount(place, bits[sounds], len(who))
    nearest: list[int] = who[np.argsort(-score, kind="stable")[:most]].tolist()
    return nearest
