"""A request as finance and those who agree read it: token, kind, amount, day; how far it is."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import takewhile
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from fanal.accounts.models import User
from fanal.authority import reading
from fanal.cases.queries.consent_answers import said_to_each
from fanal.core.casework.consent import NO, ConsentPurpose
from fanal.core.funds.advances import AdvanceKind, OpenAdvance
from fanal.core.funds.checks import ANSWERED, ASKED_BACK_FOR, that_holds
from fanal.core.funds.kinds import HelpKind, Holder
from fanal.core.funds.movements import APPROVALS, Movement, Sums, is_late, lines_of, sums_of
from fanal.core.funds.separation import PaymentDuty
from fanal.core.funds.states import ADVANCE_SAYS, SlipState, said_of
from fanal.core.words import Sentence
from fanal.funds.agreeing import MoneyAnswer, yes_that_counts
from fanal.funds.models import (
    AdvanceApproval,
    BudgetLine,
    CashAdvance,
    MoneyApproval,
    MoneyMovement,
    MoneyRequest,
    PaymentCheck,
)
from fanal.funds.movement_rows import checks_of, movements_of
from fanal.people.exclusion import kept_out_of_each


@dataclass(frozen=True)
class MovedMoney:
    """What was asked for, and every step of it. `yes`: who agreed, and is not `kept_out` since.
    `no`: who refused. `token`: "" where it is for nobody whom we help. `checks`: what was said
    after a payment, in order."""

    id: UUID
    token: str
    amount: Decimal
    currency: str
    line: BudgetLine
    asked_by: User
    asked_on: date
    taken_back_on: date | None
    yes: tuple[MoneyAnswer, ...]
    no: tuple[MoneyAnswer, ...]
    movements: tuple[MoneyMovement, ...]
    checks: tuple[PaymentCheck, ...]
    kept_out: frozenset[UUID]

    @property
    def check(self) -> PaymentCheck | None:
        return that_holds(self.checks)

    @property
    def did_not_arrive(self) -> bool:
        return bool(self.missing)

    @property
    def missing(self) -> list[PaymentCheck]:
        """What says so, since anything else was said or happened, the first first."""
        said = [check for check in reversed(self.checks) if check.answer in ANSWERED]
        missing = takewhile(lambda check: check.still_misses(self.movements), said)
        return list(missing)[::-1] if self.sums.in_hand > 0 else []

    @property
    def said_not_to_arrive_by(self) -> set[UUID]:
        """Who says so, but for whom a conflict keeps out: what they said has no weight."""
        return {check.made_by_id for check in self.missing} - self.kept_out

    @property
    def said_lost(self) -> bool:
        """Whether somebody says that nobody gets it back. Of an advance this alone is said."""
        return any(check.told.get("lost") or check.told.get("why") for check in self.missing)

    @property
    def asked_back_until(self) -> date | None:
        """Return until when it is asked back first; None where two decide whether it is lost."""
        if not (missing := self.missing) or self.said_lost:
            return None
        until = missing[0].made_on + ASKED_BACK_FOR  # who says so again does not put it off
        return until if timezone.localdate() <= until else None

    @property
    def agreed(self) -> bool:
        return len(self.yes) >= APPROVALS and not self.no and self.taken_back_on is None

    @property
    def may_be_paid(self) -> bool:
        return self.agreed and self.sums.to_pay > 0

    @property
    def waits(self) -> bool:
        """Whether nothing of it is paid, since two have still to agree."""
        return not self.agreed and not self.sums.paid

    @property
    def plain(self) -> list[Movement]:
        return [movement.movement() for movement in self.movements]

    @property
    def sums(self) -> Sums:
        """What was paid once stays agreed, whoever of the two is kept out later; of what was taken
        back nothing more is paid."""
        moved = sums_of(self.amount, self.plain)
        if self.taken_back_on is not None:
            return sums_of(moved.paid, self.plain)
        return moved if self.agreed or moved.paid else sums_of(Decimal(0), self.plain)

    @property
    def by_line(self) -> Mapping[str, Decimal]:
        return lines_of(self.plain)

    @property
    def state(self) -> SlipState:
        sums = self.sums
        # First: money that is out has to be followed up, whatever became of the request.
        if sums.in_hand > 0:
            return SlipState.OUT
        if self.taken_back_on:
            return SlipState.SETTLED if sums.paid else SlipState.TAKEN_BACK
        if sums.paid and not sums.to_pay:
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
            PaymentDuty.AGREE: {approval.by_id for approval in (*self.yes, *self.no)},
            PaymentDuty.PAY: paid,
        }


@dataclass(frozen=True)
class Slip(MovedMoney):
    """The slip of a request in a case. `held`: under way under a name, to which she says no by
    now."""

    held: bool
    kind: HelpKind
    holder: Holder
    number: int
    needed_by: date | None

    @property
    def said(self) -> Sentence:
        return said_of(self.state, self.sums)

    @property
    def may_be_paid(self) -> bool:
        return super().may_be_paid and not self.held


@dataclass(frozen=True)
class AdvanceSlip(MovedMoney):
    """The slip of an advance to a colleague, `asked_by`."""

    what: str
    kind = AdvanceKind.ADVANCE

    @property
    def said(self) -> Sentence:
        return ADVANCE_SAYS.get(self.state, self.state.label)

    def open(self, today: date) -> OpenAdvance | None:
        if self.sums.in_hand <= 0:
            return None
        return OpenAdvance(self.sums.in_hand, self.currency, self.asked_on, self.late(today))


def slips_of(rows: QuerySet[MoneyRequest]) -> list[Slip]:
    return slips(list(rows.select_related("line__grant", "asked_by")))


def slips(rows: Sequence[MoneyRequest]) -> list[Slip]:
    """Return a slip for each row, in their order, in a constant number of queries."""
    ids = [row.id for row in rows]
    movements, checks = movements_of(ids), checks_of(ids)
    answers: dict[UUID, list[MoneyApproval]] = defaultdict(list)
    approvals = MoneyApproval.objects.filter(request__in=ids).select_related("by")
    for row in reading.rows_that_count(approvals):
        answers[row.request_id].append(row)
    excluded, held_ids = kept_out_of_each({row.case_id for row in rows}), _held_back(rows)
    return [
        _slip(
            row,
            answers[row.id],
            movements[row.id],
            excluded.get(row.case_id, set()),
            row.id in held_ids,
            checks[row.id],
        )
        for row in rows
    ]


def _held_back(rows: Sequence[MoneyRequest]) -> set[UUID]:
    """Return the ids of what is under way under a name, to whose people it is a no by now."""
    # What was paid under her name stays paid; a later no is about the next time.
    under_way = [row for row in rows if row.over_on is None and row.named]
    if not under_way:
        return set()
    people = {row.person_id for row in under_way}
    answers = said_to_each(ConsentPurpose.MONEY_IN_A_NAME, people, timezone.localdate())
    return {row.id for row in under_way if answers[row.person_id] in NO}


def slip_of(row: MoneyRequest) -> Slip:
    return slips([row])[0]


def _slip(
    row: MoneyRequest,
    answers: list[MoneyApproval],
    movements: list[MoneyMovement],
    excluded: set[UUID],
    held: bool,
    checks: list[PaymentCheck],
) -> Slip:
    return Slip(
        id=row.id,
        token=row.token,
        held=held,
        kind=row.kind,
        holder=row.holder,
        amount=row.amount,
        currency=row.currency,
        line=row.line,
        number=row.number,
        asked_by=row.asked_by,
        asked_on=row.asked_on,
        needed_by=row.needed_by,
        taken_back_on=row.taken_back_on,
        yes=yes_that_counts(row, answers, excluded),
        no=tuple(answer for answer in answers if not answer.agreed),
        movements=tuple(movements),
        checks=tuple(checks),
        kept_out=frozenset(excluded),
    )


def advance_slips(rows: Sequence[CashAdvance]) -> list[AdvanceSlip]:
    """Return a slip for each advance, in their order, in a constant number of queries."""
    ids = [row.id for row in rows]
    movements, checks = movements_of(ids), checks_of(ids)
    answers: dict[UUID, list[AdvanceApproval]] = defaultdict(list)
    approvals = AdvanceApproval.objects.filter(advance__in=ids).select_related("by")
    for row in reading.rows_that_count(approvals):
        answers[row.advance_id].append(row)
    return [
        AdvanceSlip(
            id=advance.id,
            token="",
            amount=advance.amount,
            currency=advance.currency,
            line=advance.line,
            asked_by=advance.asked_by,
            asked_on=advance.asked_on,
            taken_back_on=advance.taken_back_on,
            yes=yes_that_counts(advance, answers[advance.id], ()),
            no=tuple(row for row in answers[advance.id] if not row.agreed),
            movements=tuple(movements[advance.id]),
            checks=tuple(checks[advance.id]),
            kept_out=frozenset(),
            what=advance.what,
        )
        for advance in rows
    ]


def advance_slips_of(rows: QuerySet[CashAdvance]) -> list[AdvanceSlip]:
    return advance_slips(list(rows.select_related("line__grant", "asked_by")))
