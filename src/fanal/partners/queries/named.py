"""Which partner somebody named in words: who she is with is typed, and trust is of the register."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.distance import OSA

from fanal.authority import ledger
from fanal.partners.models import Partner
from fanal.partners.queries.known_partners import name_key
from fanal.process_cache import ProcessCache
from scriptnames import BadInput, normalise

# How many letters of the sound of a name make room for one that is heard or typed otherwise.
LETTERS_FOR_A_SLIP = 6
MOST_SLIPS = 2


class RegisterName(NamedTuple):
    """A name of the register: as it is compared, of which partner, and how it sounds."""

    key: str
    id: str
    sound: str


_kept = ProcessCache[None, Sequence[RegisterName]]()


def named_in(words: str) -> tuple[str, ...]:
    """Return the ids of the partners whose name stands in these words: of several names the
    longest, of several partners of that name each."""
    text = name_key(words)
    found = [one for one in _names() if _stands_in(one.key, text)]
    return tuple(one.id for one in found if one.key == found[0].key)


def nearly_named_in(words: str) -> tuple[str, ...]:
    """Return the ids of the partners whose name may stand in these words, misspelled or in another
    script. None where a name of the register stands there as it is written."""
    if named_in(words):
        return ()
    spoken = list(_runs(_sounds(words)))
    return tuple(one.id for one in _names() if any(_near(one.sound, run) for run in spoken))


def _near(sound: str, run: str) -> bool:
    """Whether two names sound alike but for a slip or two: the longer the name, the more."""
    slips = min(len(sound) // LETTERS_FOR_A_SLIP, MOST_SLIPS)
    if not sound or abs(len(sound) - len(run)) > slips:
        return False
    return OSA.distance(sound, run, score_cutoff=slips) <= slips


def _runs(sounds: Sequence[str]) -> Iterator[str]:
    """Yield every run of whole words, joined: scripts part words differently, or not at all."""
    for start in range(len(sounds)):
        for end in range(start + 1, len(sounds) + 1):
            yield "".join(sounds[start:end])


def _sounds(name: str) -> tuple[str, ...]:
    try:
        return normalise(name).keys
    except BadInput:
        return ()


def _stands_in(name: str, text: str) -> bool:
    """Whether it stands there as words; of scripts that leave no space between words, anywhere."""
    return name in text and bool(re.search(rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])", text))


def _names() -> Sequence[RegisterName]:
    """Return every name as it is compared, the longest first, with the partner."""
    table = Partner._meta.db_table
    return _kept.get(None, lambda: ledger.read().counts.get(table), _read)


def _read() -> Sequence[RegisterName]:
    found = [
        RegisterName(name_key(one.name), str(one.id), "".join(_sounds(one.name)))
        for one in Partner.objects.filter(merged_into=None)
    ]
    return sorted((one for one in found if one.key), key=lambda one: (-len(one.key), one))
