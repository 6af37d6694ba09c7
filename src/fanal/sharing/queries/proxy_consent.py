"""Whose recorded yes counts for nothing, by the rule of the gate: `core.trust.proxy_consent`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from django.utils import timezone

from fanal.cases.models import Consent
from fanal.cases.queries.doubts import RelatedCases
from fanal.core.casework.consent import ConsentAnswer, GivenBy
from fanal.core.trust.parties import Directory
from fanal.core.trust.proxy_consent import Doubt
from fanal.core.trust.situation import ServiceNeed, Situation, World
from fanal.partners.queries.edges import with_circles
from fanal.sharing.queries.facts import facts_of, given_by_in, givers_in, role_in, said_of
from fanal.sharing.queries.gate_rows import GateRow


class _Named(NamedTuple):
    """A case or a person by the id, which is all that is asked of it."""

    id: UUID


def doubts(rows: Iterable[Consent], related: RelatedCases | None = None) -> dict[UUID, Doubt]:
    """Why the yes of these records counts for nothing, by id; those that count are left out."""
    given = [
        row for row in rows if row.answer == ConsentAnswer.GIVEN and row.given_by != GivenBy.HERSELF
    ]
    cases = [_Named(one) for one in {row.case_id for row in given}]
    if not cases:
        return {}
    found: dict[UUID, Doubt] = {}
    for case, said in said_of(cases, related).items():
        found |= _in_case(case, said, [row for row in given if row.case_id == case])
    return found


def _in_case(case: UUID, said: list[GateRow], rows: list[Consent]) -> dict[UUID, Doubt]:
    directory = with_circles(Directory.of(()), givers_in(said))
    world, now, nothing = World(directory=directory), timezone.localtime(), ServiceNeed(frozenset())
    by_id = {one.id: (given_by_in(one), role_in(one)) for one in said if one.kind == "consent"}
    found: dict[UUID, Doubt] = {}
    for person in {row.person_id for row in rows}:
        facts = facts_of(_Named(case), _Named(person), said={case: said})
        where = Situation(now, facts, world, nothing)
        for row in rows:
            if row.person_id == person and (why := where.doubt(*by_id[str(row.id)])):
                found[row.id] = why
    return found
