"""Keys of the book of a shelter and of requests for a bed: by name, and each of the one folder."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from fanal.accounts.models import Team, User
from fanal.core.sealing.compartments import NARRATIVE
from fanal.keys.actions import grant
from fanal.keys.ring import Ring

type Reader = tuple[User | Team, date | None]  # and until the end of which day, if any


def let_read(
    folder: UUID, readers: Iterable[Reader], by: User, ring: Ring, reason: str = ""
) -> None:
    """Give each of these readers the key of this folder, until her day."""
    for to, until in readers:
        grant(
            folder=folder,
            compartments=[NARRATIVE],
            to=to,
            by=by,
            ring=ring,
            until=until,
            reason=reason,
        )
