"""A request as finance and those who agree read it: token, kind, amount, day; how far it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet

from fanal.accounts.models import User
from fanal.core.funds.kinds import HelpKind, Holder
from fanal.core.funds.movements import APPROVALS, Movement, Sums, is_late, lines_of, sums_of
from fanal.core.funds.separation import PaymentDuty
from fanal.core.funds.states import SlipState
from fanal.funds.models import BudgetLine, MoneyApproval, MoneyMovement, MoneyRequest
from fanal.people.exclusion import kept_out_of_each


@dataclass(frozen=True)
class Slip:
    """`yes`: who agreed, and no conflict has kept out since. `no`: who refused."""

    id: UUID
    token: str
    kind: HelpKind
    holder: Holder
    amount: Decimal
    currency: str
    line: BudgetLine
    number: int
    asked_by: User
    asked_on: date
    needed_by: date | None
    taken_back_on: date | None
    yes: tuple[MoneyApproval, ...]
    no: tuple[MoneyApproval, ...]
    movements: tuple[MoneyMovement, ...]

    @property
    def agreed(self) -> bool:
        return len(self.yes) >= APPROVALS and not self.no and self.taken_back_on is None

    @property
    def plain(self) -> list[Movement]:
        return [one.movement() for one in self.movements]

    @property
    def sums(self) -> Sums:
        """What was paid once stays agreed, whoever of the two is kept out later."""
        paid = sums_of(self.amount, self.plain)
        return paid if self.agreed or paid.paid else sums_of(Decimal(0), self.plain)

    @property
    def by_line(self) -> Mapping[str, Decimal]:
        return lines_of(self.plain)

    @property
    def state(self) -> SlipState:
        sums = self.sums
        if sums.in_hand > 0:
            return SlipState.OUT
        if self.taken_back_on:
            return SlipState.TAKEN_BACK
        if sums.paid and (not sums.to_pay or sums.returned):
            return SlipState.SETTLED
        if self.no:
            return SlipState.REFUSED
        if self.agreed:
            return SlipState.AGREED
        return SlipState.ONE_AGREED if self.yes else SlipState.ASKED

    def late(self, today: date) -> bool:
        return is_late(self.sums, self.plain, today)

    @property
    def done(self) -> dict[PaymentDuty, set[UUID]]:
        """Who has done which step, for the table of separation."""
        paid = {one.made_by_id for one in self.movements if one.told["step"] == "paid"}
        return {
            PaymentDuty.ASK: {self.asked_by.pk},
            PaymentDuty.AGREE: {one.by_id for one in (*self.yes, *self.no)},
            PaymentDuty.PAY: paid,
        }


def slips_of(rows: QuerySet[MoneyRequest]) -> list[Slip]:
    return slips(list(rows.select_related("line__grant", "asked_by")))


def slips(rows: Sequence[MoneyRequest]) -> list[Slip]:
    """In a constant number of questions, in the order of the rows."""
    ids = [one.id for one in rows]
    movements: dict[UUID, list[MoneyMovement]] = defaultdict(list)
    for one in MoneyMovement.objects.filter(request__in=ids).select_related("made_by", "line"):
        movements[one.request].append(one)
    answers: dict[UUID, list[MoneyApproval]] = defaultdict(list)
    for row in MoneyApproval.objects.filter(request__in=ids).select_related("by"):
        answers[row.request_id].append(row)
    out = kept_out_of_each({one.case_id for one in rows})
    return [
        _slip(one, answers[one.id], movements[one.id], out.get(one.case_id, set())) for one in rows
    ]


def slip_of(row: MoneyRequest) -> Slip:
    return slips([row])[0]


def _slip(
    row: MoneyRequest, answers: list[MoneyApproval], movements: list[MoneyMovement],
    out: set[UUID],
) -> Slip:  # fmt: skip
    counting = [one for one in answers if not {one.by_id, row.asked_by_id} & out]
    return Slip(
        id=row.id, token=row.token, kind=row.kind, holder=row.holder, amount=row.amount,
        currency=row.currency, line=row.line, number=row.number, asked_by=row.asked_by,
        asked_on=row.asked_on, needed_by=row.needed_by, taken_back_on=row.taken_back_on,
        yes=tuple(one for one in counting if one.agreed),
        no=tuple(one for one in answers if not one.agreed), movements=tuple(movements),
    )  # fmt: skip
