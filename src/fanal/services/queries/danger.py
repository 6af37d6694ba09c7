"""Partners that were found dangerous, or must never hear of whom a service is for. All that is on
file decides, whatever the reader may know: a finding that is closed to her closes the door all the
same, and the page says whom to ask.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from fanal.core.trust.vocabulary import TrustLevel
from fanal.partners.queries.directory import levels_of
from fanal.partners.queries.world import world
from fanal.services.models import CaseService
from fanal.sharing.queries.never_told import never_told_in_each


def dangerous(partners: Iterable[UUID]) -> frozenset[UUID]:
    """Return those of these that were found dangerous, themselves or a body that they belong to,
    and that no two people allow by name today. No query where none is asked for."""
    asked = set(partners)
    if not asked:
        return frozenset()
    today, on_file = timezone.localdate(), world()
    allowed = {
        allowance.party
        for allowance in on_file.allowances
        if allowance.until is None or allowance.until >= today
    }
    return frozenset(
        partner
        for partner in asked
        # In any area: a service takes her to the partner, wherever the finding is from.
        if TrustLevel.DANGEROUS in levels_of(on_file, str(partner), today)
        and str(partner) not in allowed
    )


@dataclass(frozen=True)
class FearedGivers:
    """The services, by their ids, whose giver is not trusted any more, and those whose giver must
    never hear of whom it is for: he may have come on her list after it was asked for."""

    fallen: frozenset[UUID]
    never: frozenset[UUID]


def feared_givers(rows: Iterable[CaseService]) -> FearedGivers:
    """Return the feared givers of services of partners; their cases and people are read with them.

    In a constant number of queries, and none where no partner gives any.
    """
    named_givers = [(row, row.partner_id) for row in rows if row.partner_id is not None]
    if not named_givers:
        return FearedGivers(frozenset(), frozenset())
    red, chain = dangerous(partner for _row, partner in named_givers), world().directory.chain
    never = never_told_in_each([(row.case, row.person) for row, _partner in named_givers])
    return FearedGivers(
        frozenset(row.id for row, partner in named_givers if partner in red),
        frozenset(
            row.id
            for (row, partner), list_of_her in zip(named_givers, never, strict=True)
            if not list_of_her.isdisjoint(chain(str(partner)))
        ),
    )
