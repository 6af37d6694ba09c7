"""Money in coded facts: for what it was asked, who takes it, how far it is. Never how much."""

from __future__ import annotations

from fanal.coded_facts.coders import FactsOfRow, Said, register
from fanal.core.coded_facts import coded
from fanal.funds.models import MoneyRequest
from fanal.funds.slips import slip_of


def code_request(row: MoneyRequest, _said: Said) -> FactsOfRow:
    slip = slip_of(row)
    last = slip.movements[-1].on if slip.movements else row.asked_on
    yield (
        row.person_id,
        coded(
            "money_asked",
            last,
            help=slip.kind,
            holder=slip.holder,
            state=slip.state,
            received=slip.sums.received > 0,
        ),
    )


def register_coders() -> None:
    register(MoneyRequest, code_request)
