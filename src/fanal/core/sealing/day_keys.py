"""A key for each day: from that of one day follows that of the next, and never of the day before.

Whoever destroys the key of a day, and keeps that of a later one, opens nothing of the earlier days
any more; whoever kept an earlier one opens all later days (a hash ratchet: the forward secrecy of
Bellare and Yee, “Forward-Security in Private-Key Cryptography”, CT-RSA 2003).
"""

import os
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from fanal.core.sealing import server

BYTES = 32
DAY = timedelta(days=1)
LONGEST = timedelta(days=366 * 100)  # a day that a header invents costs no more than this


@dataclass(frozen=True, repr=False)
class DayKey:
    """What one day is sealed with. Its repr does not show it."""

    day: date
    secret: bytes


@dataclass(frozen=True, repr=False)
class DayKeys:
    """The keys of `first` and of all days after it. Its repr shows none."""

    first: date
    seed: bytes

    @classmethod
    def new(cls, first: date) -> Self:
        return cls(first, os.urandom(BYTES))

    def of(self, day: date) -> DayKey | None:
        """Return the key of a day; None for one before the first, or absurdly long after it."""
        if day < self.first or day - self.first > LONGEST:
            return None
        # Not the seed itself: who is given the key of one day could go on to the next ones with it.
        return DayKey(day, server.derive(self.beginning(day).seed, "what is sealed on a day"))

    def beginning(self, day: date) -> Self:
        """The keys from `day` on, without those before; unchanged where these are gone already."""
        seed = self.seed
        # One step a day, and no way back: HKDF is one-way (RFC 5869), so a later seed gives no
        # earlier.
        for _ in range((day - self.first) // DAY):
            seed = server.derive(seed, "the next day")
        return type(self)(max(day, self.first), seed)
