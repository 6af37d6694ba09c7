"""The look at a page of a case on which nothing opened, as the journal keeps it."""

from collections.abc import Iterable

from fanal.accounts.models import User
from fanal.cases import access
from fanal.cases.models import Case
from fanal.core.sealing.compartments import Compartment, in_order
from fanal.keys.ring import Ring


def looked_at(user: User, case: Case, parts: Iterable[Compartment], ring: Ring) -> None:
    """Write down that she looked at the case, where her keys open none of these parts of it."""
    asked = in_order(set(parts))
    if asked and not set(asked) & set(ring.compartments(case.id)):
        access.opened(user, case, *asked, ring=ring)
