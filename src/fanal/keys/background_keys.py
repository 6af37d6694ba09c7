"""Data keys for a background process that works for a user after her request has ended.

It gets the keys of exactly what it reads, and no private key: with that it could open everything
else that was or will be granted to her.
"""

from collections.abc import Iterable
from contextlib import suppress
from uuid import UUID

from fanal.core.sealing.compartments import Compartment
from fanal.core.sealing.failures import Locked, NotGranted
from fanal.keys.ring import Ring

type PassedKey = tuple[str, str, int, str]  # folder, compartment, generation, the key: as JSON


def keys_of(ring: Ring, folders: Iterable[UUID], part: Compartment) -> list[PassedKey]:
    """Return the keys that the ring opens of this part of these folders. Raises Locked."""
    passed: list[PassedKey] = []
    wanted = list(folders)
    ring.prepare(wanted)
    for folder in wanted:
        with suppress(NotGranted):
            for generation, key in ring.all_keys(folder, part):
                passed.append((str(folder), str(part), generation, key.hex()))
    return passed


class BackgroundKeys(Ring):
    """A ring of these keys, which fetches no others."""

    def __init__(self, keys: Iterable[PassedKey]) -> None:
        super().__init__()
        for folder, part, generation, key in keys:
            self.remember(UUID(folder), {Compartment(part): bytes.fromhex(key)}, generation)
        # Somebody may leave while it works: it asks before it seals, and has no newer key.
        self._newest.clear()

    @property
    def locked(self) -> bool:
        return False

    def prepare(self, folders: Iterable[UUID]) -> None:
        for folder in folders:
            self._folders.setdefault(folder, {})

    def _closed(self, folder: UUID) -> Locked | NotGranted:
        # Never `Locked`: in the background nobody can be asked for the pass-phrase.
        return NotGranted(str(folder))
