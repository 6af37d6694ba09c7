"""Warnings about cases before somebody is given to other hands, asked or sets out: what closing
names of danger and of days that do not wait, on each page that leads to such an act."""

from collections.abc import Iterable
from typing import NamedTuple

from fanal.accounts.models import User
from fanal.cases.models import Case
from fanal.cases.queries.still_open import LATE_SIGN, urgent_open_in
from fanal.core.casework.closure import OpenEnd, StillOpen
from fanal.keys.ring import Ring

URGENT_ENDS = frozenset(
    {
        OpenEnd.DANGER,
        OpenEnd.MISSING,
        OpenEnd.RISK,
        OpenEnd.GUARDIAN,
        OpenEnd.NO_SIGN,
        OpenEnd.REFERRAL,
        OpenEnd.COURT,
    }
)
BESIDE_DANGER = URGENT_ENDS - {OpenEnd.DANGER}  # where the page begins with it
WHOSE_YES = frozenset({OpenEnd.GUARDIAN})


class WarnedCase(NamedTuple):
    case: Case
    warnings: list[StillOpen]


def warnings_in(
    cases: Iterable[Case], user: User, ring: Ring, ends: frozenset[OpenEnd] = URGENT_ENDS
) -> list[WarnedCase]:
    """Those of these cases with something urgent: in each the gravest first, as far as the
    user may know it. Raises Locked."""
    warned = [WarnedCase(case, _of_case(case, user, ring, ends)) for case in cases]
    return [warned_case for warned_case in warned if warned_case.warnings]


def _of_case(case: Case, user: User, ring: Ring, ends: frozenset[OpenEnd]) -> list[StillOpen]:
    return [
        open_end
        for open_end in urgent_open_in(case, user, ring)
        # Of many nobody has heard yet; a sign that is late was to come.
        if open_end.end in ends
        and (open_end.end is not OpenEnd.NO_SIGN or open_end.says == LATE_SIGN)
    ]
