"""What one reader may do in a case, asked of `access` once for a page."""

from dataclasses import dataclass
from uuid import UUID

from fanal.accounts.models import User
from fanal.cases import access
from fanal.cases.models import Case
from fanal.cases.ties import Ties, ties_to
from fanal.core.sealing.compartments import Compartment
from fanal.core.trust.gate import MAY_SEND
from fanal.people.access import people_among


@dataclass(frozen=True)
class CaseRights:
    """The rights of one reader. `works`: writes into it as one of its team or in an emergency;
    `sends`: of a role that sends something out, and so reads what was; `opens`: which parts."""

    works: bool
    sends: bool
    leads: bool
    emergency: bool
    opens: frozenset[Compartment]

    def may_open(self, part: Compartment) -> bool:
        return part in self.opens

    @property
    def closed_parts(self) -> list[Compartment]:
        """The parts that are kept from the reader, in order."""
        return [part for part in Compartment if part not in self.opens]


def rights_on(user: User, case: Case, ties: Ties | None = None) -> CaseRights:
    """Return the rights in a case that `case_for` gave; `ties`, where they were asked with it."""
    ties = ties or ties_to(user, case)
    return CaseRights(
        works=access.works_on(user, case, ties),
        sends=user.role in MAY_SEND,
        leads=access.leads(user, case, ties),
        emergency=ties.emergency,
        opens=access.compartments_for(user, case, ties),
    )


def files_open_to(user: User, case: Case) -> set[UUID]:
    """The people of the case whose files this user may open."""
    people = list(case.people.order_by().values_list("id", flat=True))
    return set(people_among(user, people).values_list("id", flat=True))
