"""What happened in somebody's hands, so that the same hands are seen when they recur."""

from datetime import date
from decimal import Decimal, InvalidOperation
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.core.calendars.future_dates import refuse_future
from fanal.core.closed_lists import check_code
from fanal.core.errors import BadInput
from fanal.core.words import say
from fanal.partners.models import Area, Partner, Pattern


@transaction.atomic
def note_pattern(
    *,
    kind: str,
    day: date,
    words: str,
    by: User,
    partner: Partner | None = None,
    area: Area | None = None,
    amount: str = "",
    currency: str = "",
    case: UUID | None = None,
) -> Pattern:
    """Note a pattern. Raises `BadInput` for a future day, an amount that is none, or one without
    its currency."""
    check_code("kind", kind, dict(Pattern.KINDS))
    refuse_future("day", day, timezone.localdate())
    given = _amount(amount)
    if given and not currency.strip():
        raise BadInput("currency", say("Write the currency of the amount."))
    made = Pattern(kind=kind, day=day, partner=partner, area=area, case=case, by=by)
    made.facts = {"amount": given, "currency": currency.strip().upper()[:3], "words": words}
    made.save()
    audit.record(act="partner.pattern", by=by, about=made.id)
    return made


def _amount(text: str) -> str:
    if not text.strip():
        return ""
    try:
        amount = Decimal(text.replace(" ", "").replace(",", ""))
    except InvalidOperation:
        raise BadInput("amount", say("Write the amount in digits.")) from None
    if not amount.is_finite() or amount < 0:
        raise BadInput("amount", say("Write the amount in digits."))
    # In plain digits: `Decimal` keeps 1E+6 as somebody typed it.
    return f"{amount:f}"
