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

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from heapq import nsmallest
from itertools import combinations
from math import log2

from fanal.core.names.birth import Born
from fanal.core.names.entries import Entry, rows_of
from fanal.core.names.fold import skeleton
from fanal.core.names.form import Form

BITS = 40  # of each token: enough to keep ten million apart
SHARES = (1, 3, 12)  # one after the other
MOST_OF_A_SHARE, ONE_IN = 64, 250  # people who hold one token: never more than one in ONE_IN
GRAM = 4  # consonants
YEARS_A_BAND = 4
SURE_YEARS = 3  # a birth within so many years is asked for together with the place, year by year
READ_AT_MOST = 30_000  # holders of tokens, a search

Keyed = Callable[[bytes], bytes]  # HMAC under the team's index key


def token(keyed: Keyed, sound: str) -> int:
    """One token: the first BITS of the keyed hash, its kind part of what is hashed."""
    return int.from_bytes(keyed(sound.encode())[: BITS // 8], "big")


def shares(keyed: Keyed, sound: str) -> tuple[int, ...]:
    """The tokens of a sound, of which everybody who has it holds one."""
    return tuple(
        _share(keyed, sound, level, n) for level, many in enumerate(SHARES) for n in range(many)
    )


def choices(keyed: Keyed, entry: Entry, row: str) -> list[tuple[int, ...]]:
    """For each sound of a person the tokens that her row may hold, the first that is free.

    They are always the same for one row, and told by the key alone.
    """
    found = []
    for sound in sorted(sounds_of(entry, asked=False)):
        dice = int.from_bytes(keyed(f"{row}:{sound}".encode())[:8], "big")
        found.append(
            tuple(_share(keyed, sound, level, dice % many) for level, many in enumerate(SHARES))
        )
    return found


def stored(
    some: Iterable[tuple[int, ...]], holders: MutableMapping[int, int], most: int
) -> set[int]:
    """The tokens to be stored beside a row, of its `choices`; `holders` of each are counted on."""
    found = set()
    for choice in some:
        free = next((token for token in choice if holders.get(token, 0) < most), None)
        if free is not None:
            found.add(free)
            holders[free] = holders.get(free, 0) + 1
    return found


def asked(keyed: Keyed, entry: Entry) -> dict[int, str]:
    """The sounds of a search by the first share of each; births on both sides are asked for too.

    Only of a sound whose first share is at least half full the others (`shares`) need be asked for.
    """
    return {_share(keyed, sound, 0, 0): sound for sound in sounds_of(entry, asked=True)}


def _share(keyed: Keyed, sound: str, level: int, n: int) -> int:
    return token(keyed, f"{level}.{n}:{sound}")


def most_of_a_share(people: int) -> int:
    """How many may hold one token."""
    return max(1, min(MOST_OF_A_SHARE, people // ONE_IN))


def sounds_of(entry: Entry, *, asked: bool) -> set[str]:
    """What is hashed of a person: all her names, and what else is known of her."""
    near = (-1, 0, 1) if asked else (0,)
    years = {band + step for band in bands(entry.birth) for step in near}
    found = {f"T{entry.phone}"} if entry.phone else set()
    for row in rows_of(0, entry):
        found |= sounds(row.form, years, entry.place)
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


def sounds(form: Form, years: Iterable[int], place: str) -> set[str]:
    """What is hashed: whole names, pairs and runs of consonants, and each word with a band of
    birth or a place, or alone."""
    bare = sorted({s for s in form.skeletons if s})
    whole = skeleton(form.joined)
    found = {"F" + "".join(sorted(form.keys)), "J" + whole}
    found |= {f"W{key}" for key in form.keys}
    found |= {f"P{one}|{other}" for one, other in combinations(bare, 2)}
    found |= {f"G{whole[at : at + GRAM]}" for at in range(len(whole) - GRAM + 1)}
    runs = {whole[at : at + 3] for at in range(max(len(whole) - 2, 1))}
    for word in {*bare, *runs}:
        found |= {f"Y{word}|{band}" for band in years}
        if place:
            found.add(f"L{word}|{place.casefold()}")
            found |= {f"B{word}|{place.casefold()}|{band}" for band in years}
    return found


def bands(birth: Born | None) -> set[int]:
    """The bands of YEARS_A_BAND years that a birth may fall into; none when unknown."""
    if birth is None:
        return set()
    first, last = birth.span.earliest.year, birth.span.latest.year
    return set(range(first // YEARS_A_BAND, last // YEARS_A_BAND + 1))


def narrowed(
    postings: Mapping[int, Sequence[int]], tokens: Iterable[int], people: int, *, most: int
) -> list[int]:
    """The people who share most of what is rare with a search, `most` of them at most.

    Rare tokens are read first, until READ_AT_MOST holders are read: what comes after tells little,
    and the time does not grow with the people.
    """
    score: dict[int, float] = {}
    read = 0
    for holders in sorted((postings[t] for t in tokens if t in postings), key=len):
        read += len(holders)
        if read > READ_AT_MOST and score:
            break
        rare = log2(max(people, 2) / max(len(holders), 1))
        for person in holders:
            score[person] = score.get(person, 0.0) + rare
    ranked = nsmallest(most, score.items(), key=lambda pair: (-pair[1], pair[0]))
    return [person for person, _ in ranked]
