"""A service in coded facts: what kind, from whom, how far it is, why not, and whether it began.

A referral that was asked and a visit that happened are two codes: none is counted as the other.
"""

from fanal.coded_facts.coders import FactsOfRow, RowContent, register
from fanal.core.coded_facts import coded
from fanal.core.services.history import facts_of
from fanal.services.models import CaseService
from fanal.services.queries.histories import history_of

OURS = "own"


def code_service(row: CaseService, content: RowContent) -> FactsOfRow:
    steps = history_of(row)
    last = steps[-1] if steps else None
    giver = row.partner.type if row.partner else OURS if row.team_id else None
    yield (
        row.person_id,
        coded(
            "service_given",
            last.on if last else row.made_on,
            service=row.kind,
            state=row.state,
            giver=giver,
            begun=facts_of(steps).served,
            refused_by=last and last.refused_by,
            barrier=last and last.barrier,
            end=last and last.end,
            useful=last and last.useful,
        ),
    )


def register_coders() -> None:
    register(CaseService, code_service)
