"""Which partner somebody named in words: who she is with is typed, and trust is of the register."""

import re
from collections.abc import Sequence

from fanal.authority import ledger
from fanal.partners.models import Partner
from fanal.partners.queries.known_partners import name_key
from fanal.process_cache import ProcessCache

_kept = ProcessCache[None, Sequence[tuple[str, str]]]()


def named_in(words: str) -> tuple[str, ...]:
    """Return the ids of the partners whose name stands in these words: of several names the
    longest, of several partners of that name each."""
    text = name_key(words)
    found = [(name, id) for name, id in _names() if _stands_in(name, text)]
    return tuple(id for name, id in found if name == found[0][0])


def _stands_in(name: str, text: str) -> bool:
    """Whether it stands there as words; of scripts that leave no space between words, anywhere."""
    return name in text and bool(re.search(rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])", text))


def _names() -> Sequence[tuple[str, str]]:
    """Return every name as it is compared, the longest first, with the partner."""
    table = Partner._meta.db_table
    return _kept.get(None, lambda: ledger.read().counts.get(table), _read)


def _read() -> Sequence[tuple[str, str]]:
    found = [(name_key(one.name), str(one.id)) for one in Partner.objects.filter(merged_into=None)]
    return sorted((one for one in found if one[0]), key=lambda one: (-len(one[0]), one))
