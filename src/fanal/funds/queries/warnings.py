"""What speaks against paying money that is asked for, though nobody said no."""

from collections.abc import Iterator
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from fanal.cases.queries.deaths import died_of
from fanal.funds.models import BudgetLine, MoneyRequest
from fanal.funds.slips import Slip


def grant_ends(line: BudgetLine, day: date) -> Iterator[str]:
    """Yield in words that what is paid on this day is after the end of the grant."""
    if day > line.grant.until:
        says = _("The grant ends on {day}: of what is paid later the donor may pay nothing.")
        yield says.format(day=date_format(line.grant.until))


def speaks_against(
    row: MoneyRequest, slip: Slip, today: date, *, reads_case: bool
) -> Iterator[str]:
    """Yield it in words, as long as something is to be paid. `reads_case`: of her who died, who
    does not open the case reads only whom to ask."""
    # What was paid and is not received yet is still open: nothing can be kept from being paid.
    if row.over_on is not None or not (slip.waits or slip.sums.to_pay > 0):
        return
    yield from grant_ends(row.line, max(row.needed_by or today, today))
    if day := died_of([row.person_id]).get(row.person_id):
        if reads_case:
            yield _("She died: {day}. Is it still to be paid, and to whom?").format(
                day=date_format(day)
            )
        else:
            says = _("Something was written in the case since: ask {who} before you agree.")
            yield says.format(who=row.asked_by)
