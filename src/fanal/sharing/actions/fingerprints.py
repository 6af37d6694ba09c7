"""The fingerprint of what went out, by which it is known again: keyed.

A name, an age and a few coded facts can be guessed and each guess be hashed: a hash of them without
a key would be the name. It is an HMAC under a data key of the case (T2).
"""

from hmac import compare_digest
from typing import overload

from fanal.cases.models import Case
from fanal.core.sealing.compartments import Compartment, in_order
from fanal.core.sealing.marks import marker
from fanal.keys.ring import Ring
from fanal.sealed.server_key import derived


@overload
def fingerprint(text: str) -> str: ...
@overload
def fingerprint(text: str, *, case: Case, ring: Ring, part: Compartment | None = None) -> str: ...
def fingerprint(
    text: str,
    *,
    case: Case | None = None,
    ring: Ring | None = None,
    part: Compartment | None = None,
) -> str:
    """64 hexadecimal digits of what is told of `case`; `part`: whose readers know it again.

    Without `case`, and where the sender holds no key of it, nothing sealed is in the text: then it
    is under the server's key.
    """
    if case is None:
        return _mark(derived("what went out"), text)
    if ring is None:
        raise TypeError("what is told of a case is marked under a key of it: give the ring")
    # The first of those that the sender opens; `is_of` tries the keys of all.
    parts = [part] if part else in_order(ring.compartments(case.id))
    if not parts:
        return _mark(derived("what went out"), text)
    _generation, key = ring.newest_key(case.id, parts[0])
    return _mark(key, text)


def is_of(digest: str, text: str, *, case: Case, ring: Ring) -> bool:
    """Whether this text went out under this fingerprint, as far as the keys of `ring` tell."""
    parts = ring.compartments(case.id)
    keys = (key for part in parts for _generation, key in ring.all_keys(case.id, part))
    return any(compare_digest(_mark(key, text), digest) for key in keys)


def _mark(key: bytes, text: str) -> str:
    return marker(key, "what went out")(text.encode()).hex()
