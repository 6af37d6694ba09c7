"""Whoever was erased after a backup was made is there again once it is put back: she is erased once
more with the acceptance of it (ADR 24)."""

from __future__ import annotations

from collections.abc import Iterator

from fanal.core.errors import Refused
from fanal.core.words import Sentence, say

TO_ERASE = say("- erased since then, and here again: {n}")
DONE = say("Erased once more: {n}.")
NOT_DONE = say("Still to be erased once more: `fanal erasures again`. {why}")


def planned() -> Iterator[Sentence]:
    """Yield what is to be done, for the two to read before they accept it."""
    from fanal.retention.queries.tombstones import came_back

    # From the list beside the database: the backup knows of no erasure that came after it.
    if back := came_back():
        yield say(TO_ERASE.template, n=len(back))


def erase() -> Iterator[Sentence]:
    """Erase them; yield what was done. What cannot be done is said: the state is accepted."""
    from fanal.retention.actions.erasing import again

    try:
        if n := again():
            yield say(DONE.template, n=n)
    except Refused as why:
        yield say(NOT_DONE.template, why=why.reasons[0])
