"""What presses in a case before somebody is given to other hands or sets out: what closing names of
danger and of days that do not wait, on each page that leads to such an act."""

from __future__ import annotations

from fanal.accounts.models import User
from fanal.cases.models import Case
from fanal.cases.queries.still_open import LATE_SIGN, still_open_in
from fanal.core.casework.closure import OpenEnd, StillOpen
from fanal.keys.ring import Ring

PRESSING = frozenset({
    OpenEnd.DANGER, OpenEnd.MISSING, OpenEnd.RISK, OpenEnd.REFERRAL, OpenEnd.COURT,
})  # fmt: skip


def pressing_in(case: Case, user: User, ring: Ring) -> list[StillOpen]:
    """The gravest first, as far as this user may know it. Raises Locked."""
    found = still_open_in(case, user, ring)
    return [one for one in found if one.end in PRESSING or one.says == LATE_SIGN]
