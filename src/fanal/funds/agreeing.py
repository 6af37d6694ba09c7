"""Who has still to agree to money that was asked for."""

from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from fanal.accounts.models import User
from fanal.authority import reading
from fanal.core.funds.movements import APPROVALS
from fanal.funds.models import AdvanceApproval, CashAdvance, MoneyApproval, MoneyRequest
from fanal.people.exclusion import kept_out_of_each

type MoneyRow = MoneyRequest | CashAdvance
type MoneyAnswer = MoneyApproval | AdvanceApproval


def answers_to(row: MoneyRow) -> list[MoneyAnswer]:
    """Return what was answered, without what was put in or changed by hand."""
    approvals: Iterable[MoneyAnswer] = row.approvals.all()
    return reading.rows_that_count(approvals)


def yes_that_counts[A: MoneyAnswer](
    row: MoneyRow, answers: Iterable[A], kept_out: Collection[UUID]
) -> tuple[A, ...]:
    """Return who agreed. A conflict noted later takes its weight from a yes, never from a no; so
    does a row that was changed by hand: who asked may be one of the two who agreed."""
    if not reading.row_counts(row) or row.asked_by_id in kept_out:
        return ()
    return tuple(answer for answer in answers if answer.agreed and answer.by_id not in kept_out)


def still_to_agree(rows: Sequence[MoneyRow]) -> dict[UUID, int]:
    """Return how many have to agree to each of these, by its id."""
    answers = {row.id: answers_to(row) for row in rows}
    # An advance is of no case, and nobody is kept out of it.
    cases = {row.id: row.case_id for row in rows if isinstance(row, MoneyRequest)}
    excluded = kept_out_of_each(case for row, case in cases.items() if answers[row])
    out = {row: excluded[case] for row, case in cases.items() if case in excluded}
    return {
        row.id: APPROVALS - len(yes_that_counts(row, answers[row.id], out.get(row.id, ())))
        for row in rows
    }


def waiting_for[R: MoneyRow](user: User, rows: Iterable[R]) -> list[R]:
    """Return those to which two have not agreed, which nobody refused, and of which this user has
    said nothing yet; of rows that were put in or changed by hand nothing follows."""
    unanswered = [row for row in rows if reading.row_counts(row) and not _answered(user, row)]
    still = still_to_agree(unanswered)
    return [row for row in unanswered if still[row.id] > 0]


def _answered(user: User, row: MoneyRow) -> bool:
    # A no ends it, so nobody is asked for a second yes beside it.
    return any(answer.by_id == user.pk or not answer.agreed for answer in answers_to(row))
