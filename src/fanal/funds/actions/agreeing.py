"""Two say yes, or one says no and why. Neither asked for it, and neither will pay it."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.authority import attested
from fanal.coded_facts import actions as facts
from fanal.core.casework.rendering import long_text
from fanal.core.errors import BadInput, Refused
from fanal.core.funds.separation import PaymentDuty, why_not
from fanal.core.words import say
from fanal.funds.models import MoneyApproval, MoneyRequest
from fanal.funds.slips import slip_of
from fanal.people.exclusion import kept_out_of_any


@transaction.atomic
def answer(
    *, row: MoneyRequest, agreed: bool, by: User, why: str = "", on: date | None = None
) -> MoneyApproval:
    """Raises `BadInput` naming the question; `Refused` where nothing waits for this person."""
    locked = MoneyRequest.objects.select_for_update().get(pk=row.pk)
    attested.must_be_genuine(locked)
    slip = slip_of(locked)
    if locked.over_on is not None or slip.no:
        raise Refused(say("this was ended already"))
    # Asked again under the lock: a conflict may have been noted since the page was opened.
    if by.pk in kept_out_of_any(cases=[locked.case_id]):
        raise Refused(say("this is not yours to decide"))
    if reason := why_not(slip.done, PaymentDuty.AGREE, by.pk):
        raise Refused(reason)
    if slip.agreed:
        raise Refused(say("two agreed to it already"))
    why = long_text("why", why)
    if not agreed and not why:
        raise BadInput("why", say("say why"))
    made = MoneyApproval(
        request=locked, by=by, on=on or timezone.localdate(), agreed=agreed, why=why
    )
    made.save(force_insert=True)
    if not agreed:
        locked.over_on = made.on
        locked.save(update_fields=["over_on"])
    facts.code_row(locked)
    # without the case: finance and directors learn nothing of it by the journal
    audit.record(act="funds.agreed" if agreed else "funds.refused", by=by, about=locked.id)
    return made
