"""What was worked out, kept in this process while what it follows from is the same."""

from collections.abc import Callable
from threading import Lock
from time import monotonic
from typing import NamedTuple

from django.db import connection

A_MINUTE = 60.0


class CachedValue[Value](NamedTuple):
    """What was worked out, from which version of what decides it, and when by this process."""

    version: object
    at: float
    value: Value


class ProcessCache[Key, Value]:
    """Values by whom or what they are of. `seconds`: after which each is worked out anew in any
    case. Whoever is given one does not change it."""

    def __init__(self, seconds: float = A_MINUTE) -> None:
        self.held: dict[Key, CachedValue[Value]] = {}
        self._seconds = seconds
        self._working: dict[Key, Lock] = {}

    def get(self, key: Key, version: Callable[[], object], work_out: Callable[[], Value]) -> Value:
        # Read before: what is stored meanwhile makes the next look work it out.
        now = version()
        if (held := self._still(key, now)) is not None:
            return held.value
        if _may_be_undone():
            return work_out()
        return self._worked_out_once(key, now, work_out).value

    def _worked_out_once(
        self, key: Key, version: object, work_out: Callable[[], Value]
    ) -> CachedValue[Value]:
        """Return the value worked out once: every thread of a server asks at once, and one works it
        out while the others wait for it. Where only its time is over, they are given what is held
        meanwhile."""
        working = self._working.setdefault(key, Lock())
        if not working.acquire(blocking=False):
            held = self.held.get(key)
            if held is not None and held.version == version:
                return held
            working.acquire()
        try:
            held = self._still(key, version) or CachedValue(version, monotonic(), work_out())
            self.held[key] = held
            return held
        finally:
            working.release()

    def _still(self, key: Key, version: object) -> CachedValue[Value] | None:
        held = self.held.get(key)
        recent = held is not None and monotonic() - held.at <= self._seconds
        return held if recent and held and held.version == version else None


def _may_be_undone() -> bool:
    """Return whether a transaction is open: what is worked out from what it wrote may never have
    been."""
    return connection.in_atomic_block
