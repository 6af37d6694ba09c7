"""The number at which whoever has somebody on a journey is called."""

from collections.abc import Collection
from uuid import UUID

from fanal.accounts.other_hands import in_other_hands
from fanal.journeys.models import JourneyCustodian


def number_of(custodian: JourneyCustodian, unsafe: Collection[UUID] | None = None) -> str:
    """Return the number; "" where one of ours goes along whose telephone may be in other hands:
    whoever answers would learn who is on the way, and say what they like. `unsafe`: as in
    `whom_to_call`."""
    ours = custodian.colleagues_ids if custodian.phone else []
    if not ours:
        return custodian.phone
    unsafe = in_other_hands() if unsafe is None else unsafe
    return "" if {*ours} & {*unsafe} else custodian.phone
