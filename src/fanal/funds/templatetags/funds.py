"""Amounts with their currency, and the rate by which they count."""

from datetime import date

from django import template

from fanal.core.funds.movements import MoneyStep, first_paid
from fanal.funds.models import MoneyMovement
from fanal.funds.slips import MovedMoney
from fanal.web.amounts import money_words

register = template.Library()
register.filter("money", money_words)
UNCOUNTED = (MoneyStep.RECEIVED, MoneyStep.LOST)  # they change nothing that was spent


@register.filter
def rate_of_another_day(slip: MovedMoney, one: MoneyMovement) -> date | None:
    """Return the day by whose rate this movement counts in the currency of its grant, where that
    is not its own."""
    if one.currency == one.line.grant.currency or one.step in UNCOUNTED:
        return None
    day = first_paid(slip.plain)
    return day if day != one.on else None
