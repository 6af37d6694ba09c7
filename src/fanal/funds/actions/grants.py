"""Grants, their lines, and rates: what is set is added to and never written over."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.core.calendars.future_dates import refuse_future
from fanal.core.casework.amounts import CODES, must_have_currency
from fanal.core.casework.typed_text import long_text, short_text
from fanal.core.errors import BadInput
from fanal.core.funds.currencies import must_be_payable, read_rate, rounded
from fanal.core.words import say
from fanal.database.sql import next_number
from fanal.funds.models import BudgetChange, BudgetLine, ExchangeRate, FundingGrant

SAY_WHY = say("say why")


@transaction.atomic
def add_grant(
    *,
    name: str,
    donor: str,
    currency: str,
    since: date,
    until: date,
    by: User,
    may_ask: str = "",
    report_due: date | None = None,
    on: date | None = None,
) -> FundingGrant:
    """Add a grant. Raises `BadInput` naming the question."""
    named = say("give it a name")
    name = short_text("name", name, needed=named)
    donor = short_text("donor", donor, needed=named)
    must_have_currency("currency", currency)
    if until < since:
        raise BadInput("until", say("this is before it begins"))
    content = {
        "name": name,
        "donor": donor,
        "currency": currency,
        "may_ask": long_text("may_ask", may_ask),
    }
    grant = FundingGrant.objects.create(
        told=content,
        since=since,
        until=until,
        report_due=report_due,
        made_by=by,
        made_on=on or timezone.localdate(),
    )
    audit.record(act="funds.grant_added", by=by)
    return grant


@transaction.atomic
def add_line(
    *, grant: FundingGrant, name: str, amount: Decimal, by: User, on: date | None = None
) -> BudgetLine:
    """Add a line to a grant. Raises `BadInput` naming the question."""
    name = short_text("name", name, needed=say("give it a name"))
    amount = must_be_payable(amount, grant.currency)
    today = on or timezone.localdate()
    number = next_number(grant.lines.all(), FundingGrant.objects.filter(pk=grant.pk))
    line = BudgetLine.objects.create(
        grant=grant, number=number, name=name, made_by=by, made_on=today
    )
    _change(line, amount, "", by, today)
    audit.record(act="funds.line_added", by=by)
    return line


@transaction.atomic
def change_budget(*, line: BudgetLine, amount: Decimal, why: str, by: User) -> None:
    """Change a budget: more where `amount` is above zero, less where it is below. Raises
    `BadInput`."""
    why = long_text("why", why, needed=SAY_WHY)
    must_be_payable(abs(amount), line.grant.currency)
    # Two who take from the line at once must not take more than it has.
    BudgetLine.objects.select_for_update().get(pk=line.pk)
    if budget_of(line) + amount < 0:
        raise BadInput("amount", say("the line has less than that"))
    _change(line, amount, why, by, timezone.localdate())
    audit.record(act="funds.budget_changed", by=by)


def budget_of(line: BudgetLine) -> Decimal:
    return sum((change.amount for change in line.changes.all()), Decimal(0))


def _change(line: BudgetLine, amount: Decimal, why: str, by: User, today: date) -> None:
    # To the smallest unit of the currency: of dong and yen there is none below one.
    amount = rounded(amount, line.grant.currency)
    content = {"amount": str(amount), "why": why}
    BudgetChange.objects.create(line=line, told=content, made_by=by, made_on=today)


@transaction.atomic
def add_rate(*, on: date, base: str, quote: str, rate: str, source: str, by: User) -> ExchangeRate:
    """Add the rate at which one of `base` is so many of `quote`. Raises `BadInput` naming the
    question."""
    refuse_future("on", on, timezone.localdate())
    for where, code in (("base", base), ("quote", quote)):
        if code not in CODES:
            must_have_currency(where, code)
    if base == quote:
        raise BadInput("quote", say("choose another currency"))
    value, source = read_rate(rate), short_text("source", source)
    if not source:
        raise BadInput("source", say("say who says so"))
    # A second rate of a day does not replace the first: sums that were reported with it stay
    # explained.
    same = ExchangeRate.objects.select_for_update().filter(on=on, base=base, quote=quote)
    row = ExchangeRate.objects.create(
        on=on,
        base=base,
        quote=quote,
        told={"rate": str(value), "source": source},
        made_by=by,
        number=len(same) + 1,
        made_on=timezone.localdate(),
    )
    audit.record(act="funds.rate_added", by=by)
    return row
