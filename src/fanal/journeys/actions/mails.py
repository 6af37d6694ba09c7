"""Who is to be told by mail that something waits: written down here, sent by the sweep."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from fanal.accounts.models import User
from fanal.journeys.models import MailDue


def owe(people: Iterable[User], on: date) -> None:
    """Each of these is to be told; who is owed a mail already is told once."""
    rows = [MailDue(to=one, since=on) for one in people]
    MailDue.objects.bulk_create(rows, ignore_conflicts=True)
