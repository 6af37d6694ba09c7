"""Money that is lost for good: one says that it did not arrive, two who neither asked nor paid
close it. Of help in a case as of an advance."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from fanal.accounts.actions.refusing import tell
from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.core.casework.typed_text import long_text
from fanal.core.errors import Refused
from fanal.core.funds.checks import AfterPayment
from fanal.core.funds.separation import PaymentDuty, why_not, why_not_lost
from fanal.core.words import say
from fanal.funds.actions.moving import held_row, lose
from fanal.funds.agreeing import MoneyRow
from fanal.funds.missing_money import LOSS, MissingMoney
from fanal.funds.models import CashAdvance, MoneyRequest, PaymentCheck
from fanal.funds.slips import MovedMoney


def add_check(
    row: MoneyRow,
    slip: MovedMoney,
    answer: AfterPayment,
    by: User,
    on: date,
    why: str = "",
    *,
    lost: bool = False,
) -> PaymentCheck:
    """Add what was said after a payment, inside a transaction that holds the row. `why`: of an
    advance alone; of help the case says it. `lost`: that nobody gets it back."""
    told: dict[str, object] = {
        "answer": answer,
        "after": max(movement.number for movement in slip.plain),
    }
    if lost:
        told["lost"] = True
    return PaymentCheck.objects.create(
        request=row.id,
        line=row.line,
        on=on,
        told=told | ({"why": why} if why else {}),
        made_by=by,
        number=PaymentCheck.objects.filter(request=row.id).count() + 1,
        made_on=timezone.localdate(),
    )


@transaction.atomic
def report_lost(*, row: CashAdvance, why: str, by: User) -> PaymentCheck:
    """Say that what is in hand of an advance is lost: two others decide. Raises `BadInput`,
    `Refused`."""
    _row, slip = held_row(row.id)
    if slip.sums.in_hand <= 0:
        raise Refused(say("nothing of it is in hand"))
    words = long_text("why", why, needed=say("say what happened"))
    check = add_check(
        row, slip, AfterPayment.NOT_ARRIVED, by, timezone.localdate(), words, lost=True
    )
    audit.record(act="funds.said_lost", by=by, about=row.id)
    return check


@transaction.atomic
def say_lost(*, row: MoneyRequest, by: User) -> bool:
    """Say that what did not reach her never will: two decide from now on, and the second who says
    so closes it. Return whether it is closed. Raises `Refused` where nobody asked her."""
    locked, slip = held_row(row.id)
    is_second = why_not_lost(slip.done, by.pk, slip.said_not_to_arrive_by) is None
    if is_second or slip.said_lost or not slip.missing:
        lose(row=row, by=by)
        return True
    add_check(locked, slip, AfterPayment.NOT_ARRIVED, by, timezone.localdate(), lost=True)
    audit.record(act="funds.said_lost", by=by, about=row.id)
    return False


@transaction.atomic
def agree_lost(*, loss: MissingMoney, by: User) -> None:
    """Agree that it is lost for good: the first of the two is written down, the second closes it.
    Raises `Refused`."""
    row, slip = held_row(loss.row.id)
    if why_not_lost(slip.done, by.pk, slip.said_not_to_arrive_by) is None:
        lose(row=row, by=by)
        return
    if reason := why_not(slip.done, PaymentDuty.LOSE, by.pk):
        raise Refused(reason)
    add_check(row, slip, AfterPayment.NOT_ARRIVED, by, timezone.localdate(), lost=True)
    audit.record(act="funds.said_lost", by=by, about=row.id)


@transaction.atomic
def keep_open(*, loss: MissingMoney, why: str, by: User) -> None:
    """Say that it is not lost: it stays to be followed up, and nobody is asked until somebody says
    so anew. Raises `BadInput` without a reason."""
    words = long_text("why", why, needed=say("say why"))
    tell(LOSS, loss.first.id, loss.first.made_by, words, by, loss.case, loss.whom, loss.state)
    audit.record(act="funds.said_not_lost", by=by, about=loss.row.id)
