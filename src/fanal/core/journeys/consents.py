"""Whether who travels has said yes to such a journey: the rule of whose consent counts, at leaving.

A plan is what she is asked about, so nothing is asked before. What she said no to herself stops,
child or adult (CRC 1989, article 12): a yes given for her does not lift it, and two people go on in
spite of it only where her life or body is in danger if she stays.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from fanal.core.casework.consent import ConsentPurpose, ConsentRecord, ConsentState, consent_state

# What she is asked, by the kind of journey: the first of which anything was said.
ASKED: Mapping[str, tuple[ConsentPurpose, ...]] = {
    "return": (ConsentPurpose.RETURN,),
    "escort": (ConsentPurpose.RETURN, ConsentPurpose.CARE),
    "transfer": (ConsentPurpose.REFERRAL, ConsentPurpose.CARE),
    "rescue": (ConsentPurpose.CARE,),
    "court": (ConsentPurpose.LEGAL_ACTION,),
}


class DepartureGround(StrEnum):
    """Why two people may go on in spite of what she said herself; nothing else is a ground."""

    VITAL_INTEREST = "vital_interest"


def may_go_on(ground: str, *, said_no: bool) -> bool:
    """Whether two people may let somebody leave, on this ground if there is one."""
    return not said_no or ground == DepartureGround.VITAL_INTEREST


@dataclass(frozen=True, slots=True)
class TravelConsent:
    """Where her consent to a journey stands. `her_no`: the last that she said herself is a no."""

    purpose: ConsentPurpose
    state: ConsentState
    her_no: bool = False

    @property
    def allows(self) -> bool:
        return self.state.allows and not self.her_no


def travel_consent(records: Iterable[ConsentRecord], kind: str, today: date) -> TravelConsent:
    """Return what was said of a journey of this kind. `records`: hers, of whoever
    takes part in it."""
    statements = [
        replace(one, recipient=None, data_class=None) for one in records if one.on <= today
    ]
    purposes = ASKED[kind]
    # A yes to care covers an escort where nobody ever asked about a return: to ask again would make
    # her repeat it.
    purpose = next(
        (one for one in purposes if any(record.purpose is one for record in statements)),
        purposes[0],
    )
    about = [one for one in statements if one.purpose is purpose]
    state = consent_state(about, purpose, today=today)
    # Apart from the state: for a child a guardian's yes makes the state allow, and her own no still
    # stops (CRC, article 12).
    return TravelConsent(purpose, state, her_no(about, today))


def her_no(records: Iterable[ConsentRecord], today: date) -> bool:
    """Whether what she said last of it herself is a no."""
    # `spoken` looks at who said it that day, so that an answer given for her is never taken for
    # hers.
    own = [one for one in (record.spoken(today) for record in records) if one.hers]
    # On one day a yes and a no leave the no: which came first is not known, and she is not sent off
    # on a guess.
    last = max(own, key=lambda one: (one.on, one.no), default=None)
    return last is not None and last.no
