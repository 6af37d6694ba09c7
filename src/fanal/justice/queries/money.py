"""What is claimed, ordered, paid and in her hands, of what is sealed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID

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

MONEY = (JusticeKind.CLAIM, JusticeKind.MONEY)
SETTLED = frozenset({CompensationStep.IN_HER_HANDS, CompensationStep.UNCOLLECTABLE})


def is_in_her_name(claim: Mapping[str, object]) -> bool:
    """Whether she claims it, or somebody for her; a prosecutor may claim by law."""
    return text_in(claim, "claimed_by") != WhoClaims.BY_LAW


def one_move(data: Mapping[str, object], step: CompensationStep | None) -> MoneyMove | None:
    """None for a currency that is not in the list: it is kept, and added to nothing."""
    currency = text_in(data, "currency")
    if currency not in CODES:
        return None
    return MoneyMove(read_amount("amount", text_in(data, "amount")), currency, step)


def step_of(row: JusticeRecord) -> CompensationStep | None:
    return CompensationStep(row.coded["money"]) if row.record_kind is JusticeKind.MONEY else None


def moves_in(rows: Iterable[JusticeRecord], ring: Ring) -> list[MoneyMove]:
    found = [
        one_move(data, step_of(row))
        for row in rows
        if row.record_kind in MONEY and (data := row.try_unseal(ring)) is not None
    ]
    return [one for one in found if one is not None]


def waits_after(
    moves: Iterable[MoneyMove], latest: MoneyMove | None, step: CompensationStep
) -> bool:
    """Whether somebody has to see to money of a proceeding, once the latest move is written. What
    is in a currency that is not in the list cannot be added up: the last step says it."""
    if latest is None:
        return step not in (*SETTLED, CompensationStep.OFFERED)
    return not all(one.is_settled for one in balances([*moves, latest]))


def moves_of(proceeding: Proceeding, ring: Ring) -> list[MoneyMove]:
    ring.prepare([proceeding.case_id])
    return moves_in(JusticeRecord.objects.filter(proceeding=proceeding).order_by("number"), ring)


def interest_in(data: Mapping[str, object], until: date) -> list[tuple[InterestMethod, Decimal]]:
    """Interest until a day, by each way of counting; none where no rate is written."""
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
    """Those with proceedings that are not over, or of which something waits: a hearing, a time
    limit, a measure, something that she has not been told of, pressure on her."""
    rows = JusticeRecord.objects.filter(case__in=cases, waits=True).defer("sealed").order_by()
    found = list(Proceeding.objects.filter(case__in=cases).order_by())
    steps = steps_of(found)
    waiting = {row.case_id for row in rows if row.record_kind is not JusticeKind.MONEY}
    return waiting | {
        proceeding.case_id for proceeding in found if not is_over(steps[proceeding.id])
    }


def cases_with_claims(cases: Collection[UUID]) -> set[UUID]:
    """Those in which money was claimed or ordered for her that has not all reached her. Of what was
    written before the records said so, the last step says it."""
    rows = JusticeRecord.objects.filter(case__in=cases).defer("sealed").order_by("number")
    last: dict[UUID, JusticeRecord] = {}
    for row in rows:
        if row.record_kind in MONEY and row.proceeding_id:
            last[row.proceeding_id] = row
    return {row.case_id for row in last.values() if row.waits or step_of(row) not in NOT_OWED}
