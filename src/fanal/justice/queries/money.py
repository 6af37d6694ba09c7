"""What is claimed, ordered, paid and in her hands, of what is sealed."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet

from fanal.core.calendars import read_text
from fanal.core.casework.amounts import CODES, read_amount
from fanal.core.casework.answers import text_in
from fanal.core.justice.kinds import JusticeKind
from fanal.core.justice.money import (
    CompensationStep,
    InterestMethod,
    MoneyMove,
    WhoClaims,
    balances,
    interest,
)
from fanal.core.justice.proceedings import is_over
from fanal.justice.models import JusticeRecord, Proceeding
from fanal.justice.queries.steps import steps_of
from fanal.keys.ring import Ring

type ToldOfMoney = tuple[Mapping[str, object], CompensationStep | None]

MONEY = (JusticeKind.CLAIM, JusticeKind.MONEY)
SETTLED = frozenset({CompensationStep.IN_HER_HANDS, CompensationStep.UNCOLLECTABLE})


def is_in_her_name(claim: Mapping[str, object]) -> bool:
    """Whether she claims it, or somebody for her; a prosecutor may claim by law."""
    return text_in(claim, "claimed_by") != WhoClaims.BY_LAW


def one_move(data: Mapping[str, object], step: CompensationStep | None) -> MoneyMove | None:
    """One move; None for a currency that is not in the list: it is kept, and added to nothing."""
    currency = text_in(data, "currency")
    if currency not in CODES:
        return None
    return MoneyMove(read_amount("amount", text_in(data, "amount")), currency, step)


def step_of(row: JusticeRecord) -> CompensationStep | None:
    return CompensationStep(row.coded["money"]) if row.record_kind is JusticeKind.MONEY else None


def moves_in(rows: Iterable[JusticeRecord], ring: Ring) -> list[MoneyMove]:
    moves = [one_move(data, step) for data, step in _opened(rows, ring)]
    return [move for move in moves if move is not None]


def held_by(rows: Iterable[JusticeRecord], ring: Ring) -> list[str]:
    """Return to whom money was paid, while not all of it has reached her: whom to ask for it."""
    opened = _opened(rows, ring)
    moves = [move for data, step in opened if (move := one_move(data, step))]
    if not any(balance.on_its_way > 0 for balance in balances(moves)):
        return []
    paid = [text_in(data, "to_whom") for data, step in opened if step is CompensationStep.PAID]
    return list(dict.fromkeys(name for name in paid if name))


def _opened(rows: Iterable[JusticeRecord], ring: Ring) -> list[ToldOfMoney]:
    return [
        (data, step_of(row))
        for row in rows
        if row.record_kind in MONEY and (data := row.try_unseal(ring)) is not None
    ]


def money_waits(latest: JusticeRecord, answers: Mapping[str, object], ring: Ring) -> bool:
    """Whether somebody has to see to money of its proceeding, once `latest` is written."""
    ring.prepare([latest.case_id])
    return not _is_settled(
        [*_opened(_records_of(latest.proceeding), ring), (answers, step_of(latest))]
    )


def _is_settled(steps: Iterable[ToldOfMoney]) -> bool:
    """Whether all is settled. What is in a currency that is not in the list cannot be added up: the
    last step of such says it, and nothing that is told of another currency."""
    added, apart = [], None
    for data, step in steps:
        if move := one_move(data, step):
            added.append(move)
        elif step not in (None, CompensationStep.OFFERED):
            apart = step
    return apart in (None, *SETTLED) and all(balance.is_settled for balance in balances(added))


def moves_of(proceeding: Proceeding, ring: Ring) -> list[MoneyMove]:
    ring.prepare([proceeding.case_id])
    return moves_in(_records_of(proceeding), ring)


def _records_of(proceeding: Proceeding) -> QuerySet[JusticeRecord]:
    return JusticeRecord.objects.filter(proceeding=proceeding).order_by("number")


def interest_in(data: Mapping[str, object], until: date) -> list[tuple[InterestMethod, Decimal]]:
    """Return interest until a day, by each way of counting; none where no rate is written."""
    percent, start = text_in(data, "percent"), text_in(data, "interest_from")
    first = read_text(start).date.interval.earliest if start else None
    if not percent or first is None or first > until:
        return []
    amount = read_amount("amount", text_in(data, "amount"))
    rate = read_amount("percent", percent)
    return [(method, interest(amount, rate, first, until, method)) for method in InterestMethod]


# The cases whose proceedings go on, or whose money has not reached her: without a key, for what
# must not end meanwhile.
NOT_OWED = SETTLED | {CompensationStep.SET_ASIDE}


def cases_before_courts(cases: Collection[UUID]) -> set[UUID]:
    """Return the cases with proceedings that are not over, or of which something waits: a hearing,
    a time limit, a measure, something that she has not been told of, pressure on her."""
    rows = JusticeRecord.objects.filter(case__in=cases, waits=True).defer("sealed").order_by()
    proceedings = list(Proceeding.objects.filter(case__in=cases).order_by())
    steps = steps_of(proceedings)
    waiting = {row.case_id for row in rows if row.record_kind is not JusticeKind.MONEY}
    return waiting | {
        proceeding.case_id for proceeding in proceedings if not is_over(steps[proceeding.id])
    }


def cases_with_claims(cases: Collection[UUID]) -> set[UUID]:
    """Return the cases in which money was claimed or ordered for her that has not all reached her.
    Of what was written before the records said so, the last step says it."""
    rows = JusticeRecord.objects.filter(case__in=cases).defer("sealed").order_by("number")
    last: dict[UUID, JusticeRecord] = {}
    for row in rows:
        if row.record_kind in MONEY and row.proceeding_id:
            last[row.proceeding_id] = row
    return {row.case_id for row in last.values() if row.waits or step_of(row) not in NOT_OWED}
