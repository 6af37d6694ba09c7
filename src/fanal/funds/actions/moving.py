"""What happens with an amount that two agreed to. Movements are only added, by `_add_movement`."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.coded_facts import actions as facts
from fanal.core.casework.amounts import written
from fanal.core.casework.typed_text import long_text, short_text
from fanal.core.errors import BadInput, Refused
from fanal.core.funds.advances import must_be_settled, must_prove
from fanal.core.funds.currencies import must_be_payable, split
from fanal.core.funds.kinds import PayMode, ReceiptProof
from fanal.core.funds.movements import NOT_AGREED, MoneyStep, Movement, check_next
from fanal.core.funds.separation import PaymentDuty, why_not, why_not_lost, why_not_undone
from fanal.core.funds.states import SlipState
from fanal.core.words import say
from fanal.funds.agreeing import MoneyRow
from fanal.funds.earlier_advances import open_advances
from fanal.funds.models import BudgetLine, CashAdvance, MoneyMovement, MoneyRequest
from fanal.funds.movement_rows import that_may_prove
from fanal.funds.slips import MovedMoney, Slip, advance_slips, slip_of
from fanal.funds.tokens import receipt_mark

# Not why: finance learns nothing of what she said.
TAKEN_BACK = say("whoever asked for it took that back: nothing of it can be paid")
HELD = say("not to be paid now: whoever asked for it checks first")
ENDED = {SlipState.SETTLED, SlipState.REFUSED, SlipState.TAKEN_BACK}


@transaction.atomic
def pay(
    *,
    request: UUID,
    amount: Decimal,
    mode: str,
    by: User,
    receipt: str = "",
    payee: str = "",
    on: date | None = None,
) -> MoneyMovement:
    """Pay money out, by finance. Raises `BadInput` naming the question, `Refused`."""
    row, slip = held_row(request)
    if mode not in set(PayMode):
        raise BadInput("mode", say("say how it is paid"))
    if slip.taken_back_on or not slip.agreed:
        raise Refused(TAKEN_BACK if slip.taken_back_on else NOT_AGREED)
    # She said no to money under a name since it was agreed to: who pays reads only that it waits.
    if isinstance(slip, Slip) and slip.held:
        raise Refused(HELD)
    # Asked, agreed, paid: three duties, and nobody has two of one payment.
    if reason := why_not(slip.done, PaymentDuty.PAY, by.pk):
        raise Refused(reason)
    if isinstance(row, CashAdvance):
        # Asked for again, as weeks may lie between the yes of two and the payment.
        must_be_settled(open_advances(row.asked_by, but=row.id))
    receipt, payee = short_text("receipt", receipt), short_text("payee", payee)
    mark = receipt_mark(receipt, payee, written(amount), slip.currency)
    _must_be_new(mark)
    told = {"mode": mode, "receipt": receipt, "payee": payee}
    movement = _add_movement(row, slip, MoneyStep.PAID, amount, by, on, mark, told)
    audit.record(act="funds.paid", by=by, about=row.id)
    return movement


def _must_be_new(mark: str) -> None:
    """Refuse a bill that was charged already: one is charged once, to whichever grant (domain page
    on the programmes, 6.7, M3)."""
    if not mark:
        return
    # A bill whose payment was taken back as a mistake can be entered again.
    same = MoneyMovement.objects.filter(receipt=mark)
    undone = {
        (movement.request, movement.told.get("undoes"))
        for movement in MoneyMovement.objects.filter(request__in=same.values("request"))
    }
    for movement in same.select_related("line__grant"):
        if (movement.request, movement.number) not in undone:
            raise BadInput(
                "receipt",
                say(
                    "this receipt, payee and amount are in “{grant}” already, paid on {day}",
                    grant=movement.line.grant.name,
                    day=str(movement.on),
                ),
            )


@transaction.atomic
def come_back(
    *, request: UUID, amount: Decimal, why: str, by: User, on: date | None = None
) -> MoneyMovement:
    """Record that money that was out is with finance again. Raises `BadInput` naming the
    question."""
    row, slip = held_row(request)
    content = {"why": long_text("why", why)}
    movement = _add_movement(row, slip, MoneyStep.RETURNED, amount, by, on, answers=content)
    audit.record(act="funds.returned", by=by, about=row.id)
    return movement


@transaction.atomic
def receive(
    *,
    row: MoneyRequest,
    amount: Decimal,
    proof: str,
    by: User,
    witness: User | None = None,
    on: date | None = None,
) -> MoneyMovement:
    """Note that money arrived, and what shows it. Raises `BadInput` naming the question,
    `Refused`."""
    locked, slip = held_row(row.id)
    if proof not in that_may_prove(slip.movements):
        raise BadInput("proof", say("say what shows it"))
    if proof == ReceiptProof.WITNESS:
        _check_witness(slip, witness)
    content = {"proof": proof, "witness": str(witness.pk) if witness else None}
    movement = _add_movement(locked, slip, MoneyStep.RECEIVED, amount, by, on, answers=content)
    audit.record(act="funds.received", by=by, about=locked.id)
    return movement


@transaction.atomic
def lose(*, row: MoneyRow, by: User) -> MoneyMovement:
    """Write off what did not arrive, or will not be settled, and never will, as the second who says
    so. Raises `Refused`."""
    locked, slip = held_row(row.id)
    if reason := why_not_lost(slip.done, by.pk, slip.said_not_to_arrive_by):
        raise Refused(reason)
    # Not why: whoever paid reads it and may be who took it, and it stays when the case is erased.
    movement = _add_movement(locked, slip, MoneyStep.LOST, slip.sums.in_hand, by, None)
    audit.record(act="funds.lost", by=by, about=locked.id)
    return movement


@transaction.atomic
def settle_advance(
    *,
    advance: UUID,
    amount: Decimal,
    proof: str,
    by: User,
    receipt: str = "",
    payee: str = "",
    witness: User | None = None,
    on: date | None = None,
) -> MoneyMovement:
    """Record that a part of an advance was spent, and what shows it. Raises `BadInput`,
    `Refused`."""
    locked, slip = held_row(advance)
    receipt, payee = short_text("receipt", receipt), short_text("payee", payee)
    if must_prove(proof, receipt, payee) == ReceiptProof.WITNESS:
        _check_witness(slip, witness)
    mark = receipt_mark(receipt, payee, written(amount), slip.currency)
    _must_be_new(mark)
    content = {
        "proof": proof,
        "receipt": receipt,
        "payee": payee,
        "witness": str(witness.pk) if witness else None,
    }
    movement = _add_movement(locked, slip, MoneyStep.RECEIVED, amount, by, on, mark, content)
    audit.record(act="funds.settled", by=by, about=locked.id)
    return movement


def _check_witness(slip: MovedMoney, witness: User | None) -> None:
    if witness is None:
        raise BadInput("witness", say("say who saw it"))
    # Who asked and who pays are the two who could share the money: a third sees it arrive.
    if witness.pk in slip.done[PaymentDuty.ASK] | slip.done[PaymentDuty.PAY]:
        raise BadInput(
            "witness",
            say("whoever asked for it or paid it cannot witness it: it takes another colleague"),
        )


@transaction.atomic
def undo(*, request: UUID, movement: MoneyMovement, why: str, by: User) -> MoneyMovement:
    """Undo what was entered by mistake: both stay to be read. Raises `BadInput`, `Refused`."""
    row, slip = held_row(request)
    if reason := why_not_undone(slip.done, movement.step, by.pk):
        raise Refused(reason)
    told = {"why": long_text("why", why, needed=say("say why")), "undoes": movement.number}
    line = movement.line
    undoing = _add_movement(
        row, slip, MoneyStep.UNDONE, movement.amount, by, None, answers=told, line=line
    )
    audit.record(act="funds.undone", by=by, about=row.id)
    return undoing


@transaction.atomic
def split_over(*, request: UUID, shares: Sequence[tuple[BudgetLine, Decimal]], by: User) -> None:
    """Split what was spent over these lines by these shares. Raises `BadInput`, `Refused`."""
    row, slip = held_row(request)
    if len({line.pk for line, _share in shares}) < len(shares):
        raise BadInput("shares", say("each line once"))
    spent = slip.sums.spent
    if spent <= 0:
        raise Refused(say("nothing of it was spent yet: there is nothing to split"))
    parts = split(spent, slip.currency, [share for _line, share in shares])
    lines = BudgetLine.objects.in_bulk(map(UUID, slip.by_line))
    # Out of the old lines and into the new: movements are only added, and their sum stays zero.
    leaving = [(lines[UUID(line_id)], -amount) for line_id, amount in slip.by_line.items()]
    entering = [(line, part) for (line, _share), part in zip(shares, parts, strict=True)]
    for line, amount in [*leaving, *entering]:
        if amount:
            row, slip = held_row(request)
            _add_movement(row, slip, MoneyStep.MOVED, amount, by, None, line=line)
    audit.record(act="funds.split", by=by, about=row.id)


def held_row(id: UUID) -> tuple[MoneyRow, MovedMoney]:
    """Return the row and its slip, held until the transaction ends: of two who write, the second
    waits."""
    row = MoneyRequest.objects.select_for_update().filter(pk=id).first()
    if row is not None:
        return row, slip_of(row)
    # The id says not which of the two it is, so that finance handles both by the same pages.
    advance = CashAdvance.objects.select_for_update().get(pk=id)
    return advance, _slip_of(advance)


def _slip_of(row: MoneyRow) -> MovedMoney:
    return slip_of(row) if isinstance(row, MoneyRequest) else advance_slips([row])[0]


def _add_movement(
    row: MoneyRow,
    slip: MovedMoney,
    step: MoneyStep,
    amount: Decimal,
    by: User,
    on: date | None,
    mark: str = "",
    answers: Mapping[str, object] | None = None,
    line: BudgetLine | None = None,
) -> MoneyMovement:
    today = timezone.localdate()
    if step is not MoneyStep.MOVED:
        amount = must_be_payable(amount, slip.currency)
    more, line = dict(answers or {}), line or _line(row, slip)
    undoes = more.get("undoes")
    new = Movement(
        len(slip.movements) + 1,
        step,
        amount,
        on or today,
        str(line.pk),
        undoes if isinstance(undoes, int) else None,
    )
    check_next(slip.sums.agreed, slip.plain, new, today)
    more |= {"step": step, "amount": str(amount), "currency": slip.currency, "token": slip.token}
    movement = MoneyMovement.objects.create(
        request=row.id,
        line=line,
        number=new.number,
        on=new.on,
        receipt=mark,
        made_by=by,
        made_on=today,
        told=more,
    )
    _end_if_over(row)
    if isinstance(row, MoneyRequest):  # an advance says nothing of anybody whom we help
        facts.code_row(row)
    return movement


def _line(row: MoneyRow, slip: MovedMoney) -> BudgetLine:
    """Return the line on which most of it stands by now."""
    by_line = slip.by_line
    if not by_line:
        return row.line
    # The id breaks ties, so that the same payment always stands on the same line.
    return BudgetLine.objects.get(
        pk=UUID(max(by_line, key=lambda line_id: (by_line[line_id], line_id)))
    )


def _end_if_over(row: MoneyRow) -> None:
    ended = _slip_of(row).state in ENDED
    # Both ways: what came back or was undone can open a request that was settled.
    if ended != (row.over_on is not None):
        row.over_on = timezone.localdate() if ended else None
        row.save(update_fields=["over_on"])
