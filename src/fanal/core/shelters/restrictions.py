"""What a resident is not free to do, for how long, and who may say so again.

Detention in shelters does harm (Gallagher and Pearson 2010): a restriction has a reason, her own
words, and an end. Only another person renews it.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fanal.core.errors import BadInput
from fanal.core.shelters.timers import ShelterTimer
from fanal.core.words import say


@dataclass(frozen=True, slots=True)
class RestrictionNow:
    ordered_by: UUID
    since: date
    lifted_on: date | None = None
    renewed: bool = False

    @property
    def lapses_on(self) -> date:
        """The first day on which it holds no more by itself."""
        return self.since + ShelterTimer.RESTRICTION.span

    def runs(self, day: date) -> bool:
        return self.lifted_on is None and not self.renewed and day < self.lapses_on


def check_renewal(now: RestrictionNow, by: UUID, day: date, *, why: str, hers: str) -> None:
    """Check a renewal. Raises BadInput naming the question."""
    if not now.runs(day):
        raise BadInput("why", say("it has ended: nothing is left to renew"))
    if by == now.ordered_by:
        raise BadInput("why", say("another person renews it than who ordered it"))
    check_order(why=why, hers=hers)


def check_order(*, why: str, hers: str) -> None:
    """Check that a restriction has its reason, and what she says of it. Raises BadInput."""
    if not why.strip():
        raise BadInput("why", say("say why: a restriction without a reason is none"))
    if not hers.strip():
        raise BadInput("hers", say("write what she says of it, in her words"))
