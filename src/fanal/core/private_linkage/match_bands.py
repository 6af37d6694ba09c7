"""How much speaks for one person behind two records, in three words and never a percentage."""

from enum import StrEnum
from math import log

# Odds of 19 to 1 and of 1 to 1 in a register like the one the weights were fitted on; in another
# the share of true pairs differs, so a band is a reason to ask and never an answer.
STRONG_FROM, LIKELY_FROM, POSSIBLE_FROM = log(19), 0.0, -2.2


class Band(StrEnum):
    STRONG = "strong"
    LIKELY = "likely"
    POSSIBLE = "possible"


def band_of(log_odds: float) -> Band | None:
    """The band of natural log odds; None where too little speaks for it to trouble anyone."""
    if log_odds >= STRONG_FROM:
        return Band.STRONG
    if log_odds >= LIKELY_FROM:
        return Band.LIKELY
    return Band.POSSIBLE if log_odds >= POSSIBLE_FROM else None
