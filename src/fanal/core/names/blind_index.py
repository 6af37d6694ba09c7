"""A keyed index over sounds of names: narrows a search before anything is opened.

For teams of more than about 50,000 people, and only where the organisation has decided it. A
token is the truncated keyed hash of a sound; the key is the team's and never stored beside the
index. What a thief of the index learns is how many people share a token: the commonest names
could be guessed by their frequency. So tokens that more than one person in a hundred would hold
are left out (they narrow nothing either), and a name alone is joined with the birth years around
it. THREAT_MODEL.md has the figures; tests/bench/test_blind_index.py measures them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from heapq import nsmallest
from itertools import combinations
from math import log2

from fanal.core.names.birth import Born
from fanal.core.names.fold import skeleton
from fanal.core.names.form import Form

BITS = 40  # of each token: enough to keep ten million apart
MOST_HOLDERS = 0.01
GRAM = 4  # consonants
YEARS_A_BAND = 4
READ_AT_MOST = 30_000  # holders of tokens, a search

Keyed = Callable[[bytes], bytes]  # HMAC under the team's index key


def token(keyed: Keyed, sound: str) -> int:
    """One token: the first BITS of the keyed hash, its kind part of what is hashed."""
    return int.from_bytes(keyed(sound.encode())[: BITS // 8], "big")


def stored(keyed: Keyed, form: Form, *, birth: Born | None, place: str) -> frozenset[int]:
    """The tokens of one name of one person, to be stored beside her row."""
    return frozenset(token(keyed, sound) for sound in sounds(form, bands(birth), place))


def asked(keyed: Keyed, form: Form, *, birth: Born | None, place: str) -> frozenset[int]:
    """The tokens of a search: as stored, with the bands of birth on both sides."""
    near = {band + step for band in bands(birth) for step in (-1, 0, 1)}
    return frozenset(token(keyed, sound) for sound in sounds(form, near, place))


def sounds(form: Form, years: Iterable[int], place: str) -> set[str]:
    """What is hashed: whole names, pairs and runs of consonants, and each word with a band of
    birth or a place. Never a word alone when it is in the list of common words."""
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


def allowed(holders: Mapping[int, int], people: int) -> frozenset[int]:
    """The tokens that may be stored: those that no more than MOST_HOLDERS of people hold."""
    return frozenset(t for t, count in holders.items() if count <= max(1, MOST_HOLDERS * people))


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
