"""An advance is asked for, and two say yes or one says no. Paying and settling it: `moving`."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.accounts.second_person import must_still_ask
from fanal.audit import actions as audit
from fanal.authority import attested
from fanal.core.casework.typed_text import long_text, short_text
from fanal.core.errors import Refused
from fanal.core.funds.advances import must_be_settled
from fanal.core.funds.currencies import must_be_payable
from fanal.core.funds.separation import ENDED, check_waiting
from fanal.core.words import say
from fanal.funds.access import TAKES_ADVANCES
from fanal.funds.actions.asking import must_run
from fanal.funds.earlier_advances import open_advances
from fanal.funds.models import AdvanceApproval, BudgetLine, CashAdvance
from fanal.funds.slips import advance_slips


@transaction.atomic
def ask_advance(
    *, line: BudgetLine, amount: Decimal, currency: str, what: str, by: User, on: date | None = None
) -> CashAdvance:
    """Ask for an advance; two are asked to agree. Raises `BadInput`; `Refused` while an earlier one
    is late."""
    today = on or timezone.localdate()
    # An advance that is late is settled before another is given: money in two envelopes cannot be
    # told apart.
    must_be_settled(open_advances(by))
    amount = must_be_payable(amount, currency)
    what = short_text("what", what, needed=say("say what it is for"))
    must_run(line, today)
    advance = CashAdvance.objects.create(
        line=line,
        coded={"amount": str(amount), "currency": currency, "what": what},
        asked_by=by,
        asked_on=today,
    )
    audit.record(act="funds.advance_asked", by=by, about=advance.id)
    return advance


@transaction.atomic
def answer_advance(
    *, row: CashAdvance, agreed: bool, by: User, why: str = "", on: date | None = None
) -> AdvanceApproval:
    """Answer an advance. Raises `BadInput` naming the question; `Refused` where nothing waits for
    this person."""
    locked = CashAdvance.objects.select_for_update().get(pk=row.pk)
    # Two agree to an amount; one that was changed by hand in the database is another.
    attested.must_be_genuine(locked)
    (slip,) = advance_slips([locked])
    over = locked.over_on is not None or bool(slip.no)
    # After the seal of the row was checked: who asked stands in it, and decides who may not
    # answer.
    check_waiting(slip.done, by.pk, over=over, two=slip.agreed)
    why = long_text("why", why, needed=None if agreed else say("say why"))
    if agreed:
        # Only of a yes: a no to somebody who has left still ends the request.
        must_still_ask(locked.asked_by_id, *TAKES_ADVANCES)
    today = on or timezone.localdate()
    approval = AdvanceApproval(advance=locked, by=by, on=today, agreed=agreed, why=why)
    approval.save(force_insert=True)
    if not agreed:
        locked.over_on = approval.on
        locked.save(update_fields=["over_on"])
    audit.record(act="funds.agreed" if agreed else "funds.refused", by=by, about=locked.id)
    return approval


@transaction.atomic
def take_advance_back(*, row: CashAdvance, by: User) -> None:
    """Take back an advance that is not needed any more. Raises `Refused` once something was given
    out."""
    locked = CashAdvance.objects.select_for_update().get(pk=row.pk)
    if advance_slips([locked])[0].sums.paid > 0:
        raise Refused(say("something was paid out: write what came back"))
    if locked.over_on is not None:
        raise Refused(ENDED)
    locked.taken_back_on = locked.over_on = timezone.localdate()
    locked.save(update_fields=["taken_back_on", "over_on"])
    audit.record(act="funds.advance_taken_back", by=by, about=locked.id)
