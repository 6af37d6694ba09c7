"""How long a worker process may hold what people typed and read.

Python cannot wipe memory: copies of a pass-phrase stay in the process that received it, until it
ends. So the process ends.
"""

from dataclasses import dataclass

from fanal.core.errors import BadInput
from fanal.core.words import say

SETTING = "FANAL_FORGET_AFTER"
SHORTEST, LONGEST = 1, 600


@dataclass(frozen=True)
class Lifetimes:
    """How long a process lives, in seconds: without a request; after the first pass-phrase; after
    the first request."""

    idle: float
    passphrase: float
    longest: float


def lifetimes(text: str) -> Lifetimes:
    """Return the lifetimes that follow from the seconds without a request. Raises BadInput."""
    try:
        idle = float(text)
    except ValueError:
        idle = 0
    if not SHORTEST <= idle <= LONGEST:
        raise BadInput(
            SETTING, say("is a number of seconds from {n} to {m}", n=SHORTEST, m=LONGEST)
        )
    return Lifetimes(idle=idle, passphrase=idle / 6, longest=idle * 5)
