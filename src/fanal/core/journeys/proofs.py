"""Proof of life at day 7, 30 and 90 after return. A message or hearsay is a sign, not a proof."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from fanal.core.journeys.events import LifeSign

DAYS = (7, 30, 90)
# From a court she comes back to whoever had her in the morning, and is followed as before: a day
# out is no return.
DAYS_AFTER: Mapping[str, tuple[int, ...]] = {"court": ()}
FOLLOWED = timedelta(days=DAYS[-1])
# The windows do not meet: a proof that is in time for one day is too early for the next.
EARLY = {7: 2, 30: 7, 90: 14}  # days before its day on which a proof already counts for it


class Met(StrEnum):
    AHEAD = "ahead"
    DUE = "due"
    OVERDUE = "overdue"
    MET = "met"


@dataclass(frozen=True, slots=True)
class Proof:
    day: int
    due: date
    met: Met
    by: LifeSign | None = None


def days_after(kind: str) -> tuple[int, ...]:
    """The days after she is back on which she is to be heard from, of a journey of this kind."""
    return DAYS_AFTER.get(kind, DAYS)


def proofs(
    returned: date, signs: Iterable[LifeSign], today: date, days: Iterable[int] = DAYS
) -> tuple[Proof, ...]:
    """The proofs on `today`. A later proof also settles an earlier day that was missed."""
    # A message may come from anybody who has her telephone.
    proving = sorted((s for s in signs if s.proves), key=lambda sign: sign.at)
    return tuple(_proof(day, returned, proving, today) for day in days)


def _proof(day: int, returned: date, proving: list[LifeSign], today: date) -> Proof:
    due = returned + timedelta(days=day)
    opens = due - timedelta(days=EARLY[day])
    by = next((sign for sign in proving if opens <= sign.on <= today), None)
    if by is not None:
        return Proof(day, due, Met.MET, by)
    # Not on the day itself: it is still possible until it ends.
    if today > due:
        return Proof(day, due, Met.OVERDUE)
    return Proof(day, due, Met.DUE if today >= opens else Met.AHEAD)


def next_proof(all_three: Iterable[Proof]) -> Proof | None:
    """The first that is not met."""
    return next((proof for proof in all_three if proof.met is not Met.MET), None)
