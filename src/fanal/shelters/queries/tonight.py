"""Tonight in a shelter, as its page shows it."""

from dataclasses import dataclass
from datetime import date, datetime

from fanal.accounts.models import User
from fanal.core.shelters.nights import NightState
from fanal.keys.ring import Ring
from fanal.shelters import access
from fanal.shelters.models import Shelter
from fanal.shelters.queries.evening_count import Night, night_of, tonight_there, uncounted_before
from fanal.shelters.queries.open_evening_counts import alone_since, open_before
from fanal.shelters.queries.residents import Resident, residents


@dataclass(frozen=True)
class Tonight:
    residents: list[Resident]
    night: Night
    free: int
    beds: int
    staff: int | None
    uncounted: date | None = None
    differed: date | None = None  # an evening before
    alone: date | None = None  # since then one person counted alone each time

    @property
    def missing(self) -> list[Resident]:
        return [resident for resident in self.residents if resident.lost]

    @property
    def living(self) -> list[Resident]:
        return [
            resident for resident in self.residents if resident.lives_here and not resident.lost
        ]

    @property
    def sleep_here(self) -> int:
        """How many of them sleep here tonight: not who left on a journey, whose bed the book has
        not freed yet."""
        return sum(resident.over_on is None for resident in self.living)

    @property
    def expected(self) -> list[Resident]:
        coming = [resident for resident in self.residents if resident.expected]
        return sorted(coming, key=lambda one: (str(one.stay.due or ""), str(one.stay.id)))

    @property
    def differs(self) -> bool:
        return self.night.state is NightState.DIFFERS

    @property
    def lacks_steps(self) -> bool:
        return any(resident.lacks_steps for resident in self.residents)

    @property
    def closed(self) -> bool:
        return self.night.state is NightState.CLOSED

    @property
    def sleeping(self) -> int:
        return sum(resident.here and resident.over_on is None for resident in self.residents)


def tonight_in(shelter: Shelter, user: User, ring: Ring, now: datetime) -> Tonight:
    # First: it puts back what was changed by hand.
    night = night_of(shelter, tonight_there(shelter, now), user)
    stays = list(access.stays_in(user, shelter))
    beds = shelter.beds.filter(ended_on=None).count()
    free = access.free_beds(shelter).count()
    shown = residents(stays, ring, user)
    uncounted = uncounted_before(shelter, night)
    differed = open_before(shelter, night.evening, user)
    alone = alone_since(shelter, night.evening)
    return Tonight(shown, night, free, beds, _staff(night, ring), uncounted, differed, alone)


def _staff(night: Night, ring: Ring) -> int | None:
    """How many of us are there tonight, as the last of the two who counted wrote it."""
    staff_counts = [(row.try_unseal(ring) or {}).get("staff") for row in night.rows]
    return next((number for number in reversed(staff_counts) if isinstance(number, int)), None)
