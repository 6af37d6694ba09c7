"""Which partner somebody named in words: who she is with is typed, and trust is of the register."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from fanal.authority import ledger
from fanal.partners.models import Partner
from fanal.partners.queries.known_partners import name_key
from fanal.processes.process_cache import ProcessCache
from scriptnames import BadInput, normalise

# How many letters of the sound of a name make room for one that is heard or typed otherwise.
LETTERS_FOR_A_SLIP = 6
MOST_SLIPS = 2
MANY = 4096  # names of the register that a process remembers the sound of
# A word of a name as it is compared; of scripts that leave no space between words, each letter.
WORD = re.compile(r"[a-z0-9]+|.", re.DOTALL)


class RegisterName(NamedTuple):
    """A name of the register: as it is compared, of which partner, and how it sounds."""

    key: str
    id: str
    sound: str


class RegisterNames(NamedTuple):
    """Its names, the longest first. `by_first`: those that begin with this word, since all that
    stands in a text begins with one of its words. `by_length`: what may be heard as a word of that
    many letters, by how it sounds."""

    names: Sequence[RegisterName]
    by_first: Mapping[str, Sequence[RegisterName]]
    by_length: Mapping[int, Sequence[str]]

    @classmethod
    def of(cls, names: Collection[RegisterName]) -> RegisterNames:
        ordered = sorted(names, key=_longest_first)
        by_first = defaultdict[str, list[RegisterName]](list)
        for one in ordered:
            by_first[WORD.findall(one.key)[0]].append(one)
        by_length = defaultdict[int, list[str]](list)
        for sound in sorted({one.sound for one in names} - {""}):
            slips = _slips(sound)
            for length in range(len(sound) - slips, len(sound) + slips + 1):
                by_length[length].append(sound)
        return cls(ordered, by_first, by_length)

    def standing_in(self, words: str) -> tuple[str, ...]:
        """Return the ids of those that are written out there: of several names the longest, of
        several partners of that name each."""
        text = name_key(words)
        begun = [one for word in set(WORD.findall(text)) for one in self.by_first.get(word, ())]
        found = sorted((one for one in begun if _stands_in(one.key, text)), key=_longest_first)
        return tuple(one.id for one in found if one.key == found[0].key)

    def sounding(self, sounds: Collection[str]) -> tuple[str, ...]:
        """Return the ids of those that sound so."""
        return tuple(one.id for one in self.names if one.sound in sounds) if sounds else ()


class Meant(NamedTuple):
    """Which partners some words mean, by id. `named`: whose name is written out there; `near`:
    whose name may stand there, misspelled or in another script, where none is written out."""

    named: tuple[str, ...]
    near: tuple[str, ...]


_kept = ProcessCache[None, RegisterNames]()


def meant_by(several: Collection[str]) -> dict[str, Meant]:
    """Return which partners each of these words mean: a board has a hundred, and the register is
    read once for all of them."""
    if not several:
        return {}
    register = _register()
    named = {words: register.standing_in(words) for words in several}
    runs = {words: set(_runs(_sounds(words))) for words, found in named.items() if not found}
    every = {run for said in runs.values() for run in said}
    near = {run: set(_near(run, register.by_length)) for run in every}
    heard = {words: {sound for run in said for sound in near[run]} for words, said in runs.items()}
    return {
        words: Meant(found, register.sounding(heard.get(words, ())))
        for words, found in named.items()
    }


def written_out(words: str, name: str) -> str:
    """Return these words with the partner they mean as the register has it: what they say beside
    the name is kept."""
    sound = _sound_of(name)
    spoken = "".join(_sounds(words))
    return name if OSA.distance(sound, spoken) <= _slips(sound) else f"{name} ({words})"


def _near(run: str, sounds: Mapping[int, Sequence[str]]) -> Iterator[str]:
    """Yield the names that sound like it but for a slip or two."""
    choices = sounds.get(len(run), ())
    # All at once, outside Python: a board has a hundred of these, a register a thousand names.
    near = extract(run, choices, scorer=OSA.distance, score_cutoff=MOST_SLIPS, limit=None)
    return (sound for sound, slips, _at in near if slips <= _slips(sound))


def _slips(sound: str) -> int:
    """Return how many letters of a name may be others: of a longer one more."""
    return min(len(sound) // LETTERS_FOR_A_SLIP, MOST_SLIPS)


def _runs(sounds: Sequence[str]) -> Iterator[str]:
    """Yield every run of whole words, joined: scripts part words differently, or not at all."""
    for start in range(len(sounds)):
        for end in range(start + 1, len(sounds) + 1):
            yield "".join(sounds[start:end])


@lru_cache(MANY)
def _sound_of(name: str) -> str:
    """Return how a name of the register sounds. What is typed is not kept here."""
    return "".join(_sounds(name))


def _sounds(name: str) -> tuple[str, ...]:
    try:
        return normalise(name).keys
    except BadInput:
        return ()


def _longest_first(one: RegisterName) -> tuple[int, RegisterName]:
    return -len(one.key), one


def _stands_in(name: str, text: str) -> bool:
    """Whether it stands there as words; of scripts that leave no space between words, anywhere."""
    return name in text and bool(re.search(rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])", text))


def _register() -> RegisterNames:
    table = Partner._meta.db_table
    return _kept.get(None, lambda: ledger.read().counts.get(table), _read)


def _read() -> RegisterNames:
    found = [
        RegisterName(name_key(one.name), str(one.id), _sound_of(one.name))
        for one in Partner.objects.filter(merged_into=None)
    ]
    return RegisterNames.of([one for one in found if one.key])
