"""The mails that only say that something waits: written down here, sent by the sweep."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from fanal.accounts.models import User
from fanal.authority import ledger
from fanal.authority.models import RowFinding
from fanal.authority.table_checks import quarantine_table
from fanal.authority.tables import table
from fanal.core.roles import Permission
from fanal.journeys.models import MailDue


def owe(people: Iterable[User], on: date) -> None:
    """Owe a mail to each of these; who is owed one already is told once."""
    rows = [MailDue(to=person, since=on) for person in people]
    # The mail only says: please sign in. One says as much as five.
    MailDue.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def owe_what_is_gone(on: date) -> None:
    """Tell all who lead, once, of a mail that was deleted or pointed at another by hand in the
    database: nobody knows for whom it was."""
    # Between the two counts nobody else may find the same row.
    ledger.hold()
    before = _open_findings()
    quarantine_table(MailDue)
    # Only of what was found now, so that one theft is told once and not with each sweep.
    if _open_findings() > before:
        owe(User.objects.who_may(Permission.LEAD_CASES, Permission.SEE_OVERVIEW), on)


def _open_findings() -> int:
    return RowFinding.objects.filter(table=table(MailDue), settled=None).count()
