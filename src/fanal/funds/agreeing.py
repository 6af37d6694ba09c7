"""How many have still to agree to money that was asked for."""

from collections.abc import Iterable

from fanal.authority import reading
from fanal.core.funds.movements import APPROVALS
from fanal.funds.models import AdvanceApproval, CashAdvance, MoneyApproval, MoneyRequest


def answers_to(row: MoneyRequest | CashAdvance) -> list[MoneyApproval | AdvanceApproval]:
    """Return what was answered, without what was put in or changed by hand."""
    approvals: Iterable[MoneyApproval | AdvanceApproval] = row.approvals.all()
    return reading.rows_that_count(approvals)


def still_to_agree(row: MoneyRequest | CashAdvance) -> int:
    """Return how many have to agree to what nobody refused."""
    return APPROVALS - len(answers_to(row))
